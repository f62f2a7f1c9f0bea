//! DG0417: stages that are meant to be passed and need not be.

use super::Proofs;
use super::ways::{Gates, Travel};
use crate::base::code::Code;
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::playbook::graph::StageIx;
use crate::playbook::playbook::Skip;
use crate::playbook::stage::{Stage, StageKind};

/// Words in the name of a stage that say that nobody gets past it.
const MANDATORY: [&str; 6] =
    ["approval", "compliance", "legal", "sign-off", "mandatory", "must pass"];

pub(super) fn stages(
    proofs: &Proofs<'_>,
    travel: &Travel,
    gates: &mut Gates<'_>,
) -> Vec<Diagnostic> {
    let open = proofs.own.graph.stages().filter(|(_, stage)| stage.is_open());
    open.filter_map(|(ix, stage)| {
        let must = must_pass(proofs, ix);
        if !must && !sounds_mandatory(stage) {
            return None;
        }
        let how = avoided(proofs, travel, gates, ix)?;
        let (name, span) = proofs.stage(ix);
        let message = format!("a deal can be won without `{name}`: {how}");
        let mut diagnostic = Diagnostic::new(Code::Avoidable, message)
            .at(&proofs.own.rules.source, span, "can be avoided")
            .help("give it a gate of its own, and let every way lead through it");
        if must {
            diagnostic.severity = Severity::Error;
        }
        Some(diagnostic)
    })
    .collect()
}

fn must_pass(proofs: &Proofs<'_>, ix: StageIx) -> bool {
    let def = proofs.own.rules.document.stages.get(ix.position());
    def.and_then(|def| def.must_pass.as_ref()).is_some_and(|must| must.value)
}

fn sounds_mandatory(stage: &Stage) -> bool {
    let name = stage.name().to_lowercase();
    MANDATORY.iter().any(|word| name.contains(word))
}

/// How a deal gets to a won stage without having stood in a stage.
fn avoided(
    proofs: &Proofs<'_>,
    travel: &Travel,
    gates: &mut Gates<'_>,
    around: StageIx,
) -> Option<String> {
    let graph = &proofs.own.graph;
    let walk = travel.walk.around(around.position());
    let reached = walk.reach(&mut gates.space.diagrams);
    let mut won = graph.stages().filter(|(_, stage)| stage.kind() == StageKind::Won);
    let there = won.find(|(ix, _)| reached.moves.get(ix.position()).copied().flatten().is_some());
    if let Some((won, _)) = there {
        return Some(proofs.path(&walk, &reached, won));
    }
    let stage = graph.stage(around)?;
    let asks = !stage.entry.is_empty() || !stage.exit.is_empty();
    let skips =
        super::super::super::skip(proofs.own.rules) == Skip::Gated && graph.first() != Some(around);
    (skips && !asks).then(|| "deals may jump ahead, and it has no gate".to_owned())
}
