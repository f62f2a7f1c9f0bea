//! Text from outside, made fit to stand among other text.

/// A text in one line, without what could steer a terminal, hide or reorder what stands around it.
#[must_use]
pub(crate) fn one_line(text: &str) -> String {
    if is_plain_line(text) { text.to_owned() } else { made_one_line(text) }
}

fn made_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in harmless(text).split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Whether a text is plain ASCII in one line, as most are.
fn is_plain_line(text: &str) -> bool {
    let is_plain = text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
    is_plain && !text.starts_with(' ') && !text.ends_with(' ') && !text.contains("  ")
}

/// The same text with a space for each letter that could steer, hide or reorder what stands around
/// it, or that no document may hold. A soft hyphen is only a hint, and is left out.
#[must_use]
pub(crate) fn harmless(text: &str) -> String {
    let letters = text.chars().filter(|letter| *letter != SOFT_HYPHEN);
    letters.map(|c| if is_unwanted(c) { ' ' } else { c }).collect()
}

fn is_unwanted(letter: char) -> bool {
    letter.is_control() || is_hidden(letter) || matches!(letter, '\u{fffe}'..='\u{ffff}')
}

const SOFT_HYPHEN: char = '\u{ad}';

/// Whether a letter hides itself or reorders what stands around it: marks of direction, letters of
/// no width, separators of lines, tags.
pub(crate) fn is_hidden(letter: char) -> bool {
    matches!(
        letter,
        SOFT_HYPHEN
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{is_plain_line, made_one_line, one_line};

    proptest! {
        /// A plain line is one already.
        #[test]
        fn a_plain_line_stays_as_it_is(text in "[ a]{0,6}|[ -~é\u{ad}\n\t\u{7f}]{0,6}") {
            prop_assert!(!is_plain_line(&text) || made_one_line(&text) == text);
            prop_assert_eq!(one_line(&text), made_one_line(&text));
        }
    }

    #[test]
    fn nothing_hidden_remains() {
        assert_eq!(one_line(" a\n\u{1b}[31mb\u{202e}c\u{200b} "), "a [31mb c");
        assert_eq!(one_line("co\u{ad}operate"), "cooperate");
    }
}
