//! Files and connections that the system lets the program have open.

use domain::limits;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// How many there are, when they are too few and cannot be more.
pub(crate) fn too_few() -> Option<u64> {
    getrlimit(Resource::Nofile).maximum.filter(|most| *most < limits::DESCRIPTORS)
}

/// Asks for as many as there may be connections and some for files. Gives how many there are, when they are too few:
/// then connections are refused before their limit is reached.
pub(crate) fn raise() -> Option<u64> {
    let limit = getrlimit(Resource::Nofile);
    if limit.current.is_none_or(|current| current >= limits::DESCRIPTORS) {
        return None;
    }
    let wanted = limit.maximum.map_or(limits::DESCRIPTORS, |most| most.min(limits::DESCRIPTORS));
    let raised = Rlimit { current: Some(wanted), maximum: limit.maximum };
    let now = match setrlimit(Resource::Nofile, raised) {
        Ok(()) => Some(wanted),
        Err(_) => limit.current,
    };
    now.filter(|now| *now < limits::DESCRIPTORS)
}
