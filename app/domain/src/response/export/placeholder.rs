//! An answer as a help desk keeps it: HTML in which its own placeholders stand where it knows the value.
//!
//! Zendesk: <https://support.zendesk.com/hc/en-us/articles/4408886858138>, placeholders of Liquid. Zammad:
//! <https://admin-docs.zammad.org/en/latest/misc/variables.html>. What a help desk does not know becomes the
//! fallback, or the name in brackets for the agent to see.

use crate::markdown::{escape, render};
use crate::response::body::{Body, Fragments, Part, ResolveError};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HelpDesk {
    Zendesk,
    Zammad,
}

/// Names, and what help desks call them.
const KNOWN: &[(&[&str], &str, &str)] = &[
    (
        &["first name", "requester first name", "customer first name", "customer firstname"],
        "{{ticket.requester.first_name}}",
        "#{ticket.customer.firstname}",
    ),
    (
        &["last name", "requester last name", "customer last name", "customer lastname"],
        "{{ticket.requester.last_name}}",
        "#{ticket.customer.lastname}",
    ),
    (
        &["email", "requester email", "customer email"],
        "{{ticket.requester.email}}",
        "#{ticket.customer.email}",
    ),
    (&["ticket number", "ticket id"], "{{ticket.id}}", "#{ticket.number}"),
    (&["ticket title"], "{{ticket.title}}", "#{ticket.title}"),
    (&["agent"], "{{current_user.name}}", "#{user.firstname}"),
];

/// The text with its fragments in place. `product` is known without asking.
///
/// # Errors
/// A fragment is missing, includes itself, or the text becomes too large.
pub fn html_for(
    desk: HelpDesk,
    (body, fragments): (&Body, &Fragments),
    product: &str,
) -> Result<String, ResolveError> {
    let body = fragments.resolve(body)?;
    let sign = sign_for(&body);
    let (mut markdown, mut values) = (String::new(), Vec::new());
    for part in body.parts() {
        match part {
            Part::Text(text) => markdown.push_str(text),
            Part::Fragment(_) => {}
            Part::Variable(variable) => {
                let key = variable.name.key();
                let known = KNOWN.iter().find(|(names, ..)| names.contains(&key.as_str()));
                match (known, &variable.fallback) {
                    (Some((_, zendesk, zammad)), _) => {
                        markdown.extend([&*sign, &*values.len().to_string(), "x"]);
                        values.push(match desk {
                            HelpDesk::Zendesk => *zendesk,
                            HelpDesk::Zammad => *zammad,
                        });
                    }
                    (None, _) if key == "product" => markdown.push_str(&escape(product)),
                    (None, Some(fallback)) => markdown.push_str(&escape(fallback)),
                    (None, None) => markdown.push_str(&escape(&format!("[{}]", variable.name))),
                }
            }
        }
    }
    Ok(placed(&defused(render(&markdown).as_str()), &sign, &values))
}

/// Letters that the text does not have, to mark places that rendering keeps.
fn sign_for(body: &Body) -> String {
    let has = |sign: &str| {
        body.parts().iter().any(|part| match part {
            Part::Text(text) => text.contains(sign),
            Part::Variable(variable) => {
                variable.fallback.as_ref().is_some_and(|text| text.contains(sign))
            }
            Part::Fragment(_) => false,
        })
    };
    let mut sign = "zqz".to_owned();
    while has(&sign) {
        sign.push_str("qz");
    }
    sign
}

/// Nothing that the text says itself is an instruction to the program that reads it.
fn defused(html: &str) -> String {
    let mut defused = String::with_capacity(html.len());
    let mut before = ' ';
    for character in html.chars() {
        match (before, character) {
            ('{' | '#', '{') => defused.push_str("&#123;"),
            ('{', '%') => defused.push_str("&#37;"),
            (_, character) => defused.push(character),
        }
        before = character;
    }
    defused
}

fn placed(html: &str, sign: &str, values: &[&str]) -> String {
    let mut placed = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, behind)) = rest.split_once(sign) {
        placed.push_str(before);
        let value = behind.split_once('x').and_then(|(number, after)| {
            values.get(number.parse::<usize>().ok()?).map(|value| (*value, after))
        });
        match value {
            Some((value, after)) => {
                placed.push_str(value);
                rest = after;
            }
            None => rest = behind,
        }
    }
    placed.push_str(rest);
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_desks_fill_in_what_they_know_and_agents_see_the_rest() {
        let body =
            "Dear {{First name | you}}, in {{product}} {{day}} or {{place | here}}: {%x%} #{y}";
        let html = |desk| {
            let body = Body::parse(body).unwrap();
            html_for(desk, (&body, &Fragments::default()), "A *b*").unwrap()
        };
        assert_eq!(
            html(HelpDesk::Zendesk).trim(),
            "<p>Dear {{ticket.requester.first_name}}, in A *b* [day] or here: {&#37;x%} #&#123;y}</p>"
        );
        assert!(html(HelpDesk::Zammad).contains("Dear #{ticket.customer.firstname},"));
    }
}
