//! What is refused before the TOML parser sees it, because of its size.

use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Source, Span};

/// Most bytes of a rule set.
pub(crate) const LARGEST: usize = 2 * 1024 * 1024;

/// Deepest nesting of brackets, and most parts of a dotted key: the parser and all that reads its
/// result call themselves for each level.
pub(crate) const DEEPEST: usize = 64;

/// Refuses a text that is too large or nested too deep.
pub(crate) fn refuse(source: &Source) -> Option<Diagnostic> {
    let bytes = source.text().len();
    if bytes > LARGEST {
        let problem = format!("the text has {bytes} bytes, and a rule set may have {LARGEST}");
        let diagnostic = Diagnostic::new(Code::TooLarge, problem);
        return Some(
            diagnostic.help("split it: lay rule sets over one another with `[[overlay]]`"),
        );
    }
    let (at, what) = too_deep(source.text())?;
    let problem = format!("{what} deeper than {DEEPEST} levels");
    let diagnostic = Diagnostic::new(Code::TooLarge, problem);
    Some(diagnostic.at(source, Span::new(at, at + 1), "").help("remove the surplus levels"))
}

/// The first place that is too deep, and what goes too deep there. Everything that counts is ASCII,
/// so bytes are looked at and not characters.
fn too_deep(text: &str) -> Option<(usize, &'static str)> {
    let bytes = text.as_bytes();
    let (mut brackets, mut dots) = (0_usize, 0_usize);
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' | b'\'' | b'#' => {
                at += skipped(bytes.get(at..).unwrap_or_default());
                continue;
            }
            b'[' | b'{' => brackets += 1,
            b']' | b'}' => brackets = brackets.saturating_sub(1),
            b'.' => dots += 1,
            b'\n' | b'=' | b',' => dots = 0,
            _ => {}
        }
        if brackets > DEEPEST || dots >= DEEPEST {
            let what = if brackets > DEEPEST { "brackets nest" } else { "a key nests" };
            return Some((at, what));
        }
        at += 1;
    }
    None
}

/// The length of the string or comment in front; a string that is not closed ends where the parser
/// lets it end, at the line or, with three quotes, at the text.
fn skipped(text: &[u8]) -> usize {
    let (open, escapes): (&[u8], bool) = match text {
        [b'#', ..] => return text.iter().position(|byte| *byte == b'\n').unwrap_or(text.len()),
        [b'"', b'"', b'"', ..] => (b"\"\"\"", true),
        [b'\'', b'\'', b'\'', ..] => (b"\'\'\'", false),
        [b'"', ..] => (b"\"", true),
        _ => (b"\'", false),
    };
    let mut at = open.len();
    let quote = open.first().copied();
    let matters = |byte: &u8| Some(*byte) == quote || matches!(byte, b'\n' | b'\\');
    while let Some(next) = text.get(at..).and_then(|rest| rest.iter().position(matters)) {
        at += next;
        let rest = text.get(at..).unwrap_or_default();
        match rest {
            _ if rest.starts_with(open) => return at + open.len() + surplus_quotes(rest, open),
            [b'\n', ..] if open.len() == 1 => return at,
            [b'\\', b'\\' | b'"', ..] if escapes => at += 2,
            _ => at += 1,
        }
    }
    text.len()
}

/// A string in three quotes may end with one or two quotes of its own.
fn surplus_quotes(closing: &[u8], open: &[u8]) -> usize {
    let run = closing.iter().take(5).take_while(|byte| open.first() == Some(byte)).count();
    if open.len() == 3 { run.saturating_sub(3) } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_and_dots_in_strings_and_comments_do_not_count() {
        let many = "[.".repeat(100);
        for text in [
            format!("# {many}\n"),
            format!("a = \"{many}\"\n"),
            format!("a = '{many}'\n"),
            format!("a = \"\"\"\n{many}\\\"\"\"\"\"\n"),
            format!("a = '''{many}'''''\n"),
            format!("a = [{}]\n", "[1.5, 2.5], ".repeat(100)),
        ] {
            assert!(refuse(&Source::new("t", text.clone())).is_none(), "{text}");
        }
    }

    #[test]
    fn deep_nesting_is_refused_where_it_gets_too_deep() {
        let deep = format!("a = 1\nb = {}", "[".repeat(65));
        assert_eq!(too_deep(&deep), Some((74, "brackets nest")));
        assert_eq!(too_deep(&format!("a = {}", "[".repeat(64))), None);
        assert_eq!(too_deep(&format!("a{} = 1", ".a".repeat(63))), None);
        assert!(too_deep(&format!("a{} = 1", ".a".repeat(64))).is_some());
        assert!(too_deep(&format!("x = \"open\n{}", "{a=".repeat(70))).is_some());
    }
}
