//! Answers to what people ask support: what is said to whom, while what happens, in which language, from
//! when and until when, and who approved it.

pub mod body;
pub mod contact;
pub mod export;
pub mod fragment;
pub mod import;
pub mod language;
pub mod pick;
pub mod product_item;
pub mod proposal;
pub mod question;
pub mod situation;
pub mod starter;
pub mod suggest;
pub mod variant;

mod template;

pub use language::Language;
pub use pick::{Asked, NoAnswer, Offer, pick};
pub use situation::Situation;
pub use template::{Channel, Questions, Response, ResponseText, ShortCode};
pub use variant::{Text, TextState, TextStatus, TextStepError, Validity, Variant};
