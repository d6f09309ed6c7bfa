//! What becomes of each template of a document, beside those that are there.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Draft;
use super::variable::Variable;
use super::{Import, Problem, Sketch};
use crate::ids::CohortId;
use crate::limits;
use crate::response::body::Body;
use crate::response::{Language, ShortCode, Situation};
use crate::text::Markdown;
use crate::words;

/// A variant that is there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct There {
    pub situation: Situation,
    pub language: Language,
    /// What it says in every text that is not retired.
    pub bodies: Vec<String>,
    /// Somebody writes in it, or waits for approval.
    pub is_open: bool,
}

/// What a template that is there says beside its texts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct About {
    pub title: String,
    pub topic: String,
    pub questions: String,
    pub note: String,
    pub avoid: String,
}

/// The templates that are there by their short codes.
#[derive(Clone, Default, Debug)]
pub struct Templates {
    /// Those that the reader may write in.
    pub open: BTreeMap<String, Vec<There>>,
    pub about: BTreeMap<String, About>,
    /// All codes of the product: no new template may have one of them.
    pub taken: BTreeSet<String>,
    /// The cohorts of the product, by their names in small letters.
    pub cohorts: BTreeMap<String, CohortId>,
}

impl Templates {
    /// What the document says otherwise of a template that is there. It is said and not taken: a document that somebody
    /// exported a week ago must not undo what was written since.
    fn differences(&self, code: &ShortCode, (sketch, draft): (&Sketch, &Draft)) -> Option<Problem> {
        let there = self.about.get(code.as_str())?;
        let all = [
            ("title", true, there.title == draft.title.as_str()),
            ("topic", sketch.topic.is_some(), there.topic == draft.topic.as_str()),
            (
                "questions",
                !sketch.questions.is_empty(),
                there.questions == draft.questions.as_lines(),
            ),
            ("note", sketch.note.is_some(), there.note == draft.note.as_str()),
            ("when not to use it", sketch.avoid.is_some(), there.avoid == draft.avoid.as_str()),
        ];
        let said = all.into_iter().filter(|(_, is_said, is_same)| *is_said && !is_same);
        let what: Vec<_> = said.map(|(what, ..)| what).collect();
        (!what.is_empty()).then(|| {
            let what = what.join(", ");
            let sentence = format!(
                "“{code}” says something else here: {what}. Edit the template to change that"
            );
            Problem::note(sketch.line, sentence)
        })
    }

    /// A template that is for somebody must not become one for everybody.
    fn cohorts_called(&self, names: &[String], line: usize) -> Result<Vec<CohortId>, Problem> {
        let find = |name: &String| {
            self.cohorts.get(&name.to_lowercase()).copied().ok_or_else(|| {
                let name = super::variable::short(name);
                let what = "Add it, or take it out of the document";
                Problem::wrong(line, format!("The product has no cohort “{name}”. {what}"))
            })
        };
        names.iter().map(find).collect()
    }
}

words! {
    /// What becomes of a template of the document.
    pub enum Outcome(label) {
        New = "new", "New template";
        Variant = "variant", "New variant";
        Changed = "changed", "New draft";
        /// What somebody writes is never written over.
        Waiting = "waiting", "Left out: there is a draft";
        Unchanged = "unchanged", "Unchanged";
    }
}

/// A template as it will be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Planned {
    /// Its place in [`Import::sketches`].
    pub nth: usize,
    pub draft: Draft,
    pub code: ShortCode,
    pub body: Markdown,
    pub cohorts: Vec<CohortId>,
    pub outcome: Outcome,
}

/// What a document becomes, and what keeps it from that.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Plan {
    pub planned: Vec<Planned>,
    pub problems: Vec<Problem>,
}

impl Outcome {
    /// Something is kept.
    #[must_use]
    pub const fn comes_in(self) -> bool {
        matches!(self, Self::New | Self::Variant | Self::Changed)
    }
}

impl Plan {
    /// Something has to be put right first.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        self.problems.iter().any(|problem| problem.wrong)
    }

    #[must_use]
    pub fn count(&self, outcome: Outcome) -> usize {
        self.planned.iter().filter(|planned| planned.outcome == outcome).count()
    }
}

impl Import {
    /// The variables that are written in different ways, in the order in which they are found, and how often.
    #[must_use]
    pub fn distinct(&self) -> Vec<(&Variable, usize)> {
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        let mut found: Vec<(&Variable, usize)> = Vec::new();
        for variable in self.sketches.iter().flat_map(|sketch| &sketch.variables) {
            let place = *places.entry(&variable.text).or_insert(found.len());
            match found.get_mut(place) {
                Some((_, count)) => *count += 1,
                None => found.push((variable, 1)),
            }
        }
        found
    }

    /// Plans the templates that are `chosen`, with the variables that are taken turned into ours.
    #[must_use]
    pub fn plan(
        &self,
        templates: &Templates,
        chosen: impl Fn(usize) -> bool,
        takes: impl Fn(&Variable) -> bool,
    ) -> Plan {
        let mut plan = Plan { planned: Vec::new(), problems: self.problems.clone() };
        let mut codes = Codes::of(templates);
        for (nth, sketch) in self.sketches.iter().enumerate().filter(|(nth, _)| chosen(*nth)) {
            let Some(draft) = Draft::of(sketch, self.own, &mut plan.problems) else { continue };
            let body = self.body_of(sketch, &takes);
            if let Err(error) = Body::parse(&body) {
                let line = sketch.body_line + error.line - 1;
                plan.problems.push(Problem::wrong(line, error.problem.to_string()));
                continue;
            }
            let Ok(body) = Markdown::parse(&body) else {
                let sentence = format!("A text must be {} KB or smaller", limits::MARKDOWN / 1024);
                plan.problems.push(Problem::wrong(sketch.line, sentence));
                continue;
            };
            let placed = codes.place(&draft, (sketch.line, body.as_str()));
            let placed = placed.and_then(|(code, outcome)| {
                // Of a template that is there nothing but the text changes.
                let named: &[String] = if outcome == Outcome::New { &sketch.cohorts } else { &[] };
                Ok((code, outcome, templates.cohorts_called(named, sketch.line)?))
            });
            match placed {
                Ok((code, outcome, cohorts)) => {
                    plan.problems.extend(templates.differences(&code, (sketch, &draft)));
                    plan.planned.push(Planned { nth, draft, code, body, cohorts, outcome });
                }
                Err(problem) => plan.problems.push(problem),
            }
        }
        plan.problems.sort_by_key(|problem| problem.line);
        plan
    }
}

/// The codes that are given away while the plan is made.
struct Codes<'a> {
    templates: &'a Templates,
    /// The codes of the templates that are there, by what they say.
    saying: BTreeMap<&'a str, Vec<&'a str>>,
    /// What the document brings: for each code its variants and their lines.
    new: BTreeMap<String, Vec<(Situation, Language, usize)>>,
    /// The first number behind a code that may be free.
    next: BTreeMap<String, usize>,
}

impl<'a> Codes<'a> {
    fn of(templates: &'a Templates) -> Self {
        let mut saying: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (code, texts) in &templates.open {
            for body in texts.iter().flat_map(|there| &there.bodies) {
                saying.entry(body).or_default().push(code);
            }
        }
        Self { templates, saying, new: BTreeMap::new(), next: BTreeMap::new() }
    }

    fn place(
        &mut self,
        draft: &Draft,
        (line, body): (usize, &str),
    ) -> Result<(ShortCode, Outcome), Problem> {
        let Some(code) = &draft.short_code else { return self.propose(draft, (line, body)) };
        let brought = self.new.entry(code.as_str().to_owned()).or_default();
        let same = brought.iter().find(|(situation, language, _)| {
            *situation == draft.situation && *language == draft.language
        });
        if let Some((.., other)) = same {
            let sentence = format!(
                "“{code}” stands there twice for the same situation and language, first on line {other}"
            );
            return Err(Problem::wrong(line, sentence));
        }
        let first = brought.is_empty();
        let Some(there) = self.templates.open.get(code.as_str()) else {
            if first && self.templates.taken.contains(code.as_str()) {
                return self.propose(draft, (line, body));
            }
            brought.push((draft.situation, draft.language.clone(), line));
            return Ok((code.clone(), if first { Outcome::New } else { Outcome::Variant }));
        };
        brought.push((draft.situation, draft.language.clone(), line));
        Ok((code.clone(), outcome(there, draft, body)))
    }

    /// The first free code that says what the title says. The same text under such a code is the same template:
    /// whoever brings in a document twice gets it once.
    fn propose(
        &mut self,
        draft: &Draft,
        (line, body): (usize, &str),
    ) -> Result<(ShortCode, Outcome), Problem> {
        let stem = stem(draft.title.as_str());
        let variant = (draft.situation, draft.language.clone(), line);
        if let Some(code) = self.same(&stem, draft, body) {
            self.new.insert(code.as_str().to_owned(), vec![variant]);
            return Ok((code, Outcome::Unchanged));
        }
        let next = self.next.entry(stem.clone()).or_insert(1);
        loop {
            let text = if *next == 1 { stem.clone() } else { format!("{stem}-{next}") };
            *next += 1;
            if self.new.contains_key(&text) || self.templates.taken.contains(&text) {
                continue;
            }
            let code = ShortCode::parse(&text);
            let code = code.map_err(|error| Problem::wrong(line, error.to_string()))?;
            self.new.insert(text, vec![variant]);
            return Ok((code, Outcome::New));
        }
    }

    /// A template that is there, has such a code and says just this.
    fn same(&mut self, stem: &str, draft: &Draft, body: &str) -> Option<ShortCode> {
        let codes = self.saying.get_mut(body)?;
        let numbered = |code: &str| {
            let rest = code.strip_prefix(stem)?;
            let number = rest.strip_prefix('-').unwrap_or(rest);
            number.bytes().all(|byte| byte.is_ascii_digit()).then_some(())
        };
        let (templates, new) = (self.templates, &self.new);
        let at = codes.iter().position(|code| {
            let there = templates.open.get(*code);
            numbered(code).is_some()
                && !new.contains_key(*code)
                && there.is_some_and(|there| outcome(there, draft, body) == Outcome::Unchanged)
        })?;
        ShortCode::parse(codes.remove(at)).ok()
    }
}

fn outcome(there: &[There], draft: &Draft, body: &str) -> Outcome {
    let variant = there
        .iter()
        .find(|there| there.situation == draft.situation && there.language == draft.language);
    match variant {
        None => Outcome::Variant,
        Some(there) if there.bodies.iter().any(|there| there == body) => Outcome::Unchanged,
        Some(there) if there.is_open => Outcome::Waiting,
        Some(_) => Outcome::Changed,
    }
}

/// A title in the letters of a short code, with room for a number.
fn stem(title: &str) -> String {
    let mut stem = super::name::name_of(title).replace(' ', "-");
    stem.truncate(limits::SHORT_CODE.saturating_sub(6));
    stem.trim_end_matches('-').to_owned()
}
