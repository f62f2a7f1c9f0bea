//! What it would change if facts were otherwise.

use dealgraph::{Assessment, Verdict};

use super::page::{Line, Page, style};
use super::words::joined;
use crate::said::plan as said;

/// Adds what moves would be opened and shut, from one assessment to the other.
pub(crate) fn write(page: &mut Page, set: &[String], between: (&Assessment, &Assessment)) {
    let language = page.language();
    let (before, after) = between;
    let allowed = |verdicts: &[Verdict], verdict: &Verdict| {
        verdicts.iter().any(|known| known.to == verdict.to && known.is_allowed())
    };
    let names = |verdicts: &[Verdict], other: &[Verdict]| -> Vec<String> {
        let changed = verdicts.iter().filter(|v| v.is_allowed() && !allowed(other, v));
        changed.map(|verdict| verdict.to.to_string()).collect()
    };
    page.heading(&said::supposing(language), "");
    page.indented(2, joined(set, style::QUIET));
    let (opened, shut) = (names(&after.moves, &before.moves), names(&before.moves, &after.moves));
    if opened.is_empty() && shut.is_empty() {
        page.indented(2, Line::new().and(said::no_move_changes(language)));
    }
    if !opened.is_empty() {
        let front = Line::styled(style::GOOD, "  ✓ ");
        page.hanging(front, Line::new().and(said::opens(language, opened.join(", "))));
    }
    if !shut.is_empty() {
        let front = Line::styled(style::BAD, "  ✗ ");
        page.hanging(front, Line::new().and(said::shuts(language, shut.join(", "))));
    }
}
