//! Texts from outside, made fit to stand in Markdown.

/// A text as Markdown that shows just this text: nothing in it becomes a heading, a list, emphasis, a
/// link, code or HTML. What could not be taken for any of these stays as it is, so that ordinary
/// texts read the same before and after; backticks, which rule sets quote with, become quotation marks.
pub(crate) fn escaped(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(escaped_line).collect();
    lines.join("\n")
}

fn escaped_line(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len() + 8);
    let indent = line.len() - line.trim_start().len();
    let marker = indent + marker_place(line.trim_start()).unwrap_or(line.len());
    let mut before = ' ';
    for (place, letter) in line.char_indices() {
        let behind = line.get(place + letter.len_utf8()..).unwrap_or_default();
        match letter {
            '<' if opens_a_tag(behind) => escaped.push_str("&lt;"),
            '&' if opens_an_entity(behind) => escaped.push_str("&amp;"),
            '`' => escaped.push(if is_word(Some(before)) { '’' } else { '‘' }),
            '\\' | '*' | '[' | ']' | '{' | '}' | '|' | '~' | '^' => escaped.extend(['\\', letter]),
            '$' if !before.is_whitespace() => escaped.push_str("\\$"),
            '_' if !(is_word(Some(before)) && is_word(behind.chars().next())) => {
                escaped.push_str("\\_");
            }
            letter if place == marker => escaped.extend(['\\', letter]),
            letter => escaped.push(letter),
        }
        before = letter;
    }
    escaped
}

fn is_word(letter: Option<char>) -> bool {
    letter.is_some_and(char::is_alphanumeric)
}

/// Whether `<` before this could begin a tag, a comment or a link.
fn opens_a_tag(behind: &str) -> bool {
    behind.starts_with(|letter: char| letter.is_ascii_alphabetic() || "/!?".contains(letter))
}

/// Whether `&` before this could begin an entity.
fn opens_an_entity(behind: &str) -> bool {
    let name = behind.split_once(';').map(|(name, _)| name.trim_start_matches('#'));
    name.is_some_and(|name| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Where the letter is that makes a line a heading, a quotation, a rule, a definition or an item of a
/// list.
fn marker_place(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match first {
        '#' | '>' | '=' | ':' => Some(0),
        '-' | '+' => {
            let behind = line.chars().nth(1);
            behind.is_none_or(|next| next == first || next.is_whitespace()).then_some(0)
        }
        _ if digits > 0 && line.get(digits..)?.starts_with(['.', ')']) => {
            let behind = line.get(digits + 1..)?.chars().next();
            behind.is_none_or(char::is_whitespace).then_some(digits)
        }
        _ => None,
    }
}

/// A text in a fenced block that nothing in it can close: the fence is longer than any row of
/// backticks inside.
pub(crate) fn fenced(text: &str, kind: &str) -> String {
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.saturating_add(1).max(3));
    format!("{fence}{kind}\n{text}\n{fence}")
}

#[cfg(test)]
mod tests {
    use super::{escaped, fenced};

    #[test]
    fn ordinary_texts_stay_as_they_are() {
        for text in [
            "R&D, C-level: 10 % (Q3) < 5 days; see file_name.txt",
            "You lose 3.5 hours – \"every\" day, don't you?",
            "-5 degrees",
            "from $50,000 to $60,000",
            "2.5 people",
            "等待客户确认：每周 3 小时",
        ] {
            assert_eq!(escaped(text), text);
        }
    }

    #[test]
    fn nothing_becomes_markup() {
        for (text, safe) in [
            ("# Title", "\\# Title"),
            ("- item", "\\- item"),
            ("---", "\\---"),
            ("1. first", "1\\. first"),
            ("12) last", "12\\) last"),
            ("> said", "\\> said"),
            ("===", "\\==="),
            ("a\n  # b", "a\n  \\# b"),
            ("**loud** _quiet_ `code`", "\\*\\*loud\\*\\* \\_quiet\\_ ‘code’"),
            ("[click](https://example.com)", "\\[click\\](https://example.com)"),
            ("![x](y)", "!\\[x\\](y)"),
            ("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>"),
            ("<https://example.com>", "&lt;https://example.com>"),
            ("&lt;b&#62;", "&amp;lt;b&amp;#62;"),
            ("a | b", "a \\| b"),
            ("title {#id .class}", "title \\{#id .class\\}"),
            ("$x$ $$y$$", "$x\\$ $\\$y\\$\\$"),
            (": defined", "\\: defined"),
            ("~~gone~~", "\\~\\~gone\\~\\~"),
            ("back\\slash", "back\\\\slash"),
        ] {
            assert_eq!(escaped(text), safe);
        }
    }

    #[test]
    fn nothing_closes_a_fence() {
        assert_eq!(fenced("a", "text"), "```text\na\n```");
        assert_eq!(fenced("a\n````\nb", "text"), "`````text\na\n````\nb\n`````");
    }
}
