//! What is read: files and standard input, deals, playbooks, the clock.

pub(crate) mod deal;
pub(crate) mod lines;
mod nearest;
mod place;
pub(crate) mod playbook;
mod supposed;
pub(crate) mod text;

use dealgraph::Timestamp;

use crate::args::Moment;
use crate::exit::Failure;

/// The moment to judge by.
pub(crate) fn now(moment: &Moment) -> Result<Timestamp, Failure> {
    let Some(text) = &moment.now else {
        return Timestamp::from_unix_seconds(jiff::Timestamp::now().as_second())
            .ok_or_else(|| Failure::input("the clock is beyond the year 9999"));
    };
    self::moment("--now", text)
}

/// The moment that an option names.
pub(crate) fn moment(option: &str, text: &str) -> Result<Timestamp, Failure> {
    let day = || Timestamp::parse_date(text).ok();
    Timestamp::parse(text).ok().or_else(day).ok_or_else(|| {
        Failure::input(format!("`{option} {text}` is no moment that exists"))
            .help("write a day, `2026-11-23`, or a moment, `2026-11-23T09:00:00Z`")
    })
}
