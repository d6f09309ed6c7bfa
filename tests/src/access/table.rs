//! Every address with what it needs and a form that it takes. What destroys something comes last.

use domain::access::Operation as O;

/// What somebody needs to be let in.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Needs {
    /// No session: it is how one gets a session, what programs ask, or behind a secret.
    Nothing,
    /// That it is one's own; the ids here are nobody's.
    Own,
    May(O),
}

pub(super) struct Row {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) needs: Needs,
    pub(super) fields: &'static [(&'static str, &'static str)],
}

impl Row {
    pub(super) const fn see(path: &'static str) -> Self {
        get(path, Needs::May(O::SeeRelease))
    }
}

const fn get(path: &'static str, needs: Needs) -> Row {
    Row { method: "GET", path, needs, fields: &[] }
}

const fn post(
    path: &'static str,
    needs: Needs,
    fields: &'static [(&'static str, &'static str)],
) -> Row {
    Row { method: "POST", path, needs, fields }
}

const ACCOUNT: Needs = Needs::May(O::ManageAccount);
const ORGANISATION: Needs = Needs::May(O::SeeOrganisation);
const PEOPLE: Needs = Needs::May(O::ManagePeople);
const WRITE: Needs = Needs::May(O::WriteProduct);
const CREATE: Needs = Needs::May(O::CreateRelease);
const SEE: Needs = Needs::May(O::SeeRelease);
const PLAN: Needs = Needs::May(O::PlanRelease);
const WORK: Needs = Needs::May(O::WorkChecklist);
const VOTE: Needs = Needs::May(O::Vote);
const DECIDE: Needs = Needs::May(O::Decide);
const ASK: Needs = Needs::May(O::RequestException);
const APPROVE: Needs = Needs::May(O::Approve);

const DESK: Needs = Needs::May(O::UseDesk);

const RELEASE: &[(&str, &str)] = &[
    ("version", "99"),
    ("name", "Spring"),
    ("label", "2.0"),
    ("zone", "UTC"),
    ("kind", "standard"),
    ("tier", "low"),
];
const PRODUCT: &[(&str, &str)] = &[("version", "99"), ("name", "Portal")];
const COHORT: &[(&str, &str)] = &[("version", "99"), ("name", "Pilots"), ("kind", "site")];
const ITEM: &[(&str, &str)] = &[("version", "99"), ("title", "Tell the desk")];
const NOBODY: &str = "00000000-0000-7000-8000-000000000000";
const PHASE: &[(&str, &str)] = &[
    ("version", "99"),
    ("name", "Pilot"),
    ("cohort", NOBODY),
    ("starts_on", "2027-05-03"),
    ("bake_days", "2"),
    ("planned", "20"),
    ("unit", "people"),
];
const RUN: &[(&str, &str)] = &[("version", "99"), ("kind", "dry_run"), ("margin", "10 min")];
const DRILL: &[(&str, &str)] =
    &[("version", "99"), ("title", "x"), ("scenario", "outage"), ("kind", "tabletop")];
const FINDING: &[(&str, &str)] =
    &[("version", "99"), ("title", "x"), ("severity", "low"), ("source", "")];
const SHIFT: &[(&str, &str)] = &[
    ("version", "99"),
    ("starts_on", "2027-05-03"),
    ("bake_days", "2"),
    ("reason", "late"),
    ("confirmed", "on"),
];

pub(super) const ROWS: &[Row] = &[
    get("/livez", Needs::Nothing),
    get("/readyz", Needs::Nothing),
    get("/version", Needs::Nothing),
    get("/favicon.svg", Needs::Nothing),
    get("/assets/{name}", Needs::Nothing),
    get("/feeds/{name}", Needs::Nothing),
    get("/setup/{secret}", Needs::Nothing),
    post("/setup/{secret}", Needs::Nothing, &[]),
    get("/invitations/{secret}", Needs::Nothing),
    post("/invitations/{secret}", Needs::Nothing, &[]),
    get("/sign-in", Needs::Nothing),
    post("/sign-in", Needs::Nothing, &[]),
    get("/", ORGANISATION),
    get("/account", ACCOUNT),
    post("/account/stay", ACCOUNT, &[]),
    post("/account/shortcuts", ACCOUNT, &[("shortcuts", "on")]),
    post("/account/absences", ACCOUNT, &[("away_from", "2027-01-01")]),
    post("/account/feeds", ACCOUNT, &[]),
    get("/account/absences/{id}/delete", Needs::Own),
    post("/account/absences/{id}/delete", Needs::Own, &[]),
    post("/account/feeds/{id}/revoke", Needs::Own, &[]),
    post("/account/sessions/{id}/end", Needs::Own, &[]),
    get("/people", PEOPLE),
    post("/people", PEOPLE, &[("email", "new@example.org"), ("role", "member")]),
    get("/people/{id}", PEOPLE),
    post(
        "/people/{id}",
        PEOPLE,
        &[("version", "99"), ("role", "member"), ("support", "none"), ("active", "on")],
    ),
    get("/products", ORGANISATION),
    get("/search", ORGANISATION),
    get("/search/palette", ORGANISATION),
    get("/products/new", WRITE),
    post("/products/new", WRITE, PRODUCT),
    get("/products/{id}", ORGANISATION),
    get("/products/{id}/edit", WRITE),
    post("/products/{id}/edit", WRITE, PRODUCT),
    get("/products/{id}/cohorts/new", WRITE),
    post("/products/{id}/cohorts/new", WRITE, COHORT),
    get("/cohorts/{id}", WRITE),
    post("/cohorts/{id}", WRITE, COHORT),
    get("/products/{id}/freezes/new", WRITE),
    post(
        "/products/{id}/freezes/new",
        WRITE,
        &[("name", "x"), ("kind", "holiday"), ("from", "2028-01-01")],
    ),
    get("/products/{id}/releases/new", CREATE),
    post("/products/{id}/releases/new", CREATE, RELEASE),
    get("/releases/{id}", SEE),
    get("/releases/{id}/people", SEE),
    get("/releases/{id}/activity", SEE),
    get("/releases/{id}/checklist", SEE),
    get("/releases/{id}/schedule", SEE),
    get("/releases/{id}/outcomes", SEE),
    get("/releases/{id}/big-bang", SEE),
    get("/releases/{id}/criteria", SEE),
    get("/releases/{id}/live", SEE),
    post("/releases/{id}/feeds", SEE, &[]),
    get("/items/{id}", SEE),
    get("/phases/{id}", SEE),
    get("/phases/{id}/card", SEE),
    get("/phases/{id}/gate", SEE),
    get("/successes/{id}", SEE),
    get("/decisions/{id}", SEE),
    get("/releases/{id}/runs", SEE),
    get("/runbooks/{id}", SEE),
    get("/runbooks/{id}/export.md", SEE),
    get("/runbooks/{id}/export.csv", SEE),
    get("/runs/{id}", SEE),
    get("/runs/{id}/compare", SEE),
    get("/releases/{id}/drills", SEE),
    get("/drills/{id}", SEE),
    get("/drills/{id}/recap", SEE),
    get("/drills/{id}/recap.md", SEE),
    get("/releases/{id}/findings", SEE),
    get("/releases/{id}/markers", SEE),
    get("/releases/{id}/evidence", SEE),
    get("/releases/{id}/evidence.md", SEE),
    get("/findings/{id}", SEE),
    get("/products/{id}/findings", ORGANISATION),
    get("/releases/{id}/edit", PLAN),
    post("/releases/{id}/edit", PLAN, RELEASE),
    get("/releases/{id}/state", PLAN),
    post("/releases/{id}/state", PLAN, &[("version", "99"), ("state", "planning")]),
    post("/releases/{id}/people", PLAN, &[("person", NOBODY), ("part", "owner")]),
    get("/releases/{id}/checklist/new", WORK),
    post("/releases/{id}/checklist/new", WORK, ITEM),
    get("/releases/{id}/checklist/import", WORK),
    post("/releases/{id}/checklist/import", WORK, &[("document", "- [ ] one")]),
    post("/releases/{id}/checklist/import/confirm", WORK, &[("document", "- [ ] one")]),
    get("/items/{id}/edit", WORK),
    post("/items/{id}/edit", WORK, ITEM),
    post("/items/{id}/place", WORK, &[("to", "up")]),
    post("/items/{id}/{step}", WORK, &[]),
    get("/items/{id}/delete", WORK),
    get("/releases/{id}/runbooks/new", WORK),
    post("/releases/{id}/runbooks/new", WORK, &[("name", "Move"), ("margin", "10 min")]),
    get("/runbooks/{id}/edit", WORK),
    post("/runbooks/{id}/edit", WORK, &[("version", "99"), ("name", "x"), ("margin", "1")]),
    get("/runbooks/{id}/import", WORK),
    post("/runbooks/{id}/import", WORK, &[("document", "1. one")]),
    post("/runbooks/{id}/import/confirm", WORK, &[("document", "1. one")]),
    get("/runbooks/{id}/steps/new", WORK),
    post("/runbooks/{id}/steps/new", WORK, &[("title", "x")]),
    get("/runbooks/{id}/runs/new", WORK),
    post("/runbooks/{id}/runs/new", WORK, RUN),
    get("/steps/{id}/edit", WORK),
    post("/steps/{id}/edit", WORK, &[("version", "99"), ("title", "x")]),
    post("/steps/{id}/place", WORK, &[("to", "down")]),
    get("/runs/{id}/edit", WORK),
    post("/runs/{id}/edit", WORK, RUN),
    get("/runs/{id}/record", WORK),
    post("/runs/{id}/record", WORK, &[]),
    get("/runs/{id}/cancel", WORK),
    get("/runs/{id}/abort", WORK),
    post("/runs/{id}/start", WORK, &[]),
    post("/runs/{id}/act", WORK, &[("id", NOBODY), ("what", "note"), ("words", "x")]),
    post("/runs/{id}/finish", WORK, &[]),
    post("/runs/{id}/validate", WORK, &[]),
    post("/runs/{id}/totals", WORK, &[("version", "99")]),
    post("/runs/{id}/conclude", WORK, &[("version", "99"), ("passed", "passed"), ("said", "x")]),
    post("/runs/{id}/sign", WORK, &[]),
    post("/runs/{id}/abort", WORK, &[("reason", "x")]),
    get("/releases/{id}/drills/new", WORK),
    post("/releases/{id}/drills/new", WORK, DRILL),
    get("/releases/{id}/risks", PLAN),
    post("/releases/{id}/risks", PLAN, &[("risk", "outage")]),
    post("/releases/{id}/duties", PLAN, &[("person", NOBODY), ("duty", "x")]),
    post("/releases/{id}/duties/take", PLAN, &[("person", NOBODY)]),
    get("/drills/{id}/edit", WORK),
    post("/drills/{id}/edit", WORK, DRILL),
    post("/drills/{id}/people", WORK, &[("person", NOBODY), ("role", "player")]),
    post("/drills/{id}/people/take", WORK, &[("person", NOBODY)]),
    post("/drills/{id}/injects", WORK, &[("minute", "1"), ("inject", "x")]),
    post("/drills/{id}/say", WORK, &[("id", NOBODY), ("words", "x")]),
    post("/drills/{id}/correct", WORK, &[("entry", NOBODY), ("time", "10:00")]),
    get("/drills/{id}/debrief", WORK),
    post("/drills/{id}/debrief", WORK, &[("version", "99")]),
    post("/drills/{id}/step", WORK, &[("version", "99"), ("step", "schedule")]),
    get("/injects/{id}/delete", WORK),
    post("/injects/{id}/release", WORK, &[]),
    post("/injects/{id}/delete", WORK, &[]),
    get("/releases/{id}/findings/new", WORK),
    post("/releases/{id}/findings/new", WORK, FINDING),
    get("/findings/{id}/edit", WORK),
    post("/findings/{id}/edit", WORK, FINDING),
    post("/findings/{id}/step", WORK, &[("version", "99"), ("step", "begin")]),
    post("/releases/{id}/markers", WORK, &[("kind", "schema"), ("words", "x")]),
    get("/releases/{id}/phases/new", PLAN),
    post("/releases/{id}/phases/new", PLAN, PHASE),
    get("/releases/{id}/phases/plan", PLAN),
    post("/releases/{id}/phases/plan", PLAN, &[]),
    post("/releases/{id}/phases/plan/confirm", PLAN, &[]),
    get("/releases/{id}/outcomes/new", PLAN),
    post(
        "/releases/{id}/outcomes/new",
        PLAN,
        &[("metric", "x"), ("target", "y"), ("look_on", "2027-01-01")],
    ),
    post("/releases/{id}/check-ins", WORK, &[("kind", "week"), ("notes", "x")]),
    get("/desk", DESK),
    get("/desk/answers", DESK),
    get("/desk/now", DESK),
    get("/desk/live", DESK),
    post("/desk/use", DESK, &[("response", NOBODY), ("variant", NOBODY), ("number", "1")]),
    post("/desk/helped", DESK, &[("use", NOBODY)]),
    post("/desk/questions", DESK, &[("words", "")]),
    post("/releases/{id}/big-bang", PLAN, &[]),
    post("/releases/{id}/big-bang/mitigate", PLAN, &[]),
    post("/releases/{id}/criteria", PLAN, &[("kind", "buffer"), ("on", "on"), ("reason", "x")]),
    get("/phases/{id}/edit", PLAN),
    post("/phases/{id}/edit", PLAN, PHASE),
    get("/phases/{id}/move", PLAN),
    post("/phases/{id}/move", PLAN, SHIFT),
    post("/phases/{id}/reached", WORK, &[("version", "99"), ("reached", "1")]),
    get("/phases/{id}/card/edit", PLAN),
    post("/phases/{id}/card/edit", PLAN, &[("version", "99")]),
    get("/phases/{id}/successes/new", PLAN),
    post(
        "/phases/{id}/successes/new",
        PLAN,
        &[("metric", "x"), ("operator", "below"), ("target", "1")],
    ),
    post("/successes/{id}/record", WORK, &[("version", "99"), ("actual", "1")]),
    post("/outcomes/{id}/record", WORK, &[("version", "99"), ("actual", "x"), ("learned", "y")]),
    get("/phases/{id}/gate/open", DECIDE),
    post("/phases/{id}/gate/open", DECIDE, &[("version", "99"), ("until", "2027-01-01T10:00")]),
    post("/phases/{id}/gate/vote", VOTE, &[("voice", "go")]),
    post("/phases/{id}/gate/override", DECIDE, &[("override", "x")]),
    post("/phases/{id}/gate/override/answer", APPROVE, &[("answer", "reject")]),
    get("/phases/{id}/exceptions/new", ASK),
    post(
        "/phases/{id}/exceptions/new",
        ASK,
        &[("kind", "approvals"), ("risk", "x"), ("control", "y"), ("until", "2027-01-01")],
    ),
    post("/exceptions/{id}/answer", APPROVE, &[("answer", "approve")]),
    post("/exceptions/{id}/end", ASK, &[]),
    post("/phases/{id}/gate/decide", DECIDE, &[("decision", "go")]),
    post("/phases/{id}/gate/close", DECIDE, &[("version", "99"), ("reason", "x")]),
    post("/phases/{id}/step", PLAN, &[("version", "99"), ("step", "skip"), ("reason", "x")]),
    get("/successes/{id}/delete", PLAN),
    get("/outcomes/{id}/delete", PLAN),
    get("/steps/{id}/delete", WORK),
    get("/runbooks/{id}/delete", WORK),
    get("/freezes/{id}/delete", WRITE),
    get("/cohorts/{id}/delete", WRITE),
    post("/successes/{id}/delete", PLAN, &[]),
    post("/outcomes/{id}/delete", PLAN, &[]),
    // Functions name their things in their arguments.
    post("/fn/checklist/rows", SEE, &[("release", "/releases/")]),
    post("/fn/checklist/tick", WORK, &[("item", "/items/"), ("verify", "false")]),
    post("/items/{id}/delete", WORK, &[]),
    post("/steps/{id}/delete", WORK, &[]),
    post("/runs/{id}/cancel", WORK, &[]),
    post("/runbooks/{id}/delete", WORK, &[]),
    post("/freezes/{id}/delete", WRITE, &[]),
    post("/cohorts/{id}/delete", WRITE, &[]),
];

/// What is promised elsewhere, because it needs more than one id or ends the session that asks.
pub(super) const OTHERS: &[(&str, &str)] = &[
    ("GET", "/releases/{id}/people/{person}/take"),
    ("POST", "/people/invitations/{id}/withdraw"),
    ("POST", "/releases/{id}/people/{person}/take"),
    ("POST", "/sign-out"),
];
