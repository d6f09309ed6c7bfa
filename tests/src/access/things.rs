//! One of everything that has an address, so that each address can be tried.

use super::row::Row;
use crate::world::{Client, Page, World, phase, product_of};

/// Everything that has an address, made by an owner who is not among those who ask.
pub(super) struct Things {
    pub(super) ids: Vec<(&'static str, String)>,
}

impl Things {
    pub(super) fn path(&self, row: &Row) -> String {
        let path = self.ids.iter().fold(row.path.to_owned(), |path, (prefix, id)| {
            if row.path.starts_with(prefix) { path.replacen("{id}", id, 1) } else { path }
        });
        let nobody = uuid::Uuid::now_v7().to_string();
        path.replace("{person}", &nobody).replace("{step}", "start").replace("{id}", &nobody)
    }
}

impl Things {
    /// The arguments of a function: what begins with a slash is the id of such a thing.
    pub(super) fn arguments<'a>(&'a self, row: &'a Row) -> Vec<(&'a str, &'a str)> {
        let id = |value: &'a str| self.ids.iter().find(|(prefix, _)| *prefix == value);
        let fields = row.fields.iter();
        fields.map(|(name, value)| (*name, id(value).map_or(*value, |(_, id)| id))).collect()
    }
}

fn after(page: &Page, start: &str) -> String {
    let at = page.body.find(start).unwrap_or_else(|| panic!("no {start}: {}", page.text()));
    let rest = &page.body[at + start.len()..];
    rest[..36].to_owned()
}

pub(super) async fn things(world: &World, owner: &Client, restricted: bool) -> Things {
    let more: &[(&str, &str)] = if restricted { &[("restricted", "on")] } else { &[] };
    let release = owner.release_with(more).await;
    let cohort = owner.cohort(&release, "Pilots", "20").await;
    owner.import(&release, "# Desk\n- [ ] Tell the desk").await;
    let item = owner.item(&release, "Tell the desk").await;
    let done = owner.phase(&release, &cohort, "2026-12-15").await;
    let open = async |phase: &str| {
        let fields = [("version", "1"), ("until", "2026-11-30T10:00")];
        assert_eq!(owner.post(&format!("{phase}/gate/open"), &fields).await.status, 303);
    };
    open(&done).await;
    let decided =
        owner.post(&format!("{done}/gate/decide"), &[("decision", "no_go"), ("words", "no")]).await;
    let fields = phase(&cohort, "2027-01-12", &[]);
    let here = owner.post(&format!("{release}/phases/new"), &fields).await.location().to_owned();
    let ask = [("metric", "Contacts"), ("operator", "at_most"), ("target", "2")];
    owner.post(&format!("{here}/successes/new"), &ask).await;
    open(&here).await;
    owner.post(&format!("{here}/gate/override"), &[("override", "we must")]).await;
    let ask = [("kind", "buffer"), ("risk", "r"), ("control", "c"), ("until", "2027-02-01")];
    owner.post(&format!("{here}/exceptions/new"), &ask).await;
    let ask = [("metric", "Days"), ("target", "14"), ("look_on", "2026-12-01")];
    owner.post(&format!("{release}/outcomes/new"), &ask).await;
    let product = product_of(&release);
    let days = [("name", "Year end"), ("kind", "freeze"), ("from", "2027-03-01")];
    owner.post(&format!("{product}/freezes/new"), &days).await;
    let runbook = owner.runbook(&release, "1. Freeze\n2. Copy").await;
    let step = owner.steps(&runbook).await.remove(0);
    let run = owner.run(&runbook, "dry_run").await;
    let drill = owner.drill(&release, "outage").await;
    let inject = after(&owner.get(&drill).await, "href=\"/injects/");
    let found = [("title", "Slow"), ("severity", "high"), ("source", "")];
    let finding = owner.post(&format!("{release}/findings/new"), &found).await;
    let reviewer = world.member("Rita").await;
    owner.add_participant(&release, "Rita", "contributor").await;
    let material = owner.published_material(&reviewer, &format!("{release}/training")).await;
    let reader = owner.reader(&cohort, "Jo", "jo@example.org").await;
    owner.reader_link(&material, &reader).await;
    let coverage = owner.get(&format!("{material}/coverage")).await;
    let id = async |address: &str| world.id_at(address).await.to_string();
    let last = |path: &str| path.rsplit('/').next().unwrap().to_owned();
    let asks = [("title", "Why?"), ("topic", "Why"), ("short_code", "why-not"), ("channel", "any")];
    let response = owner.post(&format!("{release}/responses/new"), &asks).await;
    let says = [("situation", "always"), ("language", "en"), ("body", "Hello")];
    let variant = owner.post(&format!("{}/variants/new", response.location()), &says).await;
    let says = [("name", "greeting"), ("body", "Hello")];
    let fragment = owner.post(&format!("{product}/fragments/new"), &says).await;
    let asked = [("words", "Where is it?")];
    let question = owner.post(&format!("{product}/questions/new"), &asked).await;
    let made = [("kind", "item"), ("title", "Print the card"), ("reason", "They ask")];
    let proposal = owner.post(&format!("{product}/proposals/new"), &made).await;
    let count = [("cohort", &*cohort), ("day", "2026-11-20"), ("topic", "Sign-in"), ("count", "3")];
    owner.post(&format!("{product}/contacts/new"), &count).await;
    let support = owner.get(&format!("{product}/support")).await;
    let gate = owner.get(&format!("{here}/gate")).await;
    Things {
        ids: vec![
            ("/people/", owner.choice(&format!("{release}/people"), "Maker").await),
            ("/freezes/", after(&owner.get(&product).await, "href=\"/freezes/")),
            ("/products/", id(&product).await),
            ("/cohorts/", cohort),
            ("/releases/", id(&release).await),
            ("/items/", id(&item).await),
            ("/phases/", id(&here).await),
            ("/runbooks/", id(&runbook).await),
            ("/steps/", step),
            ("/runs/", id(&run).await),
            ("/drills/", id(&drill).await),
            ("/findings/", id(finding.location()).await),
            ("/responses/", last(response.location())),
            ("/variants/", last(variant.location())),
            ("/fragments/", last(fragment.location())),
            ("/injects/", inject),
            ("/questions/", last(question.location())),
            ("/proposals/", last(proposal.location())),
            ("/contacts/", after(&support, "href=\"/contacts/")),
            ("/materials/", last(&material)),
            ("/readers/", reader),
            ("/reader-links/", after(&coverage, "href=\"/reader-links/")),
            ("/successes/", after(&owner.get(&here).await, "href=\"/successes/")),
            ("/exceptions/", after(&gate, "action=\"/exceptions/")),
            ("/decisions/", last(decided.location())),
            (
                "/outcomes/",
                after(&owner.get(&format!("{release}/outcomes")).await, "action=\"/outcomes/"),
            ),
        ],
    }
}
