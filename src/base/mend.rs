//! Diagnostics' own fixes, applied to a text.

use super::diagnostic::{Diagnostic, Fix};
use super::source::Source;

/// A text after the fixes of its diagnostics.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mended<'d> {
    /// The text; nothing but what the fixes replace has changed.
    pub text: String,
    /// The diagnostics whose fixes were applied, in the order of the text.
    pub applied: Vec<&'d Diagnostic>,
    /// The diagnostics whose fixes overlap with an applied one. What they say may not be so any more:
    /// check the mended text again.
    pub left: Vec<&'d Diagnostic>,
}

/// Applies the fixes of these diagnostics to the text that they were found in. Of fixes that overlap
/// the first is applied. Fixes of other texts, and diagnostics without a fix, are passed over.
///
/// # Example
/// ```
/// use dealgraph::{Library, Source, mended};
///
/// let source = Source::new("ours.toml", "[process]\nid = \"ours\"\nname = \"Ours\"\nversion = \"1.0.0\"\n");
/// let found = Library::builtin().check(source.clone());
/// let after = mended(&source, &found);
/// assert!(after.text.starts_with("dealgraph = 1\n[process]"));
/// ```
#[must_use]
pub fn mended<'d>(source: &Source, found: &'d [Diagnostic]) -> Mended<'d> {
    let mut fixes: Vec<(&Diagnostic, &Fix)> = found
        .iter()
        .filter_map(|diagnostic| Some((diagnostic, diagnostic.fix.as_ref()?)))
        .filter(|(_, fix)| fix.location.source == *source)
        .collect();
    fixes.sort_by_key(|(_, fix)| fix.location.span);
    let mut after = Mended { text: String::new(), applied: Vec::new(), left: Vec::new() };
    let mut last: Option<usize> = None;
    for (diagnostic, fix) in fixes {
        let span = fix.location.span;
        let kept = source.text().get(last.unwrap_or(0)..span.start);
        match kept.filter(|_| last != Some(span.start)) {
            Some(kept) => {
                after.text.push_str(kept);
                after.text.push_str(&fix.replacement);
                after.applied.push(diagnostic);
                last = Some(span.end);
            }
            None => after.left.push(diagnostic),
        }
    }
    after.text.push_str(source.text().get(last.unwrap_or(0)..).unwrap_or(""));
    after
}

#[cfg(test)]
mod tests {
    use super::super::code::Code;
    use super::super::source::Span;
    use super::*;

    fn fix(source: &Source, start: usize, end: usize, text: &str) -> Diagnostic {
        Diagnostic::new(Code::UnknownKey, "wrong").fix(source, Span::new(start, end), text)
    }

    #[test]
    fn fixes_apply_together_and_of_those_that_overlap_the_first() {
        let source = Source::new("t", "one two three");
        let other = Source::new("u", "one two three");
        let found = [
            fix(&source, 8, 13, "3"),
            fix(&source, 0, 3, "1"),
            fix(&source, 2, 5, "?"),
            fix(&other, 4, 7, "2"),
        ];
        let after = mended(&source, &found);
        assert_eq!(after.text, "1 two 3");
        assert_eq!(after.applied, [&found[1], &found[0]]);
        assert_eq!(after.left, [&found[2]]);
    }
}
