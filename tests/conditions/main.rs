//! Conditions over the facts of deals: what is said of wrong ones, what they answer and why, and how
//! they read as sentences.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

mod answers;
mod docs;
mod evaluation;
mod laws;
mod messages;
mod process;
mod sentences;
