use super::{Client, Page};

/// A release with everything that its form asks for.
pub(crate) const PLAN: [(&str, &str); 7] = [
    ("name", "Spring"),
    ("label", "2.0"),
    ("zone", "Europe/Zurich"),
    ("kind", "standard"),
    ("tier", "low"),
    ("launch", "2026-12-15"),
    ("summary", ""),
];

impl Client {
    /// Adds a product and gives its address.
    pub(crate) async fn product(&self, name: &str) -> String {
        let page = self.post("/products/new", &[("name", name), ("summary", "")]).await;
        assert_eq!(page.status, 303, "{}", page.text());
        page.location().to_owned()
    }

    /// Plans a release of a new product and gives its address.
    pub(crate) async fn release(&self) -> String {
        self.release_with(&[]).await
    }

    /// The same, with fields that differ from [`PLAN`].
    pub(crate) async fn release_with(&self, fields: &[(&str, &str)]) -> String {
        let product = self.product("Portal").await;
        let page = self.post(&format!("{product}/releases/new"), &plan(fields)).await;
        assert_eq!(page.status, 303, "{}", page.text());
        page.location().to_owned()
    }

    /// Adds a cohort to the product of a release and gives its id.
    pub(crate) async fn cohort(&self, release: &str, name: &str, size: &str) -> String {
        let product = &product_of(release);
        let fields = [("name", name), ("kind", "site"), ("size", size)];
        let added = self.post(&format!("{product}/cohorts/new"), &fields).await;
        assert_eq!(added.status, 303, "{}", added.text());
        let page = self.get(product).await;
        let end = page.body.find(&format!(">{name}")).unwrap();
        let start = page.body[..end].rfind("/cohorts/").unwrap() + "/cohorts/".len();
        page.body[start..].split('"').next().unwrap().to_owned()
    }

    /// Adds a phase for a cohort of a release, three days from `starts_on` on, and gives its address.
    pub(crate) async fn phase(&self, release: &str, cohort: &str, starts_on: &str) -> String {
        let page =
            self.post(&format!("{release}/phases/new"), &phase(cohort, starts_on, &[])).await;
        assert_eq!(page.status, 303, "{}", page.text());
        page.location().to_owned()
    }

    /// The version that the forms of a page name.
    pub(crate) async fn version(&self, path: &str) -> String {
        let page = self.get(path).await;
        let rest = page.body.split("name=\"version\" value=\"").nth(1).unwrap();
        rest.split('"').next().unwrap().to_owned()
    }

    /// Plans a training material where the list is and gives its address.
    pub(crate) async fn material(&self, list: &str, fields: &[(&str, &str)]) -> String {
        let usual = [("title", "What is new"), ("format", "guide")];
        let fields: Vec<_> = usual.into_iter().chain(fields.iter().copied()).collect();
        let page = self.post(&format!("{list}/new"), &fields).await;
        assert_eq!(page.status, 303, "{}", page.text());
        page.location().to_owned()
    }

    /// Saves what a material says: its next version when it was published.
    pub(crate) async fn write_material(&self, material: &str, fields: &[(&str, &str)]) -> Page {
        let version = self.version(&format!("{material}/write")).await;
        let fields: Vec<_> =
            [("version", &*version)].into_iter().chain(fields.iter().copied()).collect();
        self.post(&format!("{material}/write"), &fields).await
    }

    /// Takes a step of the newest version.
    pub(crate) async fn step_material(&self, material: &str, step: &str) -> Page {
        let version = self.version(material).await;
        let fields = [("version", &*version), ("step", step), ("reason", "Say why")];
        self.post(&format!("{material}/step"), &fields).await
    }

    /// Submits what is written, lets somebody else approve it, and publishes it.
    pub(crate) async fn publish_material(&self, reviewer: &Self, material: &str) {
        assert_eq!(self.step_material(material, "submit").await.status, 303);
        let approved = reviewer.step_material(material, "approve").await;
        assert_eq!(approved.status, 303, "{}", approved.text());
        assert_eq!(self.step_material(material, "publish").await.status, 303);
    }

    /// A material that people read.
    pub(crate) async fn published_material(&self, reviewer: &Self, list: &str) -> String {
        let material = self.material(list, &[]).await;
        let written =
            self.write_material(&material, &[("body", "# Sign in\n\nPress the button.")]).await;
        assert_eq!(written.status, 303, "{}", written.text());
        self.publish_material(reviewer, &material).await;
        material
    }

    /// Names a critical user of a cohort and gives their id.
    pub(crate) async fn reader(&self, cohort: &str, name: &str, email: &str) -> String {
        let fields = [("name", name), ("email", email), ("critical", "on")];
        let page = self.post(&format!("/cohorts/{cohort}/readers/new"), &fields).await;
        assert_eq!(page.status, 303, "{}", page.text());
        let page = self.get(page.location().split('#').next().unwrap()).await;
        let end = page.body.find(&format!(">{name}<")).unwrap();
        let start = page.body[..end].rfind("/readers/").unwrap() + "/readers/".len();
        page.body[start..start + 36].to_owned()
    }

    /// Makes the personal link of a reader to a material and gives its path.
    pub(crate) async fn reader_link(&self, material: &str, reader: &str) -> String {
        let page = self.post(&format!("{material}/links"), &[("reader", reader)]).await;
        assert_eq!(page.status, 200, "{}", page.text());
        let start = page.body.find("/read/").unwrap();
        page.body[start..].split('<').next().unwrap().to_owned()
    }

    /// Gives a colleague a part in a release.
    pub(crate) async fn add_participant(&self, release: &str, name: &str, part: &str) {
        let people = format!("{release}/people");
        let person = self.choice(&people, name).await;
        let given = self.post(&people, &[("person", &person), ("part", part)]).await;
        assert_eq!(given.status, 303, "{}", given.text());
    }

    /// Imports a document into a release.
    pub(crate) async fn import(&self, release: &str, document: &str) {
        let page = self.upload(&format!("{release}/checklist/import/confirm"), document, b"").await;
        assert_eq!(page.status, 303, "{}", page.text());
    }

    /// Writes a runbook with the steps of a document, and gives its address.
    pub(crate) async fn runbook(&self, release: &str, document: &str) -> String {
        let fields = [("name", "Move the claims"), ("window", "3h"), ("margin", "10 min")];
        let page = self.post(&format!("{release}/runbooks/new"), &fields).await;
        assert_eq!(page.status, 303, "{}", page.text());
        let runbook = page.location().to_owned();
        let page = self.upload(&format!("{runbook}/import/confirm"), document, b"").await;
        assert_eq!(page.status, 303, "{}", page.text());
        runbook
    }

    /// Plans a run of a runbook and gives its address.
    pub(crate) async fn run(&self, runbook: &str, kind: &str) -> String {
        let fields = [("kind", kind), ("window", "3h"), ("margin", "10 min")];
        let page = self.post(&format!("{runbook}/runs/new"), &fields).await;
        assert_eq!(page.status, 303, "{}", page.text());
        page.location().to_owned()
    }

    /// Plans a drill of the library and gives its address.
    pub(crate) async fn drill(&self, release: &str, scenario: &str) -> String {
        let fields = [
            ("title", "Half out"),
            ("scenario", scenario),
            ("kind", "tabletop"),
            ("story", "Some see an error."),
            ("objectives", "Somebody decides\nThe desk knows what to say"),
            ("starts", "2026-11-21T11:00"),
        ];
        let page = self.post(&format!("{release}/drills/new"), &fields).await;
        assert_eq!(page.status, 303, "{}", page.text());
        page.location().to_owned()
    }

    /// Moves a drill on.
    pub(crate) async fn move_drill(&self, drill: &str, step: &str, reason: &str) -> Page {
        let version = self.version(drill).await;
        let fields = [("version", &*version), ("step", step), ("reason", reason)];
        self.post(&format!("{drill}/step"), &fields).await
    }

    /// Writes a line into the timeline of a drill.
    pub(crate) async fn say(&self, drill: &str, fields: &[(&str, &str)]) -> Page {
        let id = uuid::Uuid::now_v7().to_string();
        let fields: Vec<_> = [("id", &*id)].into_iter().chain(fields.iter().copied()).collect();
        self.post(&format!("{drill}/say"), &fields).await
    }

    /// Presses something in a run, as a browser without scripts does.
    pub(crate) async fn act(&self, run: &str, fields: &[(&str, &str)]) -> Page {
        let id = uuid::Uuid::now_v7().to_string();
        let fields: Vec<_> = [("id", &*id)].into_iter().chain(fields.iter().copied()).collect();
        self.post(&format!("{run}/act"), &fields).await
    }

    /// The ids of the steps of a runbook, in their order.
    pub(crate) async fn steps(&self, runbook: &str) -> Vec<String> {
        let page = self.get(runbook).await;
        page.body.split("<li id=\"step-").skip(1).map(|rest| rest[..36].to_owned()).collect()
    }

    /// The address of an item by its title.
    pub(crate) async fn item(&self, release: &str, title: &str) -> String {
        let page = self.get(&format!("{release}/checklist")).await;
        let end = page
            .body
            .find(&format!(">{title}<"))
            .unwrap_or_else(|| panic!("no {title}: {}", page.text()));
        let start = page.body[..end].rfind("href=\"").unwrap() + "href=\"".len();
        let href = &page.body[start..];
        href[..href.find('"').unwrap()].to_owned()
    }

    /// The value of a choice that a list on a page offers.
    pub(crate) async fn choice(&self, path: &str, label: &str) -> String {
        let page = self.get(path).await;
        let list = page.body.split("<select").nth(1).unwrap();
        let end =
            list.find(&format!(">{label}<")).unwrap_or_else(|| panic!("no {label} in {list}"));
        let start = list[..end].rfind("value=\"").unwrap() + "value=\"".len();
        list[start..].split('"').next().unwrap().to_owned()
    }

    /// The first line of the verdict.
    pub(crate) async fn verdict(&self, release: &str) -> String {
        let page = self.get(release).await;
        let start = page.body.find("<strong>").unwrap() + "<strong>".len();
        let rest = &page.body[start..];
        rest[..rest.find('<').unwrap()].to_owned()
    }
}

/// The address of the product of a release.
pub(crate) fn product_of(release: &str) -> String {
    release[..=release[1..].find('/').unwrap()].to_owned()
}

/// [`PLAN`] with some fields changed.
pub(crate) fn plan<'a>(fields: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = PLAN.into_iter().filter(|(name, _)| fields.iter().all(|(other, _)| other != name));
    kept.chain(fields.iter().copied()).collect()
}

/// What the form of a phase asks for, with some fields changed.
pub(crate) fn phase<'a>(
    cohort: &'a str,
    starts_on: &'a str,
    fields: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("name", "Pilot"),
        ("cohort", cohort),
        ("starts_on", starts_on),
        ("bake_days", "2"),
        ("planned", "20"),
        ("unit", "people"),
    ];
    let kept = usual.into_iter().filter(|(name, _)| fields.iter().all(|(other, _)| other != name));
    kept.chain(fields.iter().copied()).collect()
}

/// Takes a step of a phase.
pub(crate) async fn step(client: &Client, phase: &str, step: &str, reason: &str) -> Page {
    let version = client.version(phase).await;
    let fields = [("version", &*version), ("step", step), ("reason", reason)];
    client.post(&format!("{phase}/step"), &fields).await
}
