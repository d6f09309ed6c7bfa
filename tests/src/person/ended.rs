//! Whose access has ended is given nothing new, and keeps what is theirs until somebody else takes it.

use domain::person::Role;

use super::address;
use crate::world::{Client, World, both, phase};

/// A release with one of everything that can be given to somebody.
struct Places {
    ada: Client,
    release: String,
    cohort: String,
    item: String,
    phase: String,
    step: String,
    runbook: String,
    run: String,
    finding: String,
    drill: String,
    ben: String,
}

/// A place: its address, what its form says, and the name of the field with the person.
type Place = (String, Vec<(String, String)>, &'static str);

fn said(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

impl Places {
    async fn new(world: &World) -> Self {
        let ada = world.person("Ada", Role::Admin).await;
        world.member("Ben").await;
        let release = ada.release().await;
        let ben = ada.choice(&format!("{release}/people"), "Ben").await;
        ada.post(&format!("{release}/checklist/new"), &[("title", "Restore")]).await;
        let item = ada.item(&release, "Restore").await;
        let cohort = ada.cohort(&release, "Pilots", "20").await;
        let phase = ada.phase(&release, &cohort, "2026-12-15").await;
        let runbook = ada.runbook(&release, "1. Copy").await;
        let step = ada.steps(&runbook).await.remove(0);
        let run = ada.run(&runbook, "dry_run").await;
        ada.post(&format!("{run}/start"), &[]).await;
        let fields = [("title", "Slow"), ("severity", "low"), ("source", "")];
        let finding =
            ada.post(&format!("{release}/findings/new"), &fields).await.location().to_owned();
        let drill = ada.drill(&release, "outage").await;
        Self { ada, release, cohort, item, phase, step, runbook, run, finding, drill, ben }
    }

    /// Where something new is given to somebody.
    fn new_ones(&self) -> Vec<Place> {
        let Self { release, phase: of, runbook, .. } = self;
        vec![
            (format!("{release}/checklist/new"), said(&[("title", "x")]), "owner"),
            (
                format!("{release}/phases/new"),
                said(&phase(&self.cohort, "2026-12-20", &[])),
                "owner",
            ),
            (
                format!("{of}/successes/new"),
                said(&[("metric", "x"), ("operator", "below"), ("target", "1")]),
                "watcher",
            ),
            (format!("{runbook}/steps/new"), said(&[("title", "x")]), "owner"),
            (
                format!("{release}/findings/new"),
                said(&[("title", "x"), ("severity", "low"), ("source", "")]),
                "owner",
            ),
        ]
    }

    /// Where somebody can be there already.
    fn present_ones(&self) -> Vec<Place> {
        let Self { release, phase: of, step, .. } = self;
        vec![
            (format!("{}/edit", self.item), said(&[("title", "Restore")]), "owner"),
            (format!("{of}/edit"), said(&phase(&self.cohort, "2026-12-15", &[])), "owner"),
            (format!("/steps/{step}/edit"), said(&[("title", "Copy"), ("wording", "on")]), "owner"),
            (
                format!("{}/edit", self.finding),
                said(&[("title", "Slow"), ("severity", "low")]),
                "owner",
            ),
            (
                format!("{}/act", self.run),
                said(&[("what", "substitute"), ("step", step)]),
                "person",
            ),
            (format!("{release}/duties"), said(&[("duty", "Second line")]), "person"),
            (format!("{}/people", self.drill), said(&[("role", "player")]), "person"),
            (format!("{release}/people"), said(&[("part", "approver")]), "person"),
        ]
    }

    /// Sends the form of a place with Ben in it, as it is now.
    async fn give(&self, (path, fields, field): &Place) -> crate::world::Page {
        let id = uuid::Uuid::now_v7().to_string();
        let version =
            if path.ends_with("/edit") { self.ada.version(path).await } else { id.clone() };
        let fields = fields.iter().map(|(name, value)| (&**name, &**value));
        let mut fields: Vec<_> = fields.collect();
        fields.extend([("id", &*id), ("version", &*version), (*field, &*self.ben)]);
        self.ada.post(path, &fields).await
    }

    async fn end_access(&self) {
        let path = address(&self.ada, "Ben").await;
        let ended = self
            .ada
            .post(&path, &[("role", "member"), ("support", "none"), ("version", "1")])
            .await;
        assert_eq!(ended.status, 303, "{}", ended.text());
    }
}

both! {
    async fn whose_access_has_ended_is_given_nothing_new(world: World) {
        let places = Places::new(&world).await;
        places.end_access().await;
        for place in places.new_ones().into_iter().chain(places.present_ones()) {
            let page = places.give(&place).await;
            let refused = page.status == 422 && page.says("Their access has ended");
            assert!(refused, "{}: {} {}", place.0, page.status, page.text());
        }
        for path in
            [&format!("{}/checklist/new", places.release), &format!("{}/people", places.release)]
        {
            assert!(!places.ada.get(path).await.body.contains(&places.ben), "{path} offers them");
        }
    }

    async fn who_was_there_before_stays_while_something_else_is_changed(world: World) {
        let places = Places::new(&world).await;
        for place in places.new_ones().into_iter().chain(places.present_ones()) {
            let page = places.give(&place).await;
            assert_eq!(page.status, 303, "{}: {}", place.0, page.text());
        }
        places.end_access().await;
        for place in places.present_ones() {
            if place.0.ends_with("/edit") {
                let form = places.ada.get(&place.0).await;
                let kept = format!("value=\"{}\" selected", places.ben);
                assert!(
                    form.body.contains(&kept) && form.says("Ben (access ended)"),
                    "{}",
                    place.0
                );
            }
            let page = places.give(&place).await;
            assert_eq!(page.status, 303, "{}: {}", place.0, page.text());
        }
    }

    async fn nobody_waits_for_the_vote_of_whose_access_has_ended(world: World) {
        let places = Places::new(&world).await;
        let Places { ada, release, phase, .. } = &places;
        ada.add_participant(release, "Ben", "approver").await;
        let open = format!("{phase}/gate/open");
        assert!(ada.get(&open).await.says("Role of Ben"));
        places.end_access().await;
        assert!(!ada.get(&open).await.says("Role of Ben"));
    }
}
