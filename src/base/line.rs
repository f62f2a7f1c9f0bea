//! Text from outside, made fit for one line.

/// A text in one line, without what could steer a terminal, hide or reorder what stands around it:
/// control characters, marks of direction, letters of no width.
#[must_use]
pub(crate) fn one_line(text: &str) -> String {
    let unwanted = |c: char| {
        c.is_control()
            || matches!(
                c,
                '\u{61c}'
                    | '\u{200b}'..='\u{200f}'
                    | '\u{2028}'..='\u{202e}'
                    | '\u{2060}'..='\u{206f}'
                    | '\u{feff}'
            )
    };
    let shown: String = text.chars().map(|c| if unwanted(c) { ' ' } else { c }).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn nothing_hidden_remains() {
        assert_eq!(one_line(" a\n\u{1b}[31mb\u{202e}c\u{200b} "), "a [31mb c");
    }
}
