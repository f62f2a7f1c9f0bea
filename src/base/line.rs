//! Text from outside, made fit for one line.

/// A text in one line, without what could steer a terminal, hide or reorder what stands around it.
#[must_use]
pub(crate) fn one_line(text: &str) -> String {
    let unwanted = |letter: char| letter.is_control() || is_hidden(letter);
    let letters = text.chars().filter(|letter| *letter != SOFT_HYPHEN);
    let shown: String = letters.map(|c| if unwanted(c) { ' ' } else { c }).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
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
    use super::one_line;

    #[test]
    fn nothing_hidden_remains() {
        assert_eq!(one_line(" a\n\u{1b}[31mb\u{202e}c\u{200b} "), "a [31mb c");
        assert_eq!(one_line("co\u{ad}operate"), "cooperate");
    }
}
