//! What Enter does: it presses the first button of the form that one types in. So a form has one button, that button
//! has a name, and what is lost for good is asked about on a page of its own.

use std::collections::BTreeSet;

use super::table::ROWS;
use super::things::{Things, things};
use crate::world::{Client, Engine, Page, World, step};

/// The ends of addresses at which something is lost.
const LOSES: [&str; 3] = ["/delete", "/cancel", "/abort"];

/// A form of a page: where it posts to, and its buttons with their names.
#[derive(Debug)]
struct Form {
    action: String,
    buttons: Vec<String>,
    destroys: bool,
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()
}

/// The forms of a page. What a reader of the page sees or hears as the name of a button is its label or its text.
fn forms(page: &Page) -> Vec<Form> {
    let parts = page.body.split("<form").skip(1).map(|rest| rest.split("</form>").next().unwrap());
    parts.map(form).collect()
}

fn form(inside: &str) -> Form {
    let tag = inside.split('>').next().unwrap();
    let mut buttons = Vec::new();
    for button in inside.split("<button").skip(1) {
        let (tag, rest) = button.split_once('>').unwrap();
        if !matches!(attribute(tag, "type"), Some("button" | "reset")) {
            let text = Page::of(rest.split("</button>").next().unwrap()).text();
            buttons.push(attribute(tag, "aria-label").map_or(text, str::to_owned));
        }
    }
    for kind in ["submit", "image"] {
        let inputs = inside.matches(&format!("type=\"{kind}\"")).count();
        buttons.extend(std::iter::repeat_n(kind.to_owned(), inputs));
    }
    let destroys = inside.contains("class=\"danger\"");
    Form { action: attribute(tag, "action").unwrap_or_default().to_owned(), buttons, destroys }
}

/// Whether posting there takes something away for good.
fn loses(action: &str) -> bool {
    let takes_out =
        action.contains("/releases/") && action.contains("/people/") && action.ends_with("/take");
    takes_out || LOSES.iter().any(|end| action.ends_with(end))
}

/// What is wrong with the forms of a page.
fn faults(path: &str, page: &Page) -> Vec<String> {
    let mut faults = Vec::new();
    if page.body.contains("formaction")
        || page.body.split("<button").any(|tag| attribute(tag, "form").is_some())
    {
        faults.push(format!("{path}: a button sends a form elsewhere"));
    }
    for form in forms(page) {
        if form.buttons.len() > 1 {
            faults
                .push(format!("{path}: Enter chooses among {:?} of {}", form.buttons, form.action));
        }
        if form.buttons.iter().any(|name| name.trim().is_empty()) {
            faults.push(format!("{path}: a button of {} has no name", form.action));
        }
        let asks = path.split(['?', '#']).next() == Some(&form.action);
        if (form.destroys || loses(&form.action)) && !asks {
            faults.push(format!("{path}: {} loses something without a question", form.action));
        }
        if loses(&form.action) && !form.destroys {
            faults.push(format!("{path}: {} is not drawn as what it is", form.action));
        }
    }
    faults
}

/// Looks at every page of the table, and gives how many forms there were.
async fn walk(client: &Client, things: &Things, wrong: &mut BTreeSet<String>) -> usize {
    let mut seen = 0;
    for row in ROWS.iter().filter(|row| row.method == "GET" && !row.path.ends_with("/live")) {
        let path = things.path(row);
        let page = client.get(&path).await;
        seen += forms(&page).len();
        wrong.extend(faults(&path, &page));
    }
    seen
}

/// Moves what is planned on, so that its pages offer what can be done while it goes on.
async fn go_on(owner: &Client, things: &Things) {
    let of = |prefix: &str| {
        let (_, id) = things.ids.iter().find(|(known, _)| *known == prefix).unwrap();
        format!("{prefix}{id}")
    };
    assert_eq!(owner.post(&format!("{}/start", of("/runs/")), &[]).await.status, 303);
    assert_eq!(owner.move_drill(&of("/drills/"), "schedule", "").await.status, 303);
    assert_eq!(owner.move_drill(&of("/drills/"), "start", "").await.status, 303);
    let item = of("/items/");
    let blocked = [("block-on", "legal"), ("block-reason", "No answer")];
    assert_eq!(owner.post(&format!("{item}/block"), &blocked).await.status, 303);
    assert_eq!(step(owner, &of("/phases/"), "skip", "Not needed").await.status, 303);
}

#[tokio::test]
async fn enter_does_what_the_one_named_button_says_on_every_page() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let owner = world.person("Maker", domain::person::Role::Admin).await;
    let things = things(&world, &owner, false).await;
    let release = things.path(&super::Row::see("/releases/{id}"));
    let approver = world.member("Abe").await;
    owner.add_participant(&release, "Abe", "approver").await;
    owner.post("/account/absences", &[("away_from", "2027-01-01")]).await;
    let mut wrong = BTreeSet::new();
    let mut seen = 0;
    for client in [&owner, &approver] {
        seen += walk(client, &things, &mut wrong).await;
    }
    assert!(seen > 60, "only {seen} forms were seen");
    let gate = format!("{}/gate", things.path(&super::Row::see("/phases/{id}")));
    assert!(approver.get(&gate).await.says("Your answer to the exception"));
    assert!(approver.get(&gate).await.says("Your answer to the override"));
    go_on(&owner, &things).await;
    for client in [&owner, &approver] {
        walk(client, &things, &mut wrong).await;
    }
    assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn the_check_of_forms_finds_what_was_wrong_once() {
    let cohort = "<form method=\"post\" action=\"/cohorts/1\"><input name=\"contact\"><p><button \
     class=\"danger\" formaction=\"/cohorts/1/delete\">Delete</button></p><button>Save</button></form>";
    assert_eq!(faults("/cohorts/1", &Page::of(cohort)).len(), 2);
    let answer = "<form method=\"post\" action=\"/exceptions/1/answer\"><button \
     name=\"answer\">Approve</button><button name=\"answer\">Reject</button></form>";
    assert_eq!(faults("/phases/1/gate", &Page::of(answer)).len(), 1);
    let freeze = "<form method=\"post\" action=\"/freezes/1/delete\"><button aria-label=\"Delete Year \
     end\">Delete</button></form>";
    assert_eq!(faults("/products/1", &Page::of(freeze)).len(), 2);
    let asks = "<form class=\"stack\" method=\"post\" action=\"/freezes/1/delete\"><button \
     class=\"danger\">Delete freeze</button></form>";
    assert_eq!(faults("/freezes/1/delete", &Page::of(asks)), Vec::<String>::new());
}
