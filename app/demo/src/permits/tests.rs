//! What the demo says is what a person could have typed.

use std::collections::HashSet;

use domain::response::body::{Body, Fragments, Values, VariableName, fill};
use domain::response::{Language, Questions, ShortCode, Situation};
use domain::text::{Line, Markdown, Title};
use domain::training::document::{anchor, parts};

use super::answers::{self, FRAGMENTS, Stands};
use super::training::{MATERIALS, READERS, REMINDED};

fn fragments() -> Fragments {
    let mut fragments = Fragments::default();
    for (name, body, _) in FRAGMENTS {
        fragments.insert(&VariableName::parse(name).unwrap(), Body::parse(body).unwrap());
    }
    fragments
}

#[test]
fn there_are_24_templates_for_every_situation_and_in_two_languages() {
    assert_eq!(answers::all().count(), 24);
    let codes: HashSet<_> = answers::all().map(|answer| answer.code).collect();
    assert_eq!(codes.len(), 24);
    let said = || answers::all().flat_map(|answer| answer.says);
    for situation in Situation::ALL {
        assert!(said().any(|says| says.0 == situation), "{situation:?}");
    }
    assert!(said().any(|says| says.1 == "es"));
    for says in said() {
        Language::parse(says.1).unwrap();
    }
    let has = |stands: fn(&Stands) -> bool| said().any(|says| stands(&says.2));
    assert!(has(|stands| matches!(stands, Stands::Expired(_))));
    assert!(has(|stands| matches!(stands, Stands::InReview)));
    assert!(has(|stands| matches!(stands, Stands::Draft)));
    assert_eq!(answers::all().filter(|answer| answer.retired).count(), 1);
}

#[test]
fn every_template_reads_like_an_answer() {
    for answer in answers::all() {
        Title::parse(answer.title).unwrap();
        ShortCode::parse(answer.code).unwrap();
        assert!(!Questions::parse(answer.questions).unwrap().is_empty(), "{}", answer.code);
        let mut texts = HashSet::new();
        for (situation, language, _, body) in answer.says {
            assert!(texts.insert((*situation, *language)), "{} says it twice", answer.code);
            let body = Body::parse(body).unwrap();
            let filled = fill(&body, &Values::samples(), &fragments()).unwrap();
            assert!(
                !filled.plain.contains("{{") && !filled.plain.contains("  "),
                "{}",
                filled.plain
            );
        }
        let (used, helped, did_not) = answer.used;
        assert!(helped + did_not <= used, "{}", answer.code);
    }
}

/// In bold inside of “when not to use” stands the title of another template.
#[test]
fn what_is_better_than_a_template_is_there() {
    let titles: HashSet<_> = answers::all().map(|answer| answer.title).collect();
    for answer in answers::all() {
        for named in answer.avoid.split("**").skip(1).step_by(2) {
            assert!(titles.contains(named), "{}: {named}", answer.code);
        }
    }
}

#[test]
fn every_material_has_a_real_text_and_its_pitfalls_lead_into_it() {
    assert_eq!(MATERIALS.len(), 6);
    for material in &MATERIALS {
        for version in material.versions {
            Markdown::parse(version.body).unwrap();
            let words = version.body.split_whitespace().count();
            assert!((120..=300).contains(&words), "{}: {words} words", material.title);
        }
        let newest = material.versions.last().unwrap();
        let parts = parts(newest.body);
        for (words, source, heading) in material.pitfalls {
            Line::parse(words).and_then(|_| Line::parse(source)).unwrap();
            assert!(anchor(&parts, heading).is_some(), "{}: {heading}", material.title);
        }
    }
}

#[test]
fn nobody_read_what_is_not_published_and_who_was_reminded_is_named() {
    for (_, name, _, _, read) in READERS {
        for (material, newest) in MATERIALS.iter().zip(read) {
            let published = material
                .versions
                .iter()
                .filter(|version| matches!(version.stands, super::training::Stands::Published));
            assert!(
                newest <= i64::try_from(published.count()).unwrap(),
                "{name}: {}",
                material.title
            );
            assert!(newest == 0 || material.embargo.is_none(), "{name}: {}", material.title);
        }
    }
    for (name, place, _) in REMINDED {
        let read = READERS.iter().find(|reader| reader.1 == name).unwrap().4;
        assert!(read[place] < i64::try_from(MATERIALS[place].versions.len()).unwrap(), "{name}");
    }
}
