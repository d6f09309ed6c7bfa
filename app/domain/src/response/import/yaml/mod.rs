//! YAML as people write lists of templates: lists and maps by indentation, texts with and without
//! quotes, and blocks behind `|` and `>`. Anchors, tags, maps in `{}` and documents in documents are
//! not read: the line says so, and nothing is guessed.

use super::Problem;
use super::node::{Kind, Node};

mod line;
mod scalar;

use line::Line;
use scalar::{block, end_of, flow, plain, quoted};

/// Levels of lists and maps.
const DEPTH: usize = 16;
/// Names in one map.
const NAMES: usize = 200;

/// # Errors
/// The first thing that is not understood, with its line.
pub(super) fn read(text: &str) -> Result<Node, Problem> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for (index, text) in text.split('\n').enumerate() {
        let text = text.strip_suffix('\r').unwrap_or(text);
        let bare = text.trim_start_matches(' ');
        lines.push(Line { number: index + 1, indent: text.len() - bare.len(), text });
    }
    let mut reader = Reader { lines: &lines, at: 0 };
    if reader.here().is_some_and(|line| line.bare() == "---") {
        reader.at += 1;
    }
    let node = reader.value(0, DEPTH)?;
    match reader.here() {
        None => Ok(node),
        Some(line) if matches!(line.bare(), "---" | "...") => Err(line.wrong("a second document")),
        Some(line) => Err(line.wrong("its indentation")),
    }
}

struct Reader<'a, 'b> {
    lines: &'b [Line<'a>],
    at: usize,
}

impl<'a> Reader<'a, '_> {
    /// What begins on the next line that says something, at `indent` or deeper.
    fn value(&mut self, indent: usize, depth: usize) -> Result<Node, Problem> {
        let Some(line) = self.here().filter(|line| line.indent >= indent) else {
            return Ok(Node { line: self.number(), kind: Kind::Nothing });
        };
        if depth == 0 {
            return Err(line.wrong("it is nested too deep"));
        }
        if line.bare() == "-" || line.bare().starts_with("- ") {
            return self.list(line, depth);
        }
        if key(line.bare()).is_some() {
            return self.map(line.indent, None, depth);
        }
        self.at += 1;
        self.scalar((line.bare(), line), line.indent, depth)
    }

    fn list(&mut self, first: Line<'a>, depth: usize) -> Result<Node, Problem> {
        let mut list = Vec::new();
        while let Some(line) = self.here().filter(|line| line.indent == first.indent) {
            let Some(rest) = line.bare().strip_prefix('-') else { break };
            let inside = rest.trim_start_matches(' ');
            if !rest.is_empty() && inside.len() == rest.len() {
                break;
            }
            if inside.is_empty() {
                self.at += 1;
                list.push(self.value(first.indent + 1, depth - 1)?);
            } else if key(inside).is_some() {
                let deeper = line.indent + 1 + rest.len() - inside.len();
                list.push(self.map(deeper, Some(inside), depth - 1)?);
            } else {
                self.at += 1;
                list.push(self.scalar((inside, line), first.indent, depth)?);
            }
        }
        Ok(Node { line: first.number, kind: Kind::List(list) })
    }

    /// A map whose names stand at `indent`; the first of them may stand behind a `- `.
    fn map(
        &mut self,
        indent: usize,
        first: Option<&'a str>,
        depth: usize,
    ) -> Result<Node, Problem> {
        let start = self.number();
        let mut pairs: Vec<(String, Node)> = Vec::new();
        let mut inside = first;
        while let Some(line) = self.here() {
            if inside.is_none() && line.indent != indent {
                break;
            }
            let Some((name, rest)) = key(inside.take().unwrap_or_else(|| line.bare())) else {
                if line.bare() == "---" || line.bare() == "..." {
                    break;
                }
                return Err(line.wrong("a name with “:” is missing"));
            };
            if pairs.iter().any(|(there, _)| *there == name) {
                return Err(line.wrong(&format!("“{name}” stands there twice")));
            }
            if pairs.len() >= NAMES {
                return Err(line.wrong("a map of so many names"));
            }
            self.at += 1;
            let node = if rest.is_empty() {
                let next = self.here().filter(|next| {
                    next.indent > indent || next.indent == indent && next.bare().starts_with('-')
                });
                match next {
                    Some(next) => self.value(next.indent, depth - 1)?,
                    None => Node { line: line.number, kind: Kind::Nothing },
                }
            } else {
                self.scalar((rest, line), indent, depth)?
            };
            pairs.push((name, node));
        }
        Ok(Node { line: start, kind: Kind::Map(pairs) })
    }

    /// A text that begins on a line that was taken already.
    fn scalar(
        &mut self,
        (text, line): (&'a str, Line<'a>),
        indent: usize,
        depth: usize,
    ) -> Result<Node, Problem> {
        let node = |kind| Ok(Node { line: line.number, kind });
        match text.chars().next() {
            Some('|' | '>') => {
                let rest = self.lines.get(self.at..).unwrap_or_default();
                let (text, taken) = block(text, rest, indent)
                    .ok_or_else(|| line.wrong("what stands behind “|” or “>”"))?;
                self.at += taken;
                Ok(Node { line: line.number + 1, kind: Kind::Text(text) })
            }
            Some('"' | '\'') => {
                let text = quoted(text)
                    .ok_or_else(|| line.wrong("a text in quotes has no end on its line"))?;
                node(Kind::Text(text))
            }
            Some('[') => {
                let list = flow(text).ok_or_else(|| line.wrong("a list in “[]”"))?;
                let list =
                    list.into_iter().map(|text| Node { line: line.number, kind: Kind::Text(text) });
                node(Kind::List(list.collect()))
            }
            Some('-') if text.starts_with("- ") => Err(line.wrong("a list in a list on one line")),
            Some('{') => {
                Err(line.wrong("a map in “{}”. Put texts that begin with “{” into quotes"))
            }
            Some('&' | '*' | '!' | '%' | '@' | '`') => Err(line.wrong("anchors and tags")),
            _ if depth == 0 => Err(line.wrong("it is nested too deep")),
            _ => node(self.folded(plain(text), indent)),
        }
    }

    /// A plain text may go on below, further in.
    fn folded(&mut self, first: &str, indent: usize) -> Kind {
        let mut text = first.to_owned();
        while let Some(line) = self.here().filter(|line| line.indent > indent) {
            if key(line.bare()).is_some() || line.bare().starts_with("- ") {
                break;
            }
            text.push(' ');
            text.push_str(plain(line.bare()));
            self.at += 1;
        }
        match text.as_str() {
            "" | "~" | "null" => Kind::Nothing,
            _ => Kind::Text(text),
        }
    }

    /// The next line that says something.
    fn here(&mut self) -> Option<Line<'a>> {
        while let Some(line) = self.lines.get(self.at) {
            if !line.bare().is_empty() && !line.bare().starts_with('#') {
                return Some(*line);
            }
            self.at += 1;
        }
        None
    }

    fn number(&self) -> usize {
        self.lines.get(self.at).or(self.lines.last()).map_or(1, |line| line.number)
    }
}

/// A name, and what stands behind its colon.
pub(super) fn key(line: &str) -> Option<(String, &str)> {
    let (name, rest) = match line.chars().next()? {
        mark @ ('"' | '\'') => {
            let (name, rest) = line.split_at_checked(end_of(line, mark)?)?;
            (name.trim_matches(mark), rest.trim_start().strip_prefix(':')?)
        }
        '[' | '{' | '|' | '>' | '#' | '&' | '*' | '!' | '%' | '@' | '`' => return None,
        _ => match line.find(": ") {
            Some(at) => (line.get(..at)?, line.get(at + 1..)?),
            None => (line.strip_suffix(':')?, ""),
        },
    };
    let name = name.trim();
    let spaced = rest.is_empty() || rest.starts_with(' ');
    let comment = rest.trim_start();
    let rest = if comment.starts_with('#') { "" } else { comment };
    (spaced && !name.is_empty() && name.len() <= 100).then(|| (name.to_owned(), rest.trim_end()))
}
