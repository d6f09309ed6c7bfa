//! People, requests as verbs, and a clock to advance. The only code that tests share.

mod client;
mod engine;
mod other;
mod program;
mod seed;

pub(crate) use client::{Client, Page};
pub(crate) use engine::{Engine, Place, both};
pub(crate) use program::{
    ADD_PERSON, Exchange, Server, add_person, add_person_to, free_address, get_from, on_database,
    post_to, program,
};
pub(crate) use seed::{phase, plan, product_of, step};

use std::sync::Arc;

use axum::Router;
use domain::account::NewPassword;
use domain::address::{ById, InWords};
use domain::person::{Email, Role, Standing, Support};
use domain::text::Name;
use jiff::SignedDuration;
use server::{App, router};
use service::backup::Backups;
use service::release::address::resolve;
use service::{Actor, Clock, Hashing, Service};
use store::Database;
use uuid::Uuid;

/// A password that nobody guesses.
pub(crate) const PASSWORD: &str = "copper lantern drifts north";

/// An application with a database of its own, at nine o'clock on a Saturday.
pub(crate) struct World {
    pub(crate) service: Service,
    pub(crate) database: Database,
    pub(crate) router: Router,
    pub(crate) app: App,
    clock: Clock,
    /// Where files are kept.
    pub(crate) data: Arc<tempfile::TempDir>,
    pub(crate) place: Place,
}

/// Somebody who is not in support.
pub(crate) const fn standing(role: Role) -> Standing {
    Standing { role, support: Support::None }
}

impl World {
    pub(crate) async fn new(engine: Engine) -> Option<Self> {
        Self::at(engine, "http://127.0.0.1:3000").await
    }

    /// A world whose browsers use this origin.
    pub(crate) async fn at(engine: Engine, origin: &str) -> Option<Self> {
        let place = engine.place_with_tables().await?;
        let clock = Clock::stopped_at("2026-11-21T09:00:00Z".parse().unwrap());
        let data = Arc::new(tempfile::tempdir().unwrap());
        Some(Self::around((place, data, clock), origin).await)
    }

    /// A second process on the same database.
    pub(crate) async fn again(&self) -> Self {
        self.at_place(self.place.clone(), self.data.clone()).await
    }

    /// A process on another database and other files, at the same moment.
    pub(crate) async fn at_place(&self, place: Place, data: Arc<tempfile::TempDir>) -> Self {
        Self::around((place, data, self.clock.clone()), "http://127.0.0.1:3000").await
    }

    async fn around(
        (place, data, clock): (Place, Arc<tempfile::TempDir>, Clock),
        origin: &str,
    ) -> Self {
        let service = Service::open(place.address(), clock.clone(), Hashing::Weak).await.unwrap();
        let folder = data.path();
        let backups = Backups::new(folder.join("backups"), folder.to_owned(), (1, 14), "of a test");
        let service = service.keeping_files_in(folder).keeping_backups(backups);
        let database = Database::connect(place.address()).await.unwrap();
        let app = App::new(service.clone(), origin.parse().unwrap(), Vec::new(), false);
        Self { service, database, router: router(app.clone()), app, clock, data, place }
    }

    /// What happens when the program is asked to stop.
    pub(crate) fn stop(&self) {
        self.app.stop();
    }

    /// The id of what an address in words is about.
    pub(crate) async fn id_at(&self, address: &str) -> Uuid {
        let words = InWords::read(address).unwrap();
        let found = resolve(&self.service, &words).await.unwrap().unwrap();
        ById::read(&found.path).unwrap().id
    }

    pub(crate) fn advance(&self, by: SignedDuration) {
        self.clock.advance(by);
    }

    /// Somebody who has not signed in.
    pub(crate) fn stranger(&self) -> Client {
        Client::new(self.router.clone())
    }

    /// A person who is signed in.
    pub(crate) async fn person(&self, name: &str, role: Role) -> Client {
        self.add(name, role).await;
        self.sign_in(name).await
    }

    /// A person who has not signed in yet.
    pub(crate) async fn add(&self, name: &str, role: Role) {
        let email = format!("{}@example.org", name.to_lowercase());
        let password = NewPassword::parse(PASSWORD).unwrap();
        let who = (&Email::parse(&email).unwrap(), &Name::parse(name).unwrap(), role);
        service::person::add(&self.service, &Actor::command(), who, &password).await.unwrap();
    }

    /// Signs a person in, again when their session is over.
    pub(crate) async fn sign_in(&self, name: &str) -> Client {
        let email = format!("{}@example.org", name.to_lowercase());
        let client = self.stranger();
        let page = client.post("/sign-in", &[("email", &email), ("password", PASSWORD)]).await;
        assert_eq!(page.status, 303, "{}", page.body);
        client
    }

    /// Somebody who is in support beside their role.
    pub(crate) async fn supporter(&self, name: &str, role: Role, support: Support) -> Client {
        let client = self.person(name, role).await;
        let email = Email::parse(&format!("{}@example.org", name.to_lowercase())).unwrap();
        let mut transaction = self.database.write().await.unwrap();
        let (id, ..) =
            store::person::find_credentials(&mut transaction, &email).await.unwrap().unwrap();
        let standing = Standing { role, support };
        assert!(
            store::person::save_access(&mut transaction, (id, 1), standing, true).await.unwrap()
        );
        transaction.commit().await.unwrap();
        client
    }

    pub(crate) async fn member(&self, name: &str) -> Client {
        self.person(name, Role::Member).await
    }
}
