//! DG0502: probabilities that fall along the way, say nothing, or leave nothing open.

use super::Surveyed;
use crate::base::code::Code;
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::playbook::graph::StageIx;

pub(super) fn odd(surveyed: &Surveyed<'_>) -> Vec<Diagnostic> {
    let open: Vec<(StageIx, f64)> = surveyed
        .graph
        .stages()
        .filter(|(_, stage)| stage.is_open())
        .filter_map(|(ix, stage)| Some((ix, stage.probability()?)))
        .collect();
    let mut found: Vec<Diagnostic> = open
        .iter()
        .filter(|(_, chance)| is_certain(*chance))
        .map(|(ix, chance)| certain(surveyed, *ix, *chance))
        .collect();
    let unsure: Vec<(StageIx, f64)> =
        open.into_iter().filter(|(_, chance)| !is_certain(*chance)).collect();
    match unsure.as_slice() {
        [(first, chance), rest @ ..]
            if !rest.is_empty() && rest.iter().all(|(_, other)| same(*chance, *other)) =>
        {
            found.push(all_alike(surveyed, *first, *chance, rest));
        }
        _ => found.extend(unsure.iter().filter_map(|(ix, chance)| step_to(surveyed, *ix, *chance))),
    }
    found
}

fn is_certain(chance: f64) -> bool {
    chance <= 0.0 || chance >= 1.0
}

fn same(one: f64, other: f64) -> bool {
    (one - other).abs() < f64::EPSILON
}

fn certain(surveyed: &Surveyed<'_>, ix: StageIx, chance: f64) -> Diagnostic {
    let word = if chance <= 0.0 { "never" } else { "always" };
    let message =
        format!("a deal in the open stage `{}` is {word} won, it says", surveyed.name(ix));
    Diagnostic::new(Code::ProbabilityOrder, message)
        .at(surveyed.source, surveyed.probability_span(ix), "an open deal can still go either way")
        .help("write the share of the deals in this stage that are won in the end")
}

fn all_alike(
    surveyed: &Surveyed<'_>,
    first: StageIx,
    chance: f64,
    rest: &[(StageIx, f64)],
) -> Diagnostic {
    let message = format!("all {} open stages have probability {chance}", rest.len() + 1);
    let place = surveyed.probability_span(first);
    let mut diagnostic = Diagnostic::new(Code::ProbabilityOrder, message)
        .at(surveyed.source, place, "so a forecast cannot tell them apart")
        .help("write for each stage the share of its deals that are won in the end");
    for (other, _) in rest {
        diagnostic = diagnostic.related(surveyed.source, surveyed.probability_span(*other), "");
    }
    diagnostic
}

/// What is odd between a stage and the likeliest of those that come right before it.
fn step_to(surveyed: &Surveyed<'_>, to: StageIx, after: f64) -> Option<Diagnostic> {
    let chance = |ix: StageIx| {
        let stage = surveyed.graph.stage(ix).filter(|stage| stage.is_open())?;
        stage.probability().filter(|chance| !is_certain(*chance))
    };
    let before = surveyed.preceding(to, |stage| stage.probability().is_some());
    let before = before.into_iter().filter_map(|ix| Some((ix, chance(ix)?)));
    let likeliest = before.max_by(|(_, one), (_, other)| one.total_cmp(other))?;
    step(surveyed, likeliest, (to, after))
}

fn step(
    surveyed: &Surveyed<'_>,
    (from, before): (StageIx, f64),
    (to, after): (StageIx, f64),
) -> Option<Diagnostic> {
    let (name, next) = (surveyed.name(from), surveyed.name(to));
    let (message, label, help) = if same(before, after) {
        let message = format!("`{next}` is as likely to be won as `{name}` before it");
        (message, "the same chance", "ask what a deal has gained by reaching the later stage")
    } else if after < before {
        let message =
            format!("the probability falls from {before} in `{name}` to {after} in `{next}`");
        (message, "less likely here", "correct one of the two, or the order of the stages")
    } else {
        return None;
    };
    let mut diagnostic = Diagnostic::new(Code::ProbabilityOrder, message)
        .at(surveyed.source, surveyed.probability_span(to), label)
        .related(surveyed.source, surveyed.probability_span(from), "than here, one step earlier")
        .help(help);
    if same(before, after) {
        diagnostic.severity = Severity::Info;
        diagnostic.related.iter_mut().for_each(|label| label.message = "as here".to_owned());
    }
    Some(diagnostic)
}
