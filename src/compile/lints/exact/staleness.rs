//! DG0506: evidence that has grown too old by the time a gate asks for it.

use super::Proofs;
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::expr::Slot;
use crate::playbook::content::StageSet;
use crate::playbook::criterion::{Criterion, CriterionIx};
use crate::playbook::graph::StageIx;

pub(super) fn on_the_way(proofs: &Proofs<'_>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for (stage, own) in proofs.own.graph.stages() {
        let entered_from = previous(proofs, stage);
        let exit = own.exit.iter().map(|ix| (*ix, Some(stage)));
        let entry = own.entry.iter().map(|ix| (*ix, entered_from));
        for (ix, asked_in) in exit.chain(entry) {
            let diagnostic = asked_in.and_then(|asked_in| finding(proofs, ix, asked_in));
            found.extend(diagnostic);
        }
    }
    found
}

/// The open stage before another.
fn previous(proofs: &Proofs<'_>, stage: StageIx) -> Option<StageIx> {
    let open = proofs.own.graph.stages().filter(|(ix, known)| known.is_open() && *ix < stage);
    open.last().map(|(ix, _)| ix)
}

fn finding(proofs: &Proofs<'_>, ix: CriterionIx, asked_in: StageIx) -> Option<Diagnostic> {
    let own = &proofs.own.rules.source;
    let written = proofs.compiler.written.get(&ix).filter(|written| written.source == *own)?;
    let criterion: &Criterion = proofs.compiler.criteria.get(ix.0)?;
    let fresh = criterion.fresh()?.seconds();
    let slot = criterion.condition().reads().iter().find(|slot| {
        let elapsed = least_elapsed(proofs, **slot, asked_in);
        elapsed.is_some_and(|elapsed| elapsed > fresh)
    })?;
    let elapsed = least_elapsed(proofs, *slot, asked_in)? / DAY;
    let name = proofs.wording().name(*slot);
    let (stage, span) = proofs.stage(asked_in);
    let message = format!(
        "{name} is found out about {elapsed} days before the end of `{stage}`, and may be {} days old",
        fresh / DAY
    );
    let diagnostic = Diagnostic::new(Code::StaleOnTheWay, message)
        .at(own, written.span, "too old by then")
        .related(own, span, "by the time that deals are expected to spend up to here")
        .help("allow older evidence, or ask again in a later stage");
    Some(diagnostic)
}

const DAY: i64 = 86_400;

/// How long ago, at least, a fact was found out when a deal leaves a stage on time; `None` where no
/// play or question before it finds it out, or a stage does not say how long it takes.
fn least_elapsed(proofs: &Proofs<'_>, slot: Slot, asked_in: StageIx) -> Option<i64> {
    let plays = proofs.compiler.plays.iter().filter(|play| play.fills.contains(&slot));
    let questions = proofs.compiler.questions.iter().filter(|q| q.fills.contains(&slot));
    let shown: Vec<&StageSet> =
        plays.map(|play| &play.stages).chain(questions.map(|question| &question.stages)).collect();
    let last = (0..=asked_in.position())
        .rev()
        .find(|position| shown.iter().any(|stages| stages.contains(*position)))?;
    let mut elapsed = 0;
    for (_, stage) in proofs
        .own
        .graph
        .stages()
        .filter(|(ix, stage)| stage.is_open() && ix.position() > last && *ix <= asked_in)
    {
        elapsed += stage.expected()?.seconds();
    }
    Some(elapsed)
}
