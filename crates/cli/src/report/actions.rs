//! What to do next.

use dealgraph::{Action, ActionKind, Assessment, Language, ScorePart};

use super::Detail;
use super::page::{Line, Page, style};
use super::words::{joined, joined_by};
use crate::said::report as words;

/// How many actions are shown when not all are asked for.
const FIRST: usize = 3;

/// The actions that are shown: the first few, or all.
pub(super) fn shown(assessment: &Assessment, detail: Detail) -> Vec<&Action> {
    match detail {
        Detail::All => assessment.actions.iter().collect(),
        Detail::First => assessment.distinct_actions().take(FIRST).collect(),
    }
}

/// The actions that are shown, of so many. `blockers` are the criteria that block the next move, in
/// the order in which they are lettered.
pub(super) fn write(
    page: &mut Page,
    shown: &[&Action],
    of: usize,
    blockers: &[&str],
    detail: Detail,
) {
    if shown.is_empty() {
        return;
    }
    let rest = of.saturating_sub(shown.len());
    let language = page.language();
    let more = if rest == 0 { String::new() } else { words::more_with_all(language, rest) };
    page.heading(&words::what_next(language), &(words::best_first(language) + &more));
    for (index, action) in shown.iter().enumerate() {
        self::action(page, index + 1, action, blockers, detail);
    }
}

fn action(page: &mut Page, number: usize, action: &Action, blockers: &[&str], detail: Detail) {
    let language = page.language();
    let front = Line::styled(style::STRONG, format!("{number:>3}")).and("  ");
    let indent = front.width();
    page.hanging(front, Line::styled(style::STRONG, said(action, language)));
    if let Some(why) = &action.why {
        page.indented(indent, Line::new().and(why));
    }
    for question in action.asks.iter().take(detail.most(1)) {
        let front = Line::new().up_to(indent).with(style::QUIET, words::ask(language));
        page.hanging(front, Line::new().and(format!("“{question}”")));
    }
    if let Some(sign) = action.listen_for.as_ref().filter(|_| detail == Detail::All) {
        let front = Line::new().up_to(indent).with(style::QUIET, words::listen_for(language));
        page.hanging(front, Line::new().and(sign));
    }
    let effects = effects(action, blockers, language);
    if !effects.is_empty() {
        page.indented(indent, joined(effects, style::QUIET));
    }
    page.indented(indent, score(action));
}

/// What to do, as a sentence; what to say to the buyer stands in quotes.
fn said(action: &Action, language: Language) -> String {
    let is_spoken = action.kind == ActionKind::Question && !action.id.starts_with("fact.");
    if is_spoken { words::ask_aloud(language, &action.text) } else { action.text.clone() }
}

fn effects(action: &Action, blockers: &[&str], language: Language) -> Vec<String> {
    let letters: Vec<String> = action
        .opens
        .iter()
        .filter_map(|id| blockers.iter().position(|blocker| blocker == id))
        .map(letter)
        .collect();
    let opens = match (letters.as_slice(), action.opens.len()) {
        ([], 0) => None,
        ([], others) => Some(words::helps_further_on(language, words::criteria(language, others))),
        (letters, _) => Some(words::helps_to_meet(language, letters.join(", "))),
    };
    opens
        .into_iter()
        .chain(action.effort.as_ref().map(|effort| words::takes(language, effort)))
        .collect()
}

/// The letter of a blocker: A to Z, then AA.
pub(super) fn letter(index: usize) -> String {
    let own = char::from(b'A' + u8::try_from(index % 26).unwrap_or(0));
    match index / 26 {
        0 => own.to_string(),
        before => letter(before - 1) + &own.to_string(),
    }
}

/// The score and what it is made of.
fn score(action: &Action) -> Line {
    let part = |part: &ScorePart| format!("{} {}", part.points, part.reason);
    let mut parts: Vec<String> = action.because.iter().map(part).collect();
    if let Some(first) = parts.first_mut() {
        *first = format!("{} = {first}", action.score);
    }
    joined_by('+', parts, style::QUIET)
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn blockers_have_letters_without_end() {
        assert_eq!([0, 25, 26, 27, 702].map(letter).join(" "), "A Z AA AB AAA");
    }
}
