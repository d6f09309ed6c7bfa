//! What home asks the database for is what the outlines of the checklists say.

use std::collections::BTreeSet;

use domain::checklist::{Item, ItemState, ItemStatus, Node, Outline};
use domain::ids::{ItemId, PersonId, ReleaseId};
use domain::release::Part;
use jiff::Timestamp;
use store::checklist::waiting::list_waiting_items;
use store::checklist::{add_item, list_items};
use store::release::participant::save_part;
use uuid::Uuid;

use crate::world::{World, both};

struct Chance(u64);

impl Chance {
    fn of(&mut self, count: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % count
    }
}

/// A checklist of any shape: sub-items of sub-items, in any state, of anybody.
fn checklist(chance: &mut Chance, release: ReleaseId, people: [PersonId; 2]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for position in 0..40_i64 {
        let parent = match chance.of(3) {
            0 => None,
            _ if items.is_empty() => None,
            _ => Some(items[chance.of(items.len())].id),
        };
        let by = people[chance.of(2)];
        let state = match chance.of(6) {
            0 => ItemState::Done(by),
            1 => ItemState::NotApplicable { reason: "No".to_owned() },
            2 => ItemState::InProgress,
            3 => ItemState::Verified { done_by: people[0], verified_by: people[1] },
            _ => ItemState::Pending,
        };
        items.push(Item {
            id: ItemId::new(Uuid::now_v7()),
            release,
            parent,
            ordinal: 0,
            position,
            section: Vec::new(),
            title: format!("Item {position}"),
            explanation: String::new(),
            required: true,
            critical: chance.of(4) == 0,
            asked: None,
            owner: [None, Some(people[0]), Some(people[1])][chance.of(3)],
            due_at: None,
            notes: String::new(),
            evidence: None,
            state,
            version: 1,
        });
    }
    items
}

/// What the outline of one release says that a person has to do, and to verify.
fn expected(items: &[Item], me: PersonId, takes_part: bool) -> BTreeSet<(ItemId, bool)> {
    let nodes: Vec<Node> = items.iter().map(Item::node).collect();
    let outline = Outline::of(&nodes);
    let waits = outline.work().filter_map(|line| {
        let item = items.iter().find(|item| item.id == line.id)?;
        let done = line.critical && line.status == ItemStatus::Done && takes_part;
        match item.state {
            ItemState::Done(by) if done && by != me => Some((item.id, true)),
            _ if item.owner == Some(me) && !line.status.is_finished() => Some((item.id, false)),
            _ => None,
        }
    });
    waits.collect()
}

both! {
    async fn what_waits_for_a_person_is_what_every_outline_says(world: World) {
        let (ada, ben) = (world.member("Ada").await, world.member("Ben").await);
        let (me, other) = (world.id_of_person("Ada").await, world.id_of_person("Ben").await);
        let (me, other) = (PersonId::new(me), PersonId::new(other));
        let mut chance = Chance(7);
        let mut releases = Vec::new();
        for number in 0..12 {
            let client = if number % 2 == 0 { &ada } else { &ben };
            let path = client.release().await;
            let id = ReleaseId::new(world.id_at(&path).await);
            let mut transaction = world.database.write().await.unwrap();
            // Of every third release of Ben, Ada is a contributor.
            if number % 6 == 1 {
                save_part(&mut transaction, id, me, Part::Contributor).await.unwrap();
            }
            for item in checklist(&mut chance, id, [me, other]) {
                add_item(&mut transaction, &item, Timestamp::UNIX_EPOCH).await.unwrap();
            }
            transaction.commit().await.unwrap();
            releases.push((id, number % 2 == 0 || number % 6 == 1));
        }
        let mut transaction = world.database.read().await.unwrap();
        let mut wanted = BTreeSet::new();
        for (id, takes_part) in releases {
            let items = list_items(&mut transaction, id).await.unwrap();
            wanted.extend(expected(&items, me, takes_part));
        }
        let asked = (Timestamp::UNIX_EPOCH, 10_000);
        let waiting = list_waiting_items(&mut transaction, me, asked).await.unwrap();
        let found: BTreeSet<_> = waiting.first.iter().map(|(item, verifies)| (item.id, *verifies)).collect();
        assert_eq!(found, wanted);
        assert_eq!((waiting.count, waiting.late), (wanted.len(), 0));
        assert!(wanted.iter().any(|(_, verifies)| *verifies) && wanted.iter().any(|(_, verifies)| !verifies));
        let few = list_waiting_items(&mut transaction, me, (Timestamp::UNIX_EPOCH, 3)).await.unwrap();
        assert_eq!((few.first.len(), few.count), (3, wanted.len()));
    }
}
