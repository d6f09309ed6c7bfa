//! Templates out of JSON and YAML: our own export, lists of maps, macros of Zendesk, text modules of Zammad.

use super::entry::{Entry, Said};
use super::field::Field;
use super::node::{Kind, Node};
use super::{FileFormat, Import, Problem, html};

/// Names under which documents keep their list.
const LISTS: &[&str] = &["templates", "responses", "macros", "text_modules", "items", "data"];

pub(super) fn read(format: FileFormat, read: Result<Node, Problem>) -> Import {
    let mut import = Import::empty(format);
    let node = match read {
        Ok(node) => node,
        Err(problem) => {
            import.problems.push(problem);
            return import;
        }
    };
    import.own = node.get("holdpoint").and_then(Node::text) == Some("responses");
    for one in entries(&node) {
        let one = one.get("macro").unwrap_or(one);
        let Kind::Map(pairs) = &one.kind else {
            import.problems.push(Problem::wrong(one.line, "It is no map with a title and a body"));
            continue;
        };
        let entry = match one.get("actions") {
            Some(actions) => of_macro((one, pairs), actions),
            None => of_map(one, pairs, import.own),
        };
        match entry.sketch(import.own, &mut import.problems) {
            Ok(sketch) => import.sketches.push(sketch),
            Err(problem) => import.problems.push(problem),
        }
    }
    import
}

fn entries(node: &Node) -> Vec<&Node> {
    if let Some(list) = node.list() {
        return list.iter().collect();
    }
    if let Some(list) = LISTS.iter().find_map(|name| node.get(name)) {
        return list.list().map_or_else(|| vec![list], |list| list.iter().collect());
    }
    let modules = node.get("assets").and_then(|assets| assets.get("TextModule"));
    match modules.map(|modules| &modules.kind) {
        Some(Kind::Map(modules)) => modules.iter().map(|(_, module)| module).collect(),
        _ => vec![node],
    }
}

fn of_map(node: &Node, pairs: &[(String, Node)], own: bool) -> Entry {
    let said = pairs.iter().filter_map(|(name, value)| {
        let field = Field::of(name)?;
        let text = value.texts().join("\n");
        let text = match field {
            Field::Body if !own && html::is_html(&text) => html::to_markdown(&text),
            _ => text,
        };
        Some(Said { field, line: value.line, text })
    });
    Entry { line: node.line, said: said.collect() }
}

/// A macro of Zendesk: what is said is an action that writes a comment. `A::B` is B in the folder A.
fn of_macro((node, pairs): (&Node, &[(String, Node)]), actions: &Node) -> Entry {
    let mut entry = of_map(node, pairs, false);
    if let Some(title) = entry.said.iter_mut().find(|said| said.field == Field::Title)
        && let Some((folder, name)) = title.text.clone().rsplit_once("::")
    {
        name.trim().clone_into(&mut title.text);
        let text = folder.replace("::", " › ");
        let line = title.line;
        entry.said.insert(0, Said { field: Field::Topic, line, text });
    }
    for action in actions.list().unwrap_or_default() {
        let name = action.get("field").and_then(Node::text).unwrap_or_default();
        let Some(value) = action.get("value") else { continue };
        let text = value.texts().last().copied().unwrap_or_default().to_owned();
        let (field, text) = match name {
            "comment_value_html" => (Field::Body, html::to_markdown(&text)),
            "comment_value" => (Field::Body, text),
            "subject" => (Field::Subject, text),
            _ => continue,
        };
        entry.said.push(Said { field, line: value.line, text });
    }
    entry
}
