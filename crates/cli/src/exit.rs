//! How the program ends.

use std::process::ExitCode;

use dealgraph::Error;

use crate::diagnostics;

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
    /// Something about the input, with the mend where there is one.
    Input { message: String, help: Option<String> },
    /// The library's own error, and the file it is about.
    Library { file: Option<String>, error: Box<Error> },
    /// Nobody reads the output any more.
    Closed,
    /// The output cannot be written.
    Output(String),
}

impl Failure {
    pub(crate) fn input(message: impl Into<String>) -> Self {
        Self::Input { message: message.into(), help: None }
    }

    pub(crate) fn with_help(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Input { message: message.into(), help: Some(help.into()) }
    }

    /// Says on standard error what went wrong.
    pub(crate) fn report(&self) -> Status {
        match self {
            Self::Closed => return Status::Fine,
            Self::Input { message, help } => say(message, help.as_deref()),
            Self::Output(message) => say(message, None),
            Self::Library { error, .. } if is_rule_set(error) => {
                if let Error::RuleSet { diagnostics, .. } = &**error {
                    diagnostics::print(diagnostics);
                }
            }
            Self::Library { file, error } => {
                let place = file.as_ref().map(|file| format!("{file}: ")).unwrap_or_default();
                say(&format!("{place}{error}"), error.help().as_deref());
            }
        }
        Status::Unusable
    }
}

fn is_rule_set(error: &Error) -> bool {
    matches!(error, Error::RuleSet { .. })
}

fn say(message: &str, help: Option<&str>) {
    let style = anstyle::AnsiColor::Red.on_default().bold();
    anstream::eprintln!("{style}error{style:#}: {message}");
    if let Some(help) = help {
        let style = anstyle::AnsiColor::Cyan.on_default().bold();
        anstream::eprintln!("{style}help{style:#}: {help}");
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Library { file: None, error: Box::new(error) }
    }
}
