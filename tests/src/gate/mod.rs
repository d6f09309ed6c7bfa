//! `/phases/{id}/gate`: the verdict, the votes, what is waived, and the decision.

mod condition;
mod decision;
mod exception;

use jiff::SignedDuration;

use crate::world::{Client, Page, World, both, step};

/// A release of the standard tier whose first phase is ready but for the votes; its owner, an
/// approver, and the addresses of the release and of the phase.
pub(crate) struct Launch {
    pub(crate) ada: Client,
    pub(crate) ben: Client,
    pub(crate) release: String,
    pub(crate) phase: String,
}

pub(crate) async fn launch(world: &World) -> Launch {
    let ada = world.member("Ada").await;
    let ben = world.member("Ben").await;
    let plan = [("tier", "standard"), ("feature_complete", "2026-11-01")];
    let release = ada.release_with(&plan).await;
    ada.import(&release, "- [x] Tell the desk").await;
    ada.add_participant(&release, "Ben", "approver").await;
    let cohort = ada.cohort(&release, "Pilots", "20").await;
    let phase = ada.phase(&release, &cohort, "2026-12-15").await;
    let ask = [("metric", "Contacts"), ("operator", "at_most"), ("target", "2")];
    ada.post(&format!("{phase}/successes/new"), &ask).await;
    let card = [
        ("version", "1"),
        ("trigger", "t"),
        ("action", "a"),
        ("authority", "w"),
        ("deadline", "d"),
    ];
    assert_eq!(ada.post(&format!("{phase}/card/edit"), &card).await.status, 303);
    Launch { ada, ben, release, phase }
}

impl Launch {
    /// Both vote go, and it is decided.
    pub(crate) async fn go(&self) {
        self.open().await;
        self.vote(&self.ada, "go", "").await;
        self.vote(&self.ben, "go", "").await;
        assert_eq!(self.decide("go").await.status, 303);
    }

    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.phase)
    }

    pub(crate) async fn gate(&self) -> Page {
        self.ada.get(&self.at("/gate")).await
    }

    async fn id(&self, who: &str) -> String {
        self.ada.choice(&format!("{}/people", self.release), who).await
    }

    /// Opens the gate and asks Ada for the product and Ben for security, until tomorrow.
    pub(crate) async fn open(&self) {
        let (ada, ben) =
            (format!("role-{}", self.id("Ada").await), format!("role-{}", self.id("Ben").await));
        let version = self.ada.version(&self.at("/gate/open")).await;
        let fields = [
            ("version", &*version),
            ("until", "2026-11-22T10:00"),
            (&*ada, "Product"),
            (&*ben, "Security"),
        ];
        let page = self.ada.post(&self.at("/gate/open"), &fields).await;
        assert_eq!(page.status, 303, "{}", page.text());
    }

    pub(crate) async fn vote(&self, who: &Client, voice: &str, comment: &str) -> Page {
        who.post(&self.at("/gate/vote"), &[("voice", voice), ("comment", comment)]).await
    }

    /// Decides to go, on the condition that Ben voted for.
    async fn decide_on(&self, owner: &str, due: &str) -> Page {
        let ben = self.id("Ben").await;
        let names = (format!("condition-owner-{ben}"), format!("condition-due-{ben}"));
        let words = "We looked at **all** of it";
        let fields = [("decision", "go"), ("words", words), (&*names.0, owner), (&*names.1, due)];
        self.ada.post(&self.at("/gate/decide"), &fields).await
    }

    pub(crate) async fn decide(&self, decision: &str) -> Page {
        self.ada
            .post(
                &self.at("/gate/decide"),
                &[("decision", decision), ("words", "We looked at **all** of it")],
            )
            .await
    }
}

both! {
    async fn the_gate_says_what_is_missing_and_where_to_mend_it(world: World) {
        let launch = launch(&world).await;
        let page = launch.gate().await;
        assert!(
            page.says("Unknown") && page.says("1 criterion has no evidence yet"),
            "{}",
            page.text()
        );
        assert!(page.says("1 blocker: Hold the go/no-go vote"));
        assert!(
            page.says("It says when, how, who and until when.")
                && page.says("This is the first phase.")
        );
        let overview = launch.ada.get(&launch.release).await;
        assert!(overview.says("Unknown for Phase 1: Pilot 1 criterion has no evidence yet"));
    }

    async fn votes_are_hidden_until_all_are_in(world: World) {
        let launch = launch(&world).await;
        launch.open().await;
        assert_eq!(launch.vote(&launch.ben, "no_go", "The keys are old").await.status, 303);
        let page = launch.gate().await;
        assert!(
            page.says("1 of 2 have voted")
                && !page.says("The keys are old")
                && page.says("Security Ben Voted"),
            "{}",
            page.text()
        );
        assert!(
            launch.ben.get(&launch.at("/gate")).await.says("The keys are old"),
            "everybody sees their own"
        );
        assert!(!launch.ada.get(&format!("{}/activity", launch.release)).await.says("No-go"));
        launch.vote(&launch.ada, "go", "").await;
        let page = launch.gate().await;
        assert!(
            page.says("2 of 2 voted")
                && page.says("The keys are old")
                && page.says("Security says no-go")
        );
        let late = launch.vote(&launch.ben, "go", "").await;
        assert!(late.status == 422 && late.says("All votes are in and everybody has seen them"));
    }

    async fn a_vote_after_the_time_is_over_is_refused_and_says_so(world: World) {
        let launch = launch(&world).await;
        launch.open().await;
        launch.vote(&launch.ada, "go", "").await;
        world.advance(SignedDuration::from_hours(24));
        let signed_in = world.sign_in("Ben").await;
        let page = launch.vote(&signed_in, "go", "kept words").await;
        assert!(page.status == 422 && page.says("The vote is over, so this was not counted."));
        assert!(page.says("Did not vote") && page.says("Nothing is known from Security"));
    }

    async fn a_no_and_a_condition_need_words(world: World) {
        let launch = launch(&world).await;
        launch.open().await;
        assert!(launch.vote(&launch.ben, "no_go", "").await.says("Enter why not"));
        assert!(launch.vote(&launch.ben, "go_if", "").await.says("Enter the condition"));
        assert!(launch.vote(&launch.ben, "perhaps", "").await.says("Choose one of the four"));
    }

    async fn only_invited_people_vote_and_a_part_that_was_taken_takes_the_vote(world: World) {
        let launch = launch(&world).await;
        launch.open().await;
        let cleo = world.member("Cleo").await;
        assert_eq!(launch.vote(&cleo, "go", "").await.status, 403);
        launch.ada.add_participant(&launch.release, "Cleo", "approver").await;
        assert!(launch.vote(&cleo, "go", "").await.says("You are not invited to this vote."));
        launch.ada.add_participant(&launch.release, "Ben", "contributor").await;
        assert_eq!(launch.vote(&launch.ben, "go", "").await.status, 403, "his form was still open");
    }

    async fn a_go_keeps_everything_and_its_conditions_become_items(world: World) {
        let launch = launch(&world).await;
        launch.open().await;
        launch.vote(&launch.ada, "go", "").await;
        assert!(launch.decide("go").await.says("Votes are still hidden"));
        launch.vote(&launch.ben, "go_if", "Renew the keys").await;
        let page = launch.decide_on(&launch.id("Ben").await, "2026-12-01").await;
        assert_eq!(page.status, 303, "{}", page.text());
        let pack = launch.ada.get(page.location()).await;
        assert!(pack.says("Security: Ben, due Tue 1 Dec 2026"), "{}", pack.text());
        assert!(
            pack.says("Decision 1: Go")
                && pack.says("by Ada")
                && pack.says("We looked at all of it")
        );
        assert!(
            pack.says("Ready. 8 criteria are proven.")
                && pack.says("“Renew the keys”")
                && pack.says("Tue 15 Dec 2026"),
            "{}",
            pack.text()
        );
        assert!(launch.ada.get(&launch.phase).await.says("Go: it starts on Tue 15 Dec"));
        let list = launch.ada.get(&format!("{}/checklist", launch.release)).await;
        assert!(
            list.says("Conditions of the gate of Phase 1: Pilot") && list.says("Renew the keys")
        );
    }

    async fn a_decision_is_never_changed_and_only_superseded(world: World) {
        let launch = launch(&world).await;
        launch.open().await;
        launch.vote(&launch.ada, "go", "").await;
        launch.vote(&launch.ben, "go", "").await;
        let first = launch.decide("go").await.location().to_owned();
        for sql in ["UPDATE decisions SET words = 'x'", "DELETE FROM decisions"] {
            let mut transaction = world.database.write().await.unwrap();
            assert!(transaction.execute(sql, ()).await.is_err(), "{sql}");
        }
        let before = launch.ada.get(&first).await.text();
        let version = launch.ada.version(&launch.at("/gate/open")).await;
        let open = |reason| {
            [
                ("version", version.clone()),
                ("until", "2026-11-30T10:00".to_owned()),
                ("reason", reason),
            ]
        };
        let send = async |reason: &str| {
            let fields = open(reason.to_owned());
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (*name, &**value)).collect();
            launch.ada.post(&launch.at("/gate/open"), &fields).await
        };
        assert!(send("").await.says("Enter a reason"));
        assert_eq!(send("The archive is late").await.status, 303);
        let page = launch.decide("no_go").await;
        assert_eq!(page.status, 303, "{}", page.text());
        let after = launch.ada.get(&first).await.text();
        assert!(
            after.contains("Superseded by decision 2") && after.contains("8 criteria are proven")
        );
        assert!(before.contains("8 criteria are proven"));
        assert!(launch.ada.get(&launch.phase).await.says("Not yet approved"));
    }

    async fn of_two_owners_who_decide_at_once_one_does_and_the_other_is_told(world: World) {
        let launch = launch(&world).await;
        let cleo = world.member("Cleo").await;
        launch.ada.add_participant(&launch.release, "Cleo", "owner").await;
        launch.open().await;
        launch.vote(&launch.ada, "go", "").await;
        launch.vote(&launch.ben, "go", "").await;
        let path = launch.at("/gate/decide");
        let (go, no) = ([("decision", "go")], [("decision", "no_go"), ("words", "not yet")]);
        let (one, other) = tokio::join!(launch.ada.post(&path, &go), cleo.post(&path, &no));
        let mut both = [one, other];
        both.sort_by_key(|page| page.status);
        assert_eq!(both[0].status, 303, "{}", both[0].text());
        assert_eq!(both[1].status, 422);
        assert!(
            both[1].says("has decided already") || both[1].says("Somebody else changed this gate"),
            "{}",
            both[1].text()
        );
        assert!(!launch.gate().await.says("Decision 2"));
    }

    async fn a_criterion_is_switched_off_and_on_with_a_reason(world: World) {
        let launch = launch(&world).await;
        let path = format!("{}/criteria", launch.release);
        let page = launch.ada.post(&path, &[("kind", "approvals"), ("on", "off")]).await;
        assert!(page.status == 422 && page.says("Enter a reason for switching “Approvals”"));
        launch
            .ada
            .post(&path, &[("kind", "approvals"), ("on", "off"), ("reason", "We are two")])
            .await;
        assert!(
            launch.gate().await.says("Switched off: We are two.")
                && launch.gate().await.says("Ready")
        );
        launch
            .ada
            .post(&path, &[("kind", "rollback_measured"), ("on", "on"), ("reason", "Big data")])
            .await;
        assert!(launch.gate().await.says("Never rehearsed."));
        assert!(
            launch.ada.get(&path).await.says("This release differs from its tier in 2 criteria.")
        );
        assert_eq!(
            launch.ada.post(&path, &[("kind", "approvals"), ("on", "on")]).await.status,
            303
        );
        assert_eq!(
            launch
                .ben
                .post(&path, &[("kind", "approvals"), ("on", "off"), ("reason", "x")])
                .await
                .status,
            403
        );
    }

    async fn a_gate_that_waits_for_somebody_is_on_their_home_until_they_have_answered(
        world: World,
    ) {
        let launch = launch(&world).await;
        assert!(launch.ben.get("/").await.says("You’re all caught up"));
        launch.open().await;
        let ask = [("kind", "buffer"), ("risk", "r"), ("control", "c"), ("until", "2027-01-15")];
        launch.ada.post(&launch.at("/exceptions/new"), &ask).await;
        let home = launch.ben.get("/").await;
        assert!(
            home.says("2 tasks for you") && home.says("Vote at the gate of Phase 1: Pilot"),
            "{}",
            home.text()
        );
        assert!(
            home.says("Answer 1 exception at the gate") && home.says("until Sun 22 Nov, 10:00")
        );
        assert!(!launch.ada.get("/").await.says("Answer 1 exception"), "nobody answers their own");
        launch.vote(&launch.ben, "go", "").await;
        assert!(!launch.ben.get("/").await.says("Vote at the gate"));
    }

    async fn a_phase_goes_live_bakes_and_completes_when_its_numbers_are_in(world: World) {
        let launch = launch(&world).await;
        launch.open().await;
        launch.vote(&launch.ada, "go", "").await;
        launch.vote(&launch.ben, "go", "").await;
        launch.decide("go").await;
        let early = step(&launch.ada, &launch.phase, "start", "").await;
        assert!(
            early
                .says("It was decided for Tue 15 Dec. Move it, or enter a reason for starting now"),
            "{}",
            early.text()
        );
        assert_eq!(
            step(&launch.ada, &launch.phase, "start", "The pilots asked for it").await.status,
            303
        );
        assert!(
            launch.ada.get(&launch.release).await.says("In progress"),
            "the release runs when its first phase does"
        );
        let version = launch.ada.version(&launch.phase).await;
        let reached = [("version", &*version), ("reached", "12")];
        assert_eq!(launch.ada.post(&launch.at("/reached"), &reached).await.status, 303);
        assert!(
            launch
                .ada
                .get(&format!("{}/schedule", launch.release))
                .await
                .says("12 people of 20 people")
        );
        step(&launch.ada, &launch.phase, "reach_everybody", "").await;
        let page = step(&launch.ada, &launch.phase, "complete", "").await;
        assert!(page.says("“Contacts: at most 2” is not measured. Record what was measured first"));
        let page = launch.ada.get(&launch.phase).await;
        let at = page.body.find("href=\"/successes/").unwrap() + 6;
        let success = page.body[at..].split('"').next().unwrap();
        let unclear = [("version", "1"), ("inconclusive", "The counter was off")];
        assert_eq!(launch.ada.post(&format!("{success}/record"), &unclear).await.status, 303);
        let page = launch.ada.get(&launch.phase).await;
        assert!(
            page.says("Paused") && page.says("“Contacts” is inconclusive: The counter was off"),
            "{}",
            page.text()
        );
        launch.ada.post(&format!("{success}/record"), &[("version", "2"), ("actual", "1.5")]).await;
        step(&launch.ada, &launch.phase, "resume", "It counts again").await;
        assert!(
            step(&launch.ada, &launch.phase, "complete", "").await.says("It has baked 0 of 2 days")
        );
        world.advance(SignedDuration::from_hours(48));
        let ada = world.sign_in("Ada").await;
        assert_eq!(step(&ada, &launch.phase, "complete", "").await.status, 303);
        assert!(ada.get(&launch.phase).await.says("Complete"));
    }
}
