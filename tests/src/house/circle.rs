//! No two files of a crate import each other, by whatever detour.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::{root, sources};

/// A module by its path within its crate.
type Module = Vec<String>;

/// What a file imports of its own crate, and what it passes on under its own name.
struct File {
    imports: Vec<Module>,
    passes_on: BTreeMap<String, Module>,
}

#[test]
fn no_files_import_each_other() {
    for crate_root in [
        "app/domain/src",
        "app/store/src",
        "app/service/src",
        "app/demo/src",
        "app/ui/src",
        "server/src",
    ] {
        let files = read(&root().join(crate_root));
        assert!(files.len() > 3, "{crate_root}");
        let arrows = arrows(&files);
        assert!(arrows.values().map(BTreeSet::len).sum::<usize>() > 2, "{crate_root} has arrows");
        if let Some(circle) = circle(&arrows) {
            let names: Vec<String> = circle.iter().map(|module| module.join("::")).collect();
            panic!("{crate_root}: {}", names.join(" → "));
        }
    }
}

#[test]
fn a_circle_is_found_whatever_its_length() {
    let module = |name: &str| vec![name.to_owned()];
    let mut arrows = BTreeMap::from([
        (module("a"), BTreeSet::from([module("b")])),
        (module("b"), BTreeSet::from([module("c")])),
        (module("c"), BTreeSet::new()),
    ]);
    assert_eq!(circle(&arrows), None);
    arrows.insert(module("c"), BTreeSet::from([module("a")]));
    assert_eq!(circle(&arrows).map(|circle| circle.len()), Some(4));
}

fn read(folder: &Path) -> BTreeMap<Module, File> {
    let modules = |file: &Path| {
        let path = file.strip_prefix(folder).unwrap().with_extension("");
        let parts = path.iter().map(|part| part.to_str().unwrap().to_owned());
        let named: Module =
            parts.filter(|part| !["lib", "main", "mod"].contains(&part.as_str())).collect();
        named
    };
    let files = sources(folder);
    let known: BTreeSet<Module> = files.iter().map(|file| modules(file)).collect();
    let mut read = BTreeMap::new();
    for file in files.iter().filter(|file| !file.ends_with("main.rs")) {
        let module = modules(file);
        let text = fs::read_to_string(file).unwrap();
        // Tests may look everywhere.
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap().to_owned();
        if module.last().is_some_and(|name| name.ends_with("tests")) {
            continue;
        }
        read.insert(module.clone(), file_of(&module, &text, &known));
    }
    read
}

fn file_of(module: &[String], text: &str, known: &BTreeSet<Module>) -> File {
    let mut file = File { imports: Vec::new(), passes_on: BTreeMap::new() };
    let code: String = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let mut rest = String::new();
    for statement in code.split(';') {
        let (head, body) = statement.rsplit_once("use ").unwrap_or((statement, ""));
        let is_use = !body.is_empty()
            && head.lines().last().is_none_or(|line| {
                let line = line.trim();
                line.is_empty() || line.starts_with("pub")
            });
        if !is_use {
            rest.push_str(statement);
            continue;
        }
        let public = head.lines().last().is_some_and(|line| line.trim().starts_with("pub"));
        for path in leaves(body) {
            let Some(target) = absolute(module, &path, known) else { continue };
            if public {
                file.passes_on.insert(target.last().cloned().unwrap_or_default(), target.clone());
            }
            if !(public && target.starts_with(module)) {
                file.imports.push(target);
            }
        }
    }
    for start in ["crate::", "super::"] {
        for (at, _) in rest.match_indices(start) {
            let path: String = rest[at..]
                .chars()
                .take_while(|c| c.is_alphanumeric() || "_:".contains(*c))
                .collect();
            let path: Module = path.trim_end_matches(':').split("::").map(str::to_owned).collect();
            file.imports.extend(absolute(module, &path, known));
        }
    }
    file
}

/// Every path of a use: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn leaves(text: &str) -> Vec<Module> {
    let text = text.trim();
    let Some((before, inside)) = text.split_once('{') else {
        let path = text.split(" as ").next().unwrap();
        return vec![path.split("::").map(|part| part.trim().to_owned()).collect()];
    };
    let before: Vec<String> = before
        .split("::")
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect();
    let inside = inside.rsplit_once('}').map_or(inside, |(inside, _)| inside);
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for c in inside.chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        if c == ',' && depth == 0 {
            parts.push(String::new())
        } else {
            parts.last_mut().unwrap().push(c)
        }
    }
    let parts = parts.into_iter().filter(|part| !part.trim().is_empty());
    parts.flat_map(|part| leaves(&part)).map(|leaf| [before.clone(), leaf].concat()).collect()
}

fn absolute(module: &[String], path: &[String], known: &BTreeSet<Module>) -> Option<Module> {
    let up = path.iter().take_while(|part| *part == "super").count();
    match path.first()?.as_str() {
        "crate" => Some(path[1..].to_vec()),
        "super" => Some([&module[..module.len().checked_sub(up)?], &path[up..]].concat()),
        "self" => Some([module, &path[1..]].concat()),
        first => {
            let child = [module, &[first.to_owned()]].concat();
            known.contains(&child).then(|| [module, path].concat())
        }
    }
}

/// Which file a file imports from, where names that are passed on lead to where they are made.
fn arrows(files: &BTreeMap<Module, File>) -> BTreeMap<Module, BTreeSet<Module>> {
    let arrows = files.iter().map(|(module, file)| {
        let targets = file.imports.iter().filter_map(|target| made_in(files, target, 0));
        (module.clone(), targets.filter(|target| target != module).collect())
    });
    arrows.collect()
}

fn made_in(files: &BTreeMap<Module, File>, target: &[String], detours: usize) -> Option<Module> {
    let longest = (0..=target.len()).rev().find(|length| files.contains_key(&target[..*length]))?;
    let (module, name) = target.split_at(longest);
    let passed_on = name.first().and_then(|name| files[module].passes_on.get(name));
    match passed_on {
        Some(further) if detours < 5 => {
            made_in(files, &[further, &name[1..]].concat(), detours + 1)
        }
        _ => Some(module.to_vec()),
    }
}

fn circle(arrows: &BTreeMap<Module, BTreeSet<Module>>) -> Option<Vec<Module>> {
    let mut done = BTreeSet::new();
    arrows.keys().find_map(|start| walk(arrows, start, &mut Vec::new(), &mut done))
}

fn walk(
    arrows: &BTreeMap<Module, BTreeSet<Module>>,
    module: &Module,
    path: &mut Vec<Module>,
    done: &mut BTreeSet<Module>,
) -> Option<Vec<Module>> {
    if let Some(at) = path.iter().position(|one| one == module) {
        return Some([&path[at..], std::slice::from_ref(module)].concat());
    }
    if done.contains(module) {
        return None;
    }
    path.push(module.clone());
    let targets = arrows.get(module).into_iter().flatten();
    let found = targets.into_iter().find_map(|target| walk(arrows, target, path, done));
    path.pop();
    done.insert(module.clone());
    found
}
