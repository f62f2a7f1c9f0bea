//! DG0504: bands of one figure, such as a weak, a fair and a strong score, that leave a gap or
//! overlap.

use std::collections::BTreeMap;

use super::content::Content;
use super::range::{Bound, Range};
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::Span;
use crate::expr::Type;
use crate::rules::{ConditionText, Name};

/// One band: what it covers and where it is written.
struct Band {
    range: Range,
    at: Span,
}

pub(super) fn misfitting(content: &Content<'_>) -> Vec<Diagnostic> {
    groups(content).iter().flat_map(|bands| misfits(content, bands)).collect()
}

/// Conditions that are read side by side, by the figure that they speak of: those of all signals, of
/// the plays of the same stages, of the items of a scorecard.
fn groups(content: &Content<'_>) -> Vec<Vec<Band>> {
    let document = &content.own.rules.document;
    let mut grouped: BTreeMap<(String, String), Vec<Band>> = BTreeMap::new();
    let mut add = |side: String, when: &ConditionText| {
        if let Some(band) = band(content, when) {
            grouped.entry((side, band.range.name.clone())).or_default().push(band);
        }
    };
    for (_, signal) in document.signals.iter() {
        add("signal".to_owned(), &signal.when);
    }
    for (_, play) in document.plays.iter() {
        let side = format!("play {}", sorted(&play.stages));
        play.when.iter().for_each(|when| add(side.clone(), when));
    }
    for (id, card) in document.scorecards.iter() {
        card.items.iter().for_each(|item| add(format!("score {}", id.value), &item.when));
    }
    grouped.into_values().map(in_order).collect()
}

fn sorted(names: &[Name]) -> String {
    let mut names: Vec<&str> = names.iter().map(|name| &*name.value).collect();
    names.sort_unstable();
    names.join(" ")
}

fn band(content: &Content<'_>, when: &ConditionText) -> Option<Band> {
    // A band compares one figure with numbers: it needs no text, and no call or list.
    if !when.value.contains(['<', '>', '=']) || when.value.contains(['\'', '"', '[', '|', '!']) {
        return None;
    }
    let range = Range::of(&crate::expr::parse(&when.value).0?)?;
    let slot = content.compiler.fields.slot(&range.name)?;
    let is_whole = content.compiler.fields.declaration(slot)?.ty == Type::Int;
    let range = if is_whole { range.whole() } else { range };
    Some(Band { range, at: when.span })
}

fn in_order(mut bands: Vec<Band>) -> Vec<Band> {
    let low = |band: &Band| band.range.low.map_or(f64::NEG_INFINITY, |low| low.at);
    bands.sort_by(|one, other| low(one).total_cmp(&low(other)).then(one.at.cmp(&other.at)));
    bands
}

/// How two neighbouring bands meet.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Meeting {
    /// One ends where the other begins.
    Exact,
    /// A single number is in both, or in neither: a slip of `<` and `<=`.
    Slip { overlap: bool },
    /// More than a single number is in both, or in neither.
    Apart { overlap: bool },
    /// They are not bands side by side: one lies in the other, or has no end towards it.
    Unrelated,
}

fn misfits(content: &Content<'_>, bands: &[Band]) -> Vec<Diagnostic> {
    let pairs: Vec<(&Band, &Band, Meeting)> =
        bands.windows(2).filter_map(|pair| neighbours(content, pair)).collect();
    let is_chain = pairs.len() > 1 && pairs.iter().any(|(.., meeting)| *meeting == Meeting::Exact);
    pairs
        .into_iter()
        .filter_map(|(one, other, meeting)| match meeting {
            Meeting::Slip { overlap } => Some(misfit(content, one, other, overlap)),
            Meeting::Apart { overlap } if is_chain => Some(misfit(content, one, other, overlap)),
            _ => None,
        })
        .collect()
}

fn neighbours<'b>(
    content: &Content<'_>,
    pair: &'b [Band],
) -> Option<(&'b Band, &'b Band, Meeting)> {
    let [one, other] = pair else { return None };
    let slot = content.compiler.fields.slot(&one.range.name)?;
    let is_whole = content.compiler.fields.declaration(slot)?.ty == Type::Int;
    Some((one, other, meeting(&one.range, &other.range, is_whole)))
}

fn meeting(one: &Range, other: &Range, is_whole: bool) -> Meeting {
    let (Some(high), Some(low)) = (one.high, other.low) else { return Meeting::Unrelated };
    let begins_first = one.low.is_none_or(|begin| begin.at < low.at);
    let ends_last = other.high.is_none_or(|end| end.at > high.at);
    match (begins_first && ends_last, is_whole) {
        (false, _) => Meeting::Unrelated,
        (true, true) => whole_meeting(low.at - high.at),
        (true, false) => touching(high, low),
    }
}

/// How bands of whole numbers meet, by how far the second begins after the end of the first.
fn whole_meeting(distance: f64) -> Meeting {
    match distance {
        _ if distance == 1.0 => Meeting::Exact,
        _ if distance == 0.0 => Meeting::Slip { overlap: true },
        _ if distance == 2.0 => Meeting::Slip { overlap: false },
        _ => Meeting::Apart { overlap: distance < 0.0 },
    }
}

fn touching(high: Bound, low: Bound) -> Meeting {
    match (high.at.total_cmp(&low.at), high.included, low.included) {
        (std::cmp::Ordering::Equal, true, true) => Meeting::Slip { overlap: true },
        (std::cmp::Ordering::Equal, false, false) => Meeting::Slip { overlap: false },
        (std::cmp::Ordering::Equal, ..) => Meeting::Exact,
        (order, ..) => Meeting::Apart { overlap: order.is_gt() },
    }
}

fn misfit(content: &Content<'_>, one: &Band, other: &Band, overlap: bool) -> Diagnostic {
    let (Some(high), Some(low)) = (one.range.high, other.range.low) else {
        return Diagnostic::new(Code::Limits, "two bands do not fit together");
    };
    let name = &one.range.name;
    let message = match (overlap, high.at.total_cmp(&low.at)) {
        (true, std::cmp::Ordering::Equal) => format!("`{name}` of {} is in two bands", low.at),
        (true, _) => format!("`{name}` from {} to {} is in two bands", low.at, high.at),
        (false, std::cmp::Ordering::Equal) => format!("`{name}` of {} is in no band", low.at),
        (false, _) => format!("`{name}` between {} and {} is in no band", high.at, low.at),
    };
    Diagnostic::new(Code::Limits, message)
        .at(&content.own.rules.source, other.at, "this band")
        .related(&content.own.rules.source, one.at, "and the one before it")
        .help("let each band begin where the one before it ends: `<` here goes with `>=` there")
}
