//! What of a text is no place for variables: comments, code, and labels that links refer to.

use std::collections::BTreeSet;

/// How far behind its opening a variable may end, in bytes.
pub(super) const REACH: usize = 240;

/// What the scan has to know of a text before it begins.
pub(super) struct Marks<'a> {
    /// What is passed over: where it begins and ends, in order.
    passed: Vec<(usize, usize)>,
    /// Labels that are defined, as in `[guide]: https://example.org`.
    labels: BTreeSet<&'a str>,
}

impl<'a> Marks<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut marks = Self { passed: Vec::new(), labels: BTreeSet::new() };
        let mut at = 0;
        let mut open: Option<Open<'a>> = None;
        for line in text.split_inclusive('\n') {
            marks.line((at, line), &mut open);
            at += line.len();
        }
        if let Some(Open::Fence { start, .. } | Open::Comment { start }) = open {
            marks.passed.push((start, at));
        }
        marks
    }

    /// Where to go on, when what begins here is passed over.
    pub(super) fn skip(&self, at: usize) -> Option<usize> {
        let next = self.passed.partition_point(|(_, end)| *end <= at);
        self.passed.get(next).filter(|(start, _)| *start <= at).map(|(_, end)| *end)
    }

    pub(super) fn defines(&self, label: &str) -> bool {
        self.labels.contains(label)
    }

    fn line(&mut self, (at, line): (usize, &'a str), open: &mut Option<Open<'a>>) {
        let bare = line.trim();
        match open {
            Some(Open::Fence { start, mark }) => {
                if bare.starts_with(*mark)
                    && bare.bytes().all(|byte| mark.as_bytes().contains(&byte))
                {
                    self.passed.push((*start, at + line.len()));
                    *open = None;
                }
            }
            Some(Open::Comment { start }) => {
                if let Some(end) = line.find("-->") {
                    self.passed.push((*start, at + end + 3));
                    *open = None;
                }
            }
            None => {
                if let Some(mark) = fence(bare) {
                    *open = Some(Open::Fence { start: at, mark });
                } else {
                    self.comments((at, line), open);
                    self.label(bare);
                }
            }
        }
    }

    fn comments(&mut self, (at, line): (usize, &str), open: &mut Option<Open<'a>>) {
        let mut from = 0;
        while let Some(start) = line.get(from..).and_then(|rest| rest.find("<!--")) {
            let start = from + start;
            let Some(end) = line.get(start + 4..).and_then(|rest| rest.find("-->")) else {
                *open = Some(Open::Comment { start: at + start });
                return;
            };
            from = start + 4 + end + 3;
            self.passed.push((at + start, at + from));
        }
    }

    fn label(&mut self, line: &'a str) {
        let label = line.strip_prefix('[').and_then(|rest| rest.split_once("]:"));
        if let Some((label, _)) = label {
            self.labels.insert(label.trim());
        }
    }
}

enum Open<'a> {
    Fence { start: usize, mark: &'a str },
    Comment { start: usize },
}

/// The marks that open a block of code, without what is said about it.
pub(in super::super) fn fence(line: &str) -> Option<&str> {
    let mark = if line.starts_with("```") { '`' } else { '~' };
    let length = line.chars().take_while(|character| *character == mark).count();
    let (marks, about) = line.split_at_checked(length)?;
    (length >= 3 && !about.contains('`')).then_some(marks)
}

/// What stands between two marks at the beginning of a text, on one line and not far away.
pub(super) fn span<'a>(text: &'a str, open: &str, close: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(open)?;
    let mut reach = rest.len().min(REACH);
    while !rest.is_char_boundary(reach) {
        reach -= 1;
    }
    let near = rest.get(..reach)?;
    let near = near.split('\n').next()?;
    near.find(close).and_then(|end| near.get(..end))
}
