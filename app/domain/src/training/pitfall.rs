//! Pitfalls: what users stumbled over in research, each with the part of a material that answers it.

use crate::ids::{MaterialId, PitfallId};
use crate::text::Line;
use crate::training::version::VersionRange;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pitfall {
    pub id: PitfallId,
    pub material: MaterialId,
    pub range: VersionRange,
    pub text: PitfallText,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PitfallText {
    /// What they stumbled over.
    pub words: Line,
    /// Which research showed it.
    pub source: Option<Line>,
    /// The words of the heading of the part that answers it.
    pub heading: Option<Line>,
}
