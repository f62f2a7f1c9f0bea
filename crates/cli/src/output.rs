//! Standard output, written all at once, and standard error.

use std::io::{IsTerminal, Write};

use serde::Serialize;

use crate::exit::{Failure, Status};
use crate::report::excerpt::Excerpt;
use crate::report::page::{Line, Page, style};
use crate::report::words::lines_cleaned;

/// Writes a finished report.
pub(crate) fn page(page: Page) -> Result<Status, Failure> {
    write(&page.finish())
}

/// Writes a finished text; whatever in it could steer a terminal is left out.
pub(crate) fn text(text: &str) -> Result<Status, Failure> {
    write(&lines_cleaned(text))
}

/// Writes a value as JSON.
pub(crate) fn json<T: Serialize>(value: &T) -> Result<Status, Failure> {
    let text = serde_json::to_string_pretty(value);
    let text = text.map_err(|error| Failure::Output(format!("it is no JSON: {error}")))?;
    document(&text)
}

/// Writes a text for programs, as it is.
pub(crate) fn document(text: &str) -> Result<Status, Failure> {
    raw(&format!("{text}\n"))
}

fn write(text: &str) -> Result<Status, Failure> {
    let mut out = anstream::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map(|()| Status::Fine).map_err(|error| unwritten(&error))
}

fn raw(text: &str) -> Result<Status, Failure> {
    let mut out = std::io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map(|()| Status::Fine).map_err(|error| unwritten(&error))
}

/// Why output could not be written; a reader that has gone away is no failure.
pub(crate) fn unwritten(error: &std::io::Error) -> Failure {
    match error.kind() {
        std::io::ErrorKind::BrokenPipe => Failure::Closed,
        _ => Failure::Output(format!("the output cannot be written: {error}")),
    }
}

/// Says an error on standard error, with its place and its mend.
pub(crate) fn error(message: &str, help: Option<&str>, excerpt: Option<&Excerpt>) {
    let mut page = Page::new(error_width());
    page.hanging(Line::new(), Line::styled(style::ERROR, "error").and(format!(": {message}")));
    if let Some(excerpt) = excerpt {
        excerpt.draw(&mut page);
    }
    if let Some(help) = help {
        page.hanging(Line::new(), Line::styled(style::HELP, "help").and(format!(": {help}")));
    }
    diagnostic(&page.finish());
}

/// Says something on standard error that is no error.
pub(crate) fn note(message: &str) {
    let mut page = Page::new(error_width());
    page.hanging(Line::new(), Line::styled(style::HELP, "note").and(format!(": {message}")));
    diagnostic(&page.finish());
}

/// Writes to standard error. Where even that cannot be written, nobody is left to tell.
pub(crate) fn diagnostic(text: &str) {
    let mut err = anstream::stderr().lock();
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}

/// How wide lines on standard output may be.
pub(crate) fn width() -> usize {
    width_of(std::io::stdout().is_terminal())
}

/// How wide lines on standard error may be.
pub(crate) fn error_width() -> usize {
    width_of(std::io::stderr().is_terminal())
}

fn width_of(is_terminal: bool) -> usize {
    let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let shown = || if is_terminal { textwrap::termwidth() } else { 80 };
    asked.filter(|columns| *columns > 0).unwrap_or_else(shown)
}
