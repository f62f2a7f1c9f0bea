//! Floor 2: the facts of a deal, what they may be, and the move that is asked for.

pub(crate) mod asked_move;
pub(crate) mod binding;
pub(crate) mod contact;
#[expect(clippy::module_inception, reason = "the deal itself is the main noun of this room")]
pub(crate) mod deal;
pub(crate) mod evidence;
pub(crate) mod fact;
pub(crate) mod field;
pub(crate) mod raw;
pub(crate) mod table;
pub(crate) mod unbound;
pub(crate) mod words;
