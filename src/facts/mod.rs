//! Facts as types: what the files say, every part with its place.
//!
//! One file a fact type: the struct is the reader, the writer, the field list and the words of `ties explain` at once.
//! [`FactSet`] holds everything and finds it by id; [`write()`] is the way back to text. Invariant: nothing a file says
//! is dropped; what cannot be read is a finding, and an id that was written counts as known even where the rest of its
//! record is broken.
mod agreement;
mod allow;
mod asset;
mod batch;
mod calendar;
mod cite;
mod claim;
mod date;
mod detail;
mod editor;
mod file;
mod id;
mod list;
mod name;
mod quantity;
mod question;
mod record;
mod set;
pub mod sieve;
mod source;
mod stake;
mod stakeholder;
mod tie;
mod view;
mod word;
mod write;

pub use crate::vocab::{Field, Record};
pub use agreement::{Agreement, Party, Status};
pub use allow::{Allow, Allowed, allows};
pub use asset::Asset;
pub use batch::Batch;
pub use calendar::{Calendar, Published};
pub use cite::{At, Cite, CiteFields, Place};
pub use claim::{ClaimFields, DateValue};
pub use date::Date;
pub use detail::Detail;
pub use editor::{EDITOR_LINE, schema};
pub use id::{Cited, EachId, Id, IdAs, Links, LookUp};
pub use list::{List, Lists, Placed, Ref, Slices};
pub use name::{fold, is_plain};
pub use quantity::{Quantity, UNDISCLOSED, UNSTATED};
pub use question::Question;
pub use record::{Rare, Tail};
pub use set::FactSet;
pub use sieve::Numbers;
pub use source::{Repeat, Source, is_below};
pub use stake::Stake;
pub use stakeholder::{Inner, Stakeholder};
pub use tie::Tie;
pub use view::{ClaimView, Part, Subject};
pub use write::{is_same, write};
