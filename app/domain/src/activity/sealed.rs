//! A record of the trail as it is kept, word for word, and what is sealed of it.

use serde::{Deserialize, Serialize};

/// Everything of a record, by ids only. The names of the fields are those of an export; the order is that of the seal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditRecord {
    pub id: String,
    /// Microseconds since 1970, in UTC.
    pub at: i64,
    pub actor: Option<String>,
    pub session: Option<String>,
    pub network: String,
    pub request: String,
    pub action: String,
    pub object_kind: String,
    pub object: String,
    pub subject: Option<String>,
    pub release: Option<String>,
    pub version_before: Option<i64>,
    pub version_after: Option<i64>,
    /// SHA-256, in hexadecimal digits, of the id and of what was written in words: titles and reasons may be of a
    /// release that whoever looks after the installation may not see.
    pub words: String,
}

/// What begins every seal, so that no other hash can be taken for one.
const KIND: &[u8] = b"holdpoint audit 1";
/// The seal before the first.
pub const FIRST: [u8; 32] = [0; 32];

impl AuditRecord {
    /// What is hashed: the kind, the seal before, the number, and each field behind its length. A field that is empty
    /// and one that is not there are two things.
    #[must_use]
    pub fn sealed_bytes(&self, before: &[u8], number: i64) -> Vec<u8> {
        let number_of = |number: &Option<i64>| number.map(|number| number.to_string());
        let fields: [Option<String>; 14] = [
            Some(self.id.clone()),
            Some(self.at.to_string()),
            self.actor.clone(),
            self.session.clone(),
            Some(self.network.clone()),
            Some(self.request.clone()),
            Some(self.action.clone()),
            Some(self.object_kind.clone()),
            Some(self.object.clone()),
            self.subject.clone(),
            self.release.clone(),
            number_of(&self.version_before),
            number_of(&self.version_after),
            Some(self.words.clone()),
        ];
        let mut bytes = KIND.to_vec();
        bytes.extend_from_slice(before);
        bytes.extend_from_slice(&number.to_be_bytes());
        for field in &fields {
            push(&mut bytes, field.as_deref());
        }
        bytes
    }
}

/// What is hashed of the words of a record.
#[must_use]
pub fn words_bytes(id: &str, label: Option<&str>, reason: Option<&str>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for field in [Some(id), label, reason] {
        push(&mut bytes, field);
    }
    bytes
}

/// A field behind its length: four bytes, the largest first. A field that is not there is four times 255.
fn push(bytes: &mut Vec<u8>, field: Option<&str>) {
    let length = field.map_or(u32::MAX, |text| u32::try_from(text.len()).unwrap_or(u32::MAX - 1));
    bytes.extend_from_slice(&length.to_be_bytes());
    bytes.extend_from_slice(field.unwrap_or_default().as_bytes());
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn record() -> AuditRecord {
        let text = |text: &str| text.to_owned();
        AuditRecord {
            id: text("1"),
            at: 5,
            actor: None,
            session: None,
            network: text("local"),
            request: text("2"),
            action: text("item_completed"),
            object_kind: text("item"),
            object: text("3"),
            subject: None,
            release: None,
            version_before: Some(1),
            version_after: Some(2),
            words: text("ab"),
        }
    }

    #[test]
    fn words_that_are_moved_from_one_field_to_another_are_others() {
        let all = [
            words_bytes("1", Some("ab"), Some("c")),
            words_bytes("1", Some("a"), Some("bc")),
            words_bytes("1", None, Some("abc")),
            words_bytes("1", Some(""), Some("abc")),
            words_bytes("2", Some("ab"), Some("c")),
        ];
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
    }

    #[test]
    fn whatever_is_different_is_sealed_differently() {
        let text = |text: &str| Some(text.to_owned());
        let all = [
            record(),
            AuditRecord { words: "a".to_owned(), ..record() },
            AuditRecord { at: 6, ..record() },
            AuditRecord { actor: text("x"), ..record() },
            AuditRecord { session: text("x"), ..record() },
            AuditRecord { version_before: Some(2), ..record() },
            AuditRecord { version_before: None, version_after: Some(1), ..record() },
        ];
        let sealed: HashSet<_> = all.iter().map(|one| one.sealed_bytes(&FIRST, 1)).collect();
        assert_eq!(sealed.len(), all.len());
        assert_ne!(record().sealed_bytes(&FIRST, 1), record().sealed_bytes(&FIRST, 2));
        assert_ne!(record().sealed_bytes(&FIRST, 1), record().sealed_bytes(&[1; 32], 1));
    }
}
