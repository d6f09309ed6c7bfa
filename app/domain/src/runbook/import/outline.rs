//! Steps in Markdown, line by line. Numbered lines are steps; without any, headings are; without
//! any, bullets are. What stands below a step is its instruction, commands in fences included.

use super::facts::Fact;
use super::{Import, ImportedStep, Skipped};

/// What makes a line a step.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Numbered,
    Heading,
    Bullet,
}

pub(super) fn read(text: &str) -> Import {
    let lines: Vec<(&str, bool)> = fenced(text).collect();
    let has = |style| lines.iter().any(|(line, inside)| !inside && opens(line, style).is_some());
    let style = [Style::Numbered, Style::Heading, Style::Bullet].into_iter().find(|s| has(*s));
    let mut import = Import::default();
    let Some(style) = style else { return import };
    let mut current: Option<ImportedStep> = None;
    for (number, (line, inside)) in (1..).zip(lines) {
        if !inside && let Some(title) = opens(line, style) {
            import.steps.extend(current.replace(ImportedStep::new(number, title)));
            continue;
        }
        // A heading ends the step before it: what follows belongs to something else.
        if !inside && style == Style::Numbered && heading(line).is_some() {
            import.steps.extend(current.take());
        }
        match &mut current {
            Some(step) => below(step, line, inside),
            None if line.trim().is_empty() => {}
            None => import.skipped.push(Skipped { line: number, text: line.trim().to_owned() }),
        }
    }
    import.steps.extend(current);
    import.steps.retain(|step| !step.title.is_empty());
    for step in &mut import.steps {
        step.instruction = step.instruction.trim_matches('\n').to_owned();
    }
    import
}

/// The lines, and whether they are inside a code fence, its borders included, an HTML comment, or
/// settings on top.
fn fenced(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut fence: Option<&str> = None;
    text.lines().map(move |line| {
        let bare = line.trim_start();
        match fence {
            Some(mark) if bare.starts_with(mark) => {
                fence = None;
                (line, true)
            }
            Some(_) => (line, true),
            None => {
                fence = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark));
                (line, fence.is_some())
            }
        }
    })
}

fn opens(line: &str, style: Style) -> Option<&str> {
    let indent = line.len() - line.trim_start().len();
    let bare = line.trim();
    // What stands on top is the name of the whole.
    let section = heading(line).filter(|_| !line.starts_with("# "));
    match style {
        Style::Heading => section,
        _ if indent > 2 => None,
        Style::Numbered => numbered(bare).or_else(|| section.and_then(numbered)),
        Style::Bullet if indent > 1 => None,
        Style::Bullet => {
            ["- ", "* ", "+ "].into_iter().find_map(|mark| bare.strip_prefix(mark)).map(str::trim)
        }
    }
}

/// `1. Title`, `2) Title`, `Step 3: Title`.
fn numbered(line: &str) -> Option<&str> {
    let (rest, said) = match line.get(..5) {
        Some(word) if word.eq_ignore_ascii_case("step ") => (line.get(5..)?, true),
        _ => (line, false),
    };
    let end = rest.find(|c: char| !c.is_ascii_digit())?;
    let (digits, rest) = rest.split_at_checked(end)?;
    let marks: &[&str] =
        if said { &[". ", ") ", ": ", " - ", " – ", " "] } else { &[". ", ") "] };
    let rest = marks.iter().find_map(|mark| rest.strip_prefix(mark))?;
    (!digits.is_empty() && digits.len() < 6).then(|| rest.trim())
}

/// The line without its first characters.
fn skip(line: &str, count: usize) -> &str {
    line.char_indices().nth(count).map_or("", |(at, _)| line.get(at..).unwrap_or_default())
}

fn heading(line: &str) -> Option<&str> {
    let bare = line.trim_start_matches('#');
    let level = line.len() - bare.len();
    ((1..=6).contains(&level) && bare.starts_with(' '))
        .then(|| bare.trim().trim_end_matches('#').trim())
}

fn below(step: &mut ImportedStep, line: &str, inside: bool) {
    // What is below a step is indented as its first line is: that much is no part of the text.
    let indent = line.chars().take_while(|c| c.is_whitespace()).count();
    if step.indent.is_none() && !line.trim().is_empty() {
        step.indent = Some(indent.min(4));
    }
    let line = skip(line, indent.min(step.indent.unwrap_or(0)));
    let bare = line.trim().trim_start_matches(['-', '*', '+']).trim();
    let fact = bare.split_once(':').and_then(|(name, value)| Some((Fact::named(name)?, value)));
    match fact {
        Some((fact, value)) if !inside && fact != Fact::Title && fact != Fact::Instruction => {
            if !step.take(fact, value) {
                step.say(line);
            }
        }
        _ => step.say(line),
    }
}
