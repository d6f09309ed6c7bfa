//! What stands where in a document: headings, rules, `Subject:` lines and blocks that hold prose.

use crate::response::import::variable::fence;

/// Lines that become a template: from `start` up to `end`, counted from 0.
pub(super) struct Part {
    pub(super) title: Option<String>,
    pub(super) topic: Option<String>,
    /// What stands before the text and is for whoever sends it.
    pub(super) note: Option<String>,
    /// Where it begins with what is said of it.
    pub(super) from: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

enum Mark<'a> {
    Heading(usize, &'a str),
    Rule,
    Subject,
    /// A block that holds prose; it ends before this line.
    Prose(usize),
}

pub(super) struct Outline<'a> {
    lines: &'a [&'a str],
    first: usize,
    marks: Vec<(usize, Mark<'a>)>,
}

impl<'a> Outline<'a> {
    pub(super) fn of(lines: &'a [&'a str], first: usize) -> Self {
        let mut outline = Self { lines, first, marks: Vec::new() };
        let (mut at, mut comment) = (first, false);
        while let Some(line) = lines.get(at) {
            let bare = line.trim();
            if comment || bare.starts_with("<!--") {
                comment = !line.contains("-->");
            } else if let Some(mark) = fence(bare) {
                let rest = lines.get(at + 1..).unwrap_or_default();
                let closes = |line: &&str| {
                    line.trim().starts_with(mark) && line.trim().trim_matches(['`', '~']).is_empty()
                };
                let length = rest.iter().position(closes).unwrap_or(rest.len());
                if is_prose(bare, rest.get(..length).unwrap_or_default()) {
                    outline.marks.push((at, Mark::Prose(at + 1 + length)));
                }
                at += length + 1;
            } else if let Some((level, words)) = heading(line) {
                outline.marks.push((at, Mark::Heading(level, words)));
            } else if is_rule(line) {
                outline.marks.push((at, Mark::Rule));
            } else if subject(line).is_some() {
                outline.marks.push((at, Mark::Subject));
            }
            at += 1;
        }
        outline
    }

    /// What separates the document into templates; nothing when it is one.
    pub(super) fn parts(&self, titled: bool) -> Vec<Part> {
        let has = |wanted: fn(&Mark<'_>) -> bool| self.marks.iter().any(|(_, mark)| wanted(mark));
        if has(|mark| matches!(mark, Mark::Subject)) {
            return self.by_subject();
        }
        if has(|mark| matches!(mark, Mark::Prose(_))) {
            return self.by_block();
        }
        if titled {
            return Vec::new();
        }
        let ruled = self.by_rule();
        if ruled.len() > 1 {
            return ruled;
        }
        let level = [2, 1, 3].into_iter().find(|level| self.headings(*level) > 1);
        level.map(|level| self.by_heading(level)).unwrap_or_default()
    }

    fn headings(&self, level: usize) -> usize {
        self.marks
            .iter()
            .filter(|(_, mark)| matches!(mark, Mark::Heading(one, _) if *one == level))
            .count()
    }

    /// From each `Subject:` line to the heading or rule of the next one, or to the end.
    fn by_subject(&self) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let mut heads = Heads::default();
        // The first heading or rule behind the last subject.
        let mut opens = None;
        for (line, mark) in &self.marks {
            heads.see(mark);
            match mark {
                Mark::Subject => {
                    if let Some(last) = parts.last_mut() {
                        last.end = opens.unwrap_or(*line);
                    }
                    let (title, topic) = if parts.is_empty() || opens.is_some() {
                        heads.above()
                    } else {
                        (None, heads.above().1)
                    };
                    let end = self.lines.len();
                    parts.push(Part { title, topic, note: None, from: *line, start: *line, end });
                    opens = None;
                }
                Mark::Heading(..) | Mark::Rule => opens = opens.or(Some(*line)),
                Mark::Prose(_) => {}
            }
        }
        parts
    }

    /// Each block that holds prose. What stands before it in the same section is for who sends it.
    fn by_block(&self) -> Vec<Part> {
        let blocks = self.marks.iter().filter(|(_, mark)| matches!(mark, Mark::Prose(_))).count();
        let mut parts: Vec<Part> = Vec::new();
        let mut heads = Heads::default();
        let mut before = self.first;
        for (line, mark) in &self.marks {
            heads.see(mark);
            let Mark::Prose(end) = mark else {
                before = line + 1;
                continue;
            };
            let (title, topic) = heads.above();
            let note =
                self.lines.get(before..*line).unwrap_or_default().join("\n").trim().to_owned();
            let label = note.lines().last().and_then(|last| last.strip_suffix(':'));
            let label = label.map(|label| label.trim_matches(|one: char| !one.is_alphanumeric()));
            let label = label.map(str::to_owned);
            let title = if blocks == 1 { title.or(label) } else { label.or(title) };
            let note = (!note.is_empty()).then_some(note);
            parts.push(Part { title, topic, note, from: before, start: line + 1, end: *end });
            before = end + 1;
        }
        parts
    }

    /// What stands between rules, when each begins with a heading.
    fn by_rule(&self) -> Vec<Part> {
        let mut starts = vec![self.first];
        starts.extend(
            self.marks.iter().filter(|(_, m)| matches!(m, Mark::Rule)).map(|(line, _)| line + 1),
        );
        let mut parts = Vec::new();
        for (nth, start) in starts.iter().enumerate() {
            let end = starts.get(nth + 1).map_or(self.lines.len(), |next| next - 1);
            let inside = self.lines.get(*start..end).unwrap_or_default();
            let Some(blank) = inside.iter().position(|line| !line.trim().is_empty()) else {
                continue;
            };
            let Some((_, words)) = inside.get(blank).and_then(|line| heading(line)) else {
                return Vec::new();
            };
            let title = Some(words.to_owned());
            parts.push(Part {
                title,
                topic: None,
                note: None,
                from: *start,
                start: start + blank + 1,
                end,
            });
        }
        parts
    }

    /// The sections of one level.
    fn by_heading(&self, level: usize) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let mut heads = Heads::default();
        let mut open = false;
        for (line, mark) in &self.marks {
            heads.see(mark);
            let Mark::Heading(one, words) = mark else { continue };
            if *one > level {
                continue;
            }
            if let Some(last) = parts.last_mut().filter(|_| open) {
                last.end = *line;
            }
            open = *one == level;
            if open {
                let (_, topic) = heads.above();
                let (title, end) = (Some((*words).to_owned()), self.lines.len());
                parts.push(Part { title, topic, note: None, from: *line, start: line + 1, end });
            }
        }
        parts
    }
}

/// The headings above the place that has been reached.
#[derive(Default)]
struct Heads<'a>([Option<&'a str>; 7]);

impl<'a> Heads<'a> {
    fn see(&mut self, mark: &Mark<'a>) {
        let Mark::Heading(level, words) = mark else { return };
        for (one, heading) in self.0.iter_mut().enumerate().skip(*level) {
            *heading = (one == *level).then_some(words);
        }
    }

    /// The nearest, and the one above that.
    fn above(&self) -> (Option<String>, Option<String>) {
        let mut nearest = self.0.iter().rev().flatten().map(|words| (*words).to_owned());
        (nearest.next(), nearest.next())
    }
}

/// `## Words`: the level and the words.
pub(super) fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    let words = line.get(level..)?;
    let words = words.strip_prefix(' ')?.trim().trim_end_matches('#').trim_end();
    ((1..=6).contains(&level) && !words.is_empty()).then_some((level, words))
}

pub(super) fn is_rule(line: &str) -> bool {
    let bare = line.trim();
    bare.len() >= 3 && ["-", "*", "_", "="].iter().any(|mark| bare.replace(mark, "").is_empty())
}

/// What a mail is about.
pub(in super::super) fn subject(line: &str) -> Option<&str> {
    let line = line.trim_matches('*');
    let (name, words) = line.split_once(':')?;
    let words = words.trim_matches('*').trim();
    let named = matches!(
        name.trim().to_ascii_lowercase().as_str(),
        "subject" | "subject line" | "betreff" | "objet"
    );
    (named && !words.is_empty()).then_some(words)
}

/// Whether a block of code holds what people read: sentences, in no language of programs.
fn is_prose(opening: &str, inside: &[&str]) -> bool {
    let about = opening.trim_matches(['`', '~', ' ']).to_ascii_lowercase();
    let language = about.split(|one: char| !one.is_alphanumeric()).next().unwrap_or_default();
    let free = matches!(language, "" | "markdown" | "md" | "text" | "txt" | "email" | "template");
    let sentence = |line: &&str| {
        line.split_whitespace().count() > 4 && line.trim_end().ends_with(['.', '!', '?', ',', ':'])
    };
    free && inside.iter().any(sentence)
}
