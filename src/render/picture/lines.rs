//! Texts broken into lines that are no wider than what holds them.

use super::letters::{Weight, is_wide, width};
use crate::base::line::one_line;

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::render) struct Face {
    /// The size of the font.
    pub(in crate::render) size: f64,
    /// How heavy its letters are.
    pub(in crate::render) weight: Weight,
}

impl Face {
    pub(in crate::render) const fn regular(size: f64) -> Self {
        Self { size, weight: Weight::Regular }
    }

    pub(in crate::render) const fn bold(size: f64) -> Self {
        Self { size, weight: Weight::Bold }
    }

    /// How wide a text is in it.
    pub(in crate::render) fn width(self, text: &str) -> f64 {
        width(text, self.size, self.weight)
    }
}

/// A text in lines of at most a width: broken at spaces, between Chinese letters, and inside a word
/// only where the word alone is too wide. What is left after the last line that may be shows as «…».
pub(in crate::render) fn broken(text: &str, face: Face, most: f64, lines: usize) -> Vec<String> {
    let mut broken: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(&one_line(text), face, most) {
        let joined = format!("{line}{piece}");
        if face.width(joined.trim_end()) <= most || line.is_empty() {
            line = joined;
        } else {
            broken.push(line.trim_end().to_owned());
            line = piece.trim_start().to_owned();
        }
    }
    if !line.trim_end().is_empty() {
        broken.push(line.trim_end().to_owned());
    }
    shortened(broken, face, most, lines)
}

/// The lines that may be, the last one with «…» where more would follow.
fn shortened(mut broken: Vec<String>, face: Face, most: f64, lines: usize) -> Vec<String> {
    if broken.len() <= lines {
        return broken;
    }
    broken.truncate(lines);
    if let Some(last) = broken.last_mut() {
        while !last.is_empty() && face.width(&format!("{last}…")) > most {
            last.pop();
        }
        last.truncate(last.trim_end().len());
        last.push('…');
    }
    broken
}

/// Parts between which a line may be broken, each with the space that follows it.
fn pieces(text: &str, face: Face, most: f64) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        piece.push(letter);
        let next = letters.peek().copied();
        let ends = match next {
            None => true,
            Some(' ') => false,
            Some(next) => letter == ' ' || may_part(letter, next),
        };
        if ends || face.width(format!("{piece}{}", next.unwrap_or(' ')).trim_end()) > most {
            pieces.push(std::mem::take(&mut piece));
        }
    }
    pieces
}

/// Whether a line may end between two letters that no space parts.
fn may_part(letter: char, next: char) -> bool {
    let closes = |letter: char| "，。、；：？！）】》」』”’…".contains(letter);
    let opens = |letter: char| "（【《「『“‘".contains(letter);
    if closes(next) || opens(letter) {
        return false;
    }
    is_wide(letter) || is_wide(next) || (matches!(letter, '/' | '-') && next.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(text: &str, most: f64) -> Vec<String> {
        broken(text, Face::regular(10.0), most, 9)
    }

    #[test]
    fn lines_break_where_a_reader_expects_it() {
        assert_eq!(lines("Obtaining commitment", 60.0), ["Obtaining", "commitment"]);
        assert_eq!(lines("Proposal/Price Quote", 60.0), ["Proposal/", "Price Quote"]);
        assert_eq!(lines("获得承诺，推进", 41.0), ["获得承", "诺，推进"]);
        assert_eq!(lines("appointmentscheduled", 50.0), ["appointme", "ntschedule", "d"]);
        assert_eq!(broken("one two three", Face::regular(10.0), 20.0, 2), ["one", "tw…"]);
        assert!(lines(" \n ", 50.0).is_empty());
    }

    proptest! {
        // No line is wider than what holds it, and no letter is lost.
        #[test]
        fn lines_hold_all_of_a_text_and_fit(text in "[a-zA-Z /-]{0,60}", most in 30.0..90.0_f64) {
            let lines = broken(&text, Face::regular(10.0), most, usize::MAX);
            let face = Face::regular(10.0);
            prop_assert!(lines.iter().all(|line| face.width(line) <= most), "{lines:?}");
            let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}
