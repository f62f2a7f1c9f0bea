//! `allow = [{ code = "DG0407", reason = "…" }]`: findings that are known and meant.

use crate::base::code::Code;
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::source::Span;

use super::reader::Reader;
use super::scalar::Name;
use super::section::section;

section! {
    /// A finding of `check` that is known and meant, and is not to be told again here.
    AllowDef {
        /// The code of the finding.
        required code: Name = r#""DG0407""#;
        /// Why it is meant.
        required reason: Name = r#""The amount is agreed after the sale""#;
    }
    check AllowDef::check;
}

impl AllowDef {
    /// The code that is silenced.
    pub(crate) fn silenced(&self) -> Option<Code> {
        Code::find(&self.code.value)
    }

    fn check(self, reader: &mut Reader<'_>) -> Option<Self> {
        let diagnostic = match self.silenced() {
            None => self.unknown(reader),
            Some(code) if is_fatal(code) => self.fatal(reader, code),
            Some(_) => return Some(self),
        };
        reader.sink.push(diagnostic);
        None
    }

    fn unknown(&self, reader: &Reader<'_>) -> Diagnostic {
        let message = format!("there is no finding `{}`", super::reader::shown(&self.code.value));
        let help = "write the code that `check` prints, such as `DG0407`";
        Diagnostic::new(Code::UnknownName, message).at(reader.source, self.code.span, "").help(help)
    }

    fn fatal(&self, reader: &Reader<'_>, code: Code) -> Diagnostic {
        let message = format!("an error such as {code} cannot be silenced");
        Diagnostic::new(Code::WrongValue, message)
            .at(reader.source, self.code.span, code.title())
            .help("mend what it finds: without that there is no playbook")
    }
}

/// Whether a code is never anything but an error, of which one cannot say that it is meant.
fn is_fatal(code: Code) -> bool {
    code.severity() == Severity::Error && code != Code::BadPattern
}

/// An `allow` and how far it reaches.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Silence<'a> {
    /// What it says.
    pub(crate) allow: &'a AllowDef,
    /// The definition that it stands in; the whole text when it stands at the top.
    pub(crate) scope: Span,
}
