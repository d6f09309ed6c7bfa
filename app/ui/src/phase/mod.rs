//! Phases: the schedule of a release, a phase and its forms, the wizard, the rollback card.

pub mod schedule;

#[cfg(feature = "ssr")]
mod form;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod rollback_card;
#[cfg(feature = "ssr")]
mod rollout_plan;
#[cfg(feature = "ssr")]
mod room;
#[cfg(feature = "ssr")]
mod stop;
#[cfg(feature = "ssr")]
mod success_criterion;
#[cfg(feature = "ssr")]
mod symbol;

#[cfg(feature = "ssr")]
pub use form::{dates, phase_form, phase_form_page};
#[cfg(feature = "ssr")]
pub use page::phase_page;
#[cfg(feature = "ssr")]
pub use rollback_card::{card_facts, card_form, card_form_page, card_page};
#[cfg(feature = "ssr")]
pub use rollout_plan::{rollout_plan_page, rollout_steps_form, rollout_steps_page};
#[cfg(feature = "ssr")]
pub use room::room_page;
#[cfg(feature = "ssr")]
pub use stop::stop_page;
#[cfg(feature = "ssr")]
pub use success_criterion::{success_delete_page, success_form_page, success_page};
#[cfg(feature = "ssr")]
pub use symbol::symbol;
#[cfg(feature = "ssr")]
use symbol::symbol_of;
