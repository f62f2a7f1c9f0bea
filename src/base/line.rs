//! Text from outside, made fit to stand among other text.

/// A text in one line, without what could steer a terminal, hide or reorder what stands around it:
/// control characters, marks of direction, letters of no width.
#[must_use]
pub(crate) fn one_line(text: &str) -> String {
    harmless(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same text with a space for each letter that could steer, hide or reorder what stands around
/// it, or that no document may hold.
#[must_use]
pub(crate) fn harmless(text: &str) -> String {
    text.chars().map(|c| if is_steering(c) { ' ' } else { c }).collect()
}

fn is_steering(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{fffe}'..='\u{ffff}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn nothing_hidden_remains() {
        assert_eq!(one_line(" a\n\u{1b}[31mb\u{202e}c\u{200b} "), "a [31mb c");
    }
}
