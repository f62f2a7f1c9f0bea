//! Words, numbers and joined parts.

use anstyle::Style;

use super::page::{Line, style};

/// A space at which no line is broken; it is shown as a common one.
pub(crate) const GLUE: char = '\u{a0}';

/// Longest part that is kept on one line.
const LONGEST_GLUED: usize = 48;

/// «1 day», «3 days».
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

/// A word of a rule set as a person says it: `no_decision` is «no decision».
pub(crate) fn spoken(word: &str) -> String {
    word.replace('_', " ")
}

/// The same text with a capital letter.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// A share from 0 to 1 as «20 %».
pub(crate) fn percent(share: f64) -> String {
    format!("{:.0} %", (share * 100.0).abs())
}

/// Parts with a dot between them. A line is broken between parts rather than inside one.
pub(crate) fn joined<T: AsRef<str>>(parts: impl IntoIterator<Item = T>, style: Style) -> Line {
    joined_by('·', parts, style)
}

/// Parts with a sign between them. A line is broken between parts rather than inside one.
pub(crate) fn joined_by<T: AsRef<str>>(
    sign: char,
    parts: impl IntoIterator<Item = T>,
    style: Style,
) -> Line {
    let mut line = Line::new();
    for (index, part) in parts.into_iter().enumerate() {
        if index > 0 {
            line = line.with(style::QUIET, format!("{GLUE}{sign}")).and(" ");
        }
        line = line.with(style, glued(part.as_ref()));
    }
    line
}

/// A short text that is not broken over lines.
pub(crate) fn glued(text: &str) -> String {
    if text.chars().count() > LONGEST_GLUED {
        return text.to_owned();
    }
    text.chars().map(|c| if c == ' ' { GLUE } else { c }).collect()
}

/// A text of a rule set with what a deal will fill in between `‹` and `›`.
pub(crate) fn template(text: &str) -> String {
    let mut shown = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, behind)) = after.split_once("}}") else { break };
        shown.push_str(before);
        shown.push_str(&format!("‹{}›", placeholder(name)));
        rest = behind;
    }
    shown + rest
}

/// What stands for a name: the words to use without it, else the last part of the name.
fn placeholder(name: &str) -> String {
    let fallback = name.split_once(" or ").map(|(_, words)| words.trim());
    let quoted = fallback.map(|words| words.trim_matches(['\'', '"', '[', ']']));
    let last = || name.split('|').next().unwrap_or(name).trim().rsplit('.').next().map(spoken);
    quoted.map(str::to_owned).or_else(last).unwrap_or_default()
}

/// One line without anything that could move a cursor or turn the direction of writing.
pub(crate) fn cleaned(text: &str) -> String {
    text.chars().map(|c| if is_steering(c) { ' ' } else { c }).collect()
}

/// Lines without anything that could move a cursor or turn the direction of writing.
pub(crate) fn lines_cleaned(text: &str) -> String {
    let kept = |c: char| c == '\n' || c == '\t' || !is_steering(c);
    text.chars().map(|c| if kept(c) { c } else { ' ' }).collect()
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
                | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_shows_what_will_stand_there() {
        let text = "How is {{ facts.current_solution or 'the way you do this' }}, {{ deal.name }}?";
        assert_eq!(template(text), "How is ‹the way you do this›, ‹name›?");
        assert_eq!(template("{{ facts.lead_problem | title }}"), "‹lead problem›");
        assert_eq!(template("a {{ b"), "a {{ b");
    }

    #[test]
    fn counts_have_their_word() {
        assert_eq!(count(1, "day", "days"), "1 day");
        assert_eq!(count(0, "day", "days"), "0 days");
        assert_eq!(percent(-0.0), "0 %");
        assert_eq!(capital("étude"), "Étude");
    }
}
