//! Where things lie: a noun has a room of the same name in every layer.

use std::fs;
use std::path::Path;

use super::{root, sources};

/// The rooms. What a new one is for stands in ARCHITECTURE.md.
const ROOMS: [&str; 21] = [
    "account",
    "activity",
    "backup",
    "checklist",
    "deployment",
    "desk",
    "drill",
    "finding",
    "gate",
    "home",
    "notice",
    "person",
    "phase",
    "product",
    "release",
    "response",
    "run",
    "runbook",
    "search",
    "template",
    "training",
];

/// What a layer has beside its rooms, because every room of it needs it.
const SHARED: [(&str, &[&str]); 6] = [
    (
        "app/domain/src",
        &[
            "lib", "access", "address", "day", "ids", "limits", "markdown", "minutes", "number",
            "text", "words",
        ],
    ),
    ("app/store/src", &["lib", "engine"]),
    ("app/service/src", &["lib", "access", "actor", "clock", "error"]),
    ("app/ui/src", &["lib", "failure", "form", "function", "kit", "page", "symbol", "words"]),
    ("server/src/routes", &["mod"]),
    ("tests/src", &["main", "lib", "access", "engine", "fault", "house", "server", "world"]),
];

/// The name of the room or of the shared module that a file belongs to.
fn room_of(folder: &Path, file: &Path) -> String {
    let first = file.strip_prefix(folder).unwrap().components().next().unwrap();
    let name = Path::new(first.as_os_str()).file_stem().unwrap();
    name.to_str().unwrap().to_owned()
}

#[test]
fn every_file_lies_in_a_room() {
    for (layer, shared) in SHARED {
        let folder = root().join(layer);
        for file in sources(&folder) {
            let room = room_of(&folder, &file);
            let known = ROOMS.contains(&&*room) || shared.contains(&&*room);
            assert!(known, "{} lies in no room: see ROOMS and SHARED", file.display());
        }
    }
}

#[test]
fn a_room_of_one_layer_is_a_room_of_the_others() {
    let has = |layer: &str, room: &str| {
        let place = root().join(layer).join(room);
        place.is_dir() || place.with_extension("rs").is_file()
    };
    let layers =
        ["app/domain/src", "app/store/src", "app/service/src", "app/ui/src", "server/src/routes"];
    // Rooms that only read have no tables; the others are what the whole house is made of.
    let reads_only = ["desk", "home"];
    for room in ROOMS.into_iter().filter(|room| has("app/service/src", room)) {
        for layer in layers {
            let none =
                reads_only.contains(&room) && ["app/domain/src", "app/store/src"].contains(&layer);
            assert!(none || has(layer, room), "{layer} has no {room}");
        }
        assert!(has("tests/src", room), "tests/src has no {room}");
    }
}

#[test]
fn a_migration_is_named_after_its_rooms() {
    for entry in fs::read_dir(root().join("migrations/sqlite")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let room = name.split(['_', '.']).nth(1).unwrap().to_owned();
        assert!(ROOMS.contains(&&*room), "{name} names no room");
    }
}
