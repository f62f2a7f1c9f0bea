//! How the program ends.

use std::process::ExitCode;

use dealgraph::{Diagnostic, Error};

use crate::output;
use crate::report::diagnostics;
use crate::report::excerpt::Excerpt;

/// How a command that could do its work ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// Fine.
    Fine,
    /// A negative answer: a move refused, defects found.
    Negative,
    /// Input that cannot be used.
    Unusable,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Fine => 0,
            Status::Negative => 1,
            Status::Unusable => 2,
        })
    }
}

/// Why a command could not do its work.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Something about the input.
    Input(Box<Complaint>),
    /// A rule set with defects.
    RuleSet(Vec<Diagnostic>),
    /// Something that has been said already.
    Told,
    /// Nobody reads the output any more.
    Closed,
    /// The output cannot be written.
    Output(String),
}

/// What is wrong with an input, where, and how to mend it.
#[derive(Debug)]
pub(crate) struct Complaint {
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    pub(crate) excerpt: Option<Excerpt>,
}

impl Failure {
    pub(crate) fn input(message: impl Into<String>) -> Self {
        Self::Input(Box::new(Complaint { message: message.into(), help: None, excerpt: None }))
    }

    /// The same with the mend.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        if let Self::Input(complaint) = &mut self {
            complaint.help = Some(help.into());
        }
        self
    }

    /// The same with the place in the file.
    pub(crate) fn at(mut self, excerpt: Option<Excerpt>) -> Self {
        if let Self::Input(complaint) = &mut self {
            complaint.excerpt = excerpt;
        }
        self
    }

    /// The library's error, about a file where that is known.
    pub(crate) fn library(file: Option<&str>, error: Error) -> Self {
        if let Error::RuleSet { diagnostics, .. } = error {
            return Self::RuleSet(diagnostics);
        }
        let message = file.map_or_else(|| error.to_string(), |file| format!("{file}: {error}"));
        let help = error.help();
        Self::Input(Box::new(Complaint { message, help, excerpt: None }))
    }

    /// What went wrong, in one line.
    pub(crate) fn line(&self) -> String {
        match self {
            Self::Closed | Self::Told => "it cannot be used".to_owned(),
            Self::Output(message) => message.clone(),
            Self::RuleSet(diagnostics) => diagnostics::outline(diagnostics),
            Self::Input(complaint) => {
                let help = complaint.help.as_ref().map(|help| format!(" ({help})"));
                format!("{}{}", complaint.message, help.unwrap_or_default())
            }
        }
    }

    /// Says on standard error what went wrong.
    pub(crate) fn report(&self) -> Status {
        match self {
            Self::Closed => return Status::Fine,
            Self::Told => {}
            Self::Output(message) => output::error(message, None, None),
            Self::RuleSet(diagnostics) => diagnostics::print(diagnostics),
            Self::Input(complaint) => output::error(
                &complaint.message,
                complaint.help.as_deref(),
                complaint.excerpt.as_ref(),
            ),
        }
        Status::Unusable
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::library(None, error)
    }
}
