//! People and access, for administrators.

mod ownership;

use domain::account::Invitation;
use domain::person::{Person, Role, Support};
use jiff::Timestamp;
use leptos::prelude::*;
use service::person::ownership::Ownership;

pub use self::ownership::hand_over_page;
use crate::form::Form;
use crate::kit::{Choice, Field, ask_first, back, checkbox, crumb, error_summary, radios};
use crate::page::{AdminTab, Page, Section, admin_tabs};

fn role_choices() -> Vec<Choice> {
    Role::ALL.map(|role| Choice::new(role.key(), role.label()).hint(role.explanation())).into()
}

fn support_choices() -> Vec<Choice> {
    Support::ALL.map(|one| Choice::new(one.key(), one.label()).hint(one.explanation())).into()
}

/// Everybody, who is invited, and the form to invite somebody.
#[must_use]
pub fn people_page(
    people: Vec<Person>,
    invitations: Vec<Invitation>,
    form: &Form,
    link: Option<String>,
    now: Timestamp,
) -> Page {
    let rows: Vec<_> = people
        .into_iter()
        .map(|person| {
            let href = format!("/people/{}", person.id);
            let what = what(&person);
            view! {
                <tr>
                    <td>
                        <a href=href>{person.name}</a>
                    </td>
                    <td>{person.email.to_string()}</td>
                    <td>{what}</td>
                </tr>
            }
        })
        .collect();
    let open = (!invitations.is_empty()).then(|| invited(invitations, now));
    let content = view! {
        {admin_tabs(AdminTab::People)}
        <h1>"People"</h1>
        {link.map(made)}
        <section class="sheet" aria-labelledby="everybody">
            <h2 id="everybody">"Everybody"</h2>
            <table class="plain">
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col">"Email address"</th>
                        <th scope="col">"Role"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
        {open}
        <section class="sheet" aria-labelledby="invite">
            <h2 id="invite">"Invite somebody"</h2>
            {error_summary(form)}
            <form class="stack" method="post" data-anew="" action="/people">
                {Field::new(form, "email", "Email address")
                    .kind("email")
                    .width("middle")
                    .hint("You get a link to send to them. It works for seven days, once.")
                    .line()}
                {radios(form, "role", "Role", role_choices())}
                <div class="actions">
                    <button class="primary">"Create invite link"</button>
                </div>
            </form>
        </section>
    };
    Page::new("People", Section::People, content).refused_if(form.is_refused())
}

/// What somebody is, or that they are nothing any more.
fn what(person: &Person) -> String {
    match (person.active, person.support) {
        (false, _) => "No access".to_owned(),
        (true, Support::None) => person.role.label().to_owned(),
        (true, support) => format!("{}, {}", person.role.label(), support.label().to_lowercase()),
    }
}

fn made(link: String) -> AnyView {
    view! {
        <section class="sheet good" aria-labelledby="made">
            <h2 id="made">"The invitation is ready"</h2>
            <p>"Send them this link. It is shown only now."</p>
            <p class="verbatim">
                <code>{link}</code>
            </p>
        </section>
    }
    .into_any()
}

fn invited(invitations: Vec<Invitation>, now: Timestamp) -> AnyView {
    let rows: Vec<_> = invitations
        .into_iter()
        .map(|invitation| {
            let days = invitation.expires_at.duration_since(now).as_hours() / 24;
            let action = format!("/people/invitations/{}/withdraw", invitation.id);
            let whom = format!(" the invitation of {}", invitation.email);
            view! {
                <li>
                    <span>
                        <b>{invitation.email.to_string()}</b>
                        " as "
                        {invitation.role.label()}
                        <br />
                        <span class="small">
                            {format!(
                                "Works for {} more",
                                crate::words::counted(usize::try_from(days).unwrap_or(0) + 1, "day", "days"),
                            )}
                        </span>
                    </span>
                    <form method="post" action=action>
                        <button>"Withdraw"<span class="hidden-label">{whom}</span></button>
                    </form>
                </li>
            }
        })
        .collect();
    view! {
        <section class="sheet" aria-labelledby="invited">
            <h2 id="invited">"Invited"</h2>
            <ul class="rows">{rows}</ul>
        </section>
    }
    .into_any()
}

/// One person: what they are, and whether they have access.
#[must_use]
pub fn person_page(
    person: &Person,
    (has_second_step, ownership): (bool, Ownership),
    form: &Form,
) -> Page {
    let action = format!("/people/{}", person.id);
    let content = view! {
        <div class="narrow-page">
            {crumb("/people", "People")} <h1>{person.name.clone()}</h1>
            <p class="lead">{person.email.to_string()}</p> {error_summary(form)}
            {form
                .is_conflict()
                .then(|| crate::kit::warning(
                    "Somebody else changed this person at the same time. Look again, then save.",
                ))} <form class="stack" method="post" action=action>
                <input r#type="hidden" name="version" value=person.version.to_string() />
                {radios(form, "role", "Role", role_choices())}
                {radios(form, "support", "Support", support_choices())}
                {checkbox(
                    form,
                    "active",
                    "Has access",
                    "Without access they cannot sign in, and their sessions end at once. What they did stays.",
                )}
                <div class="actions">
                    <button class="primary">"Save"</button>
                    {back("/people")}
                </div>
            </form>
            {ownership::owned(person, ownership)}
            {person.active.then(|| forgotten(person))}
            {has_second_step.then(|| lost(person))}
        </div>
    };
    Page::new(person.name.clone(), Section::People, content).refused_if(form.is_refused())
}

fn forgotten(person: &Person) -> AnyView {
    view! {
        <section class="sheet" aria-labelledby="forgotten">
            <h2 id="forgotten">"Forgotten password"</h2>
            <p>"A link lets them choose a new one. The old one works until they do."</p>
            <form method="post" data-anew="" action=format!("/people/{}/password-link", person.id)>
                <button>"Make password link"</button>
            </form>
        </section>
    }
    .into_any()
}

fn lost(person: &Person) -> AnyView {
    let href = format!("/people/{}/second-step-off", person.id);
    view! {
        <section class="sheet" aria-labelledby="lost">
            <h2 id="lost">"Lost phone"</h2>
            <p>"They are asked for a code at sign-in. Without phone and recovery codes they cannot come in."</p>
            <div class="actions">{ask_first(href, "Switch off their second step", "")}</div>
        </section>
    }
    .into_any()
}

/// The form of a person as it is kept.
#[must_use]
pub fn person_form(person: &Person) -> Form {
    Form::default()
        .with("role", person.role.key())
        .with("support", person.support.key())
        .ticked("active", person.active)
}
