//! What a regular expression can match, as far as that is plain to see.

use regex::Regex;

/// What a regular expression can match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Every text, line breaks left aside.
    Every,
    /// No text at all.
    None,
    /// Some texts and not others, or it cannot be told.
    Some,
}

/// What a pattern can match.
pub(crate) fn reach(pattern: &str) -> Reach {
    if is_impossible(pattern) {
        return Reach::None;
    }
    let inner = pattern.strip_prefix('^').unwrap_or(pattern);
    let (inner, to_end) = match inner.strip_suffix('$').filter(|inner| !inner.ends_with('\\')) {
        Some(inner) => (inner, true),
        None => (inner, false),
    };
    if ties(inner) {
        return Reach::Some;
    }
    let from_start = pattern.starts_with('^');
    let all = match (from_start, to_end) {
        (true, true) => matches!(inner, ".*" | "(.*)" | "(?:.*)" | ".*?"),
        _ => matches_nothing_written(inner),
    };
    if all { Reach::Every } else { Reach::Some }
}

/// Whether a pattern that is tied to no place matches the empty text, and so every text.
fn matches_nothing_written(pattern: &str) -> bool {
    Regex::new(pattern).is_ok_and(|pattern| pattern.is_match(""))
}

/// Whether a pattern may be tied to a place in the text.
fn ties(pattern: &str) -> bool {
    let escapes = ["\\b", "\\B", "\\A", "\\z", "\\<", "\\>"];
    pattern.contains(['^', '$']) || escapes.iter().any(|escape| pattern.contains(escape))
}

/// Whether something has to stand before the start of the text, or after its end.
fn is_impossible(pattern: &str) -> bool {
    if pattern.contains(['|', '[', '(', '\\']) {
        return false;
    }
    let needs_a_letter =
        |part: &str| !ties(part) && !part.is_empty() && !matches_nothing_written(part);
    let repeated = |after: &str| after.starts_with(['*', '?', '{']);
    let start = pattern.match_indices('^').any(|(at, _)| {
        let (before, after) = pattern.split_at(at);
        needs_a_letter(before) && !repeated(after.get(1..).unwrap_or_default())
    });
    let end = pattern.match_indices('$').any(|(at, _)| {
        let after = pattern.get(at + 1..).unwrap_or_default();
        !repeated(after) && needs_a_letter(after)
    });
    start || end
}

/// A text that a pattern probably matches: the first of every choice, and as little as can be of
/// what repeats.
pub(crate) fn example(pattern: &str) -> String {
    let mut letters: Vec<char> = pattern.chars().rev().collect();
    choices(&mut letters, 0)
}

/// Deepest nesting of groups that is looked into.
const DEEPEST: usize = 16;

/// The first of several choices, up to the end of their group.
fn choices(rest: &mut Vec<char>, depth: usize) -> String {
    let mut text = String::new();
    let mut is_first = true;
    while let Some(letter) = rest.pop() {
        let piece = match letter {
            ')' => break,
            '|' => {
                is_first = false;
                continue;
            }
            '(' if depth < DEEPEST => {
                skip_flags(rest);
                choices(rest, depth + 1)
            }
            '[' => class(rest),
            '\\' => escaped(rest.pop()),
            '^' | '$' => String::new(),
            '.' => "x".to_owned(),
            other => other.to_string(),
        };
        if is_first {
            text.push_str(&piece.repeat(repeats(rest)));
        }
    }
    text
}

/// `?:`, `?i)`, `?P<name>` after the parenthesis of a group.
fn skip_flags(rest: &mut Vec<char>) {
    if rest.last() != Some(&'?') {
        return;
    }
    while let Some(letter) = rest.pop() {
        match letter {
            ')' => {
                rest.push(')');
                return;
            }
            ':' | '>' => return,
            _ => {}
        }
    }
}

/// A letter of a class of letters.
fn class(rest: &mut Vec<char>) -> String {
    let mut written = String::from("[");
    while let Some(letter) = rest.pop() {
        let is_first = matches!(written.as_str(), "[" | "[^");
        written.push(letter);
        match letter {
            ']' if !is_first => break,
            '\\' => written.extend(rest.pop()),
            _ => {}
        }
    }
    let known = Regex::new(&written).ok();
    let fits =
        |letter: &char| known.as_ref().is_some_and(|known| known.is_match(&letter.to_string()));
    let own = written.chars().skip(1);
    own.chain(['a', 'A', '0', ' ', '_', '-']).find(fits).into_iter().collect()
}

fn escaped(letter: Option<char>) -> String {
    match letter {
        Some('d') => "0".to_owned(),
        Some('w') => "a".to_owned(),
        Some('s') => " ".to_owned(),
        Some('b' | 'B' | 'A' | 'z') | None => String::new(),
        Some(other) => other.to_string(),
    }
}

/// How often a piece stands at least, by what comes after it.
fn repeats(rest: &mut Vec<char>) -> usize {
    let count = match rest.last() {
        Some('?' | '*') => 0,
        Some('+') => 1,
        Some('{') => {
            let written: String = rest.iter().rev().skip(1).take_while(|l| **l != '}').collect();
            let least = written.split(',').next().and_then(|least| least.parse().ok());
            while rest.last().is_some_and(|letter| *letter != '}') {
                rest.pop();
            }
            least.unwrap_or(1).min(64)
        }
        _ => return 1,
    };
    rest.pop();
    if rest.last() == Some(&'?') {
        rest.pop();
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plain_to_see_is_seen() {
        for pattern in ["", ".*", "a*", "^a?", "^.*$", "(x|y)*", "b*$"] {
            assert_eq!(reach(pattern), Reach::Every, "{pattern}");
        }
        for pattern in ["a^b", "a$b", "$a", "x^"] {
            assert_eq!(reach(pattern), Reach::None, "{pattern}");
        }
        for pattern in ["a", "^a*$", ".+", "^$", "a|^b", "(?m)a$\\nb", "[^x]", "x\\$", "\\ba*"] {
            assert_eq!(reach(pattern), Reach::Some, "{pattern}");
        }
    }

    #[test]
    fn an_example_matches() {
        for pattern in [
            "(?i)^(follow.?up|check in|touch base)$",
            "(?i)wait",
            "^[A-Z]{2,}$",
            "\\d{3}-\\w+",
            "a(?:b|c(d|e))+?[^a]$",
            "x{2,4}y*z",
            "[^0-9]",
        ] {
            let text = example(pattern);
            assert!(Regex::new(pattern).unwrap().is_match(&text), "{pattern}: {text}");
        }
    }
}
