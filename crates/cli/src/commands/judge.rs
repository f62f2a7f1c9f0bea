//! `move`: the verdict on a move.

use std::path::Path;

use dealgraph::{Move, Outcome, Playbook, Verdict};

use super::{Context, print, print_json};
use crate::exit::{Failure, Status};
use crate::input;
use crate::report::assessment::{kind, warnings};
use crate::report::layout::{Page, clean, style, styled};
use crate::report::unmet;

pub(crate) fn run(context: &Context<'_>, deal: &Path, asked: &Move) -> Result<Status, Failure> {
    let json = context.wants_json()?;
    let deal = input::deal(deal)?;
    let playbook = input::playbook_of(&context.library, context.common, &deal)?;
    let verdict =
        playbook.check_move(&deal.deal, asked, input::now(context.common)?).map_err(|error| {
            Failure::Library { file: Some(deal.name.clone()), error: Box::new(error) }
        })?;
    if json {
        print_json(&verdict)?;
    } else {
        print(&report(&playbook, deal.deal.title(), &verdict))?;
    }
    Ok(if verdict.is_allowed() { Status::Fine } else { Status::Negative })
}

fn report(playbook: &Playbook, deal: &str, verdict: &Verdict) -> String {
    let mut page = Page::new();
    let name = |id: &str| {
        let graph = playbook.graph();
        graph.find(id).and_then(|ix| graph.stage(ix)).map_or(id, dealgraph::Stage::name).to_owned()
    };
    let from = verdict.from.as_ref().map_or_else(|| "new".to_owned(), |from| name(from.as_str()));
    let way = format!("{from} → {}", name(verdict.to.as_str()));
    let (sign, word, colour) = match verdict.outcome {
        Outcome::Allowed => ("✓", "allowed", style::GOOD),
        Outcome::Overridden => ("✓", "allowed by override", style::WARN),
        Outcome::NeedsOverride => ("!", "needs an override", style::WARN),
        _ => ("✗", "blocked", style::BAD),
    };
    page.line(&format!(
        "{} {}  {}",
        styled(colour.bold(), format!("{sign} {word}")),
        styled(style::STRONG, way),
        styled(style::QUIET, format!("{} · {}", kind(verdict.kind), clean(deal)))
    ));
    if !verdict.through.is_empty() {
        let through: Vec<String> = verdict.through.iter().map(|id| name(id.as_str())).collect();
        page.note(2, &format!("passing {}", through.join(", ")), style::QUIET);
    }
    verdict.unmet.iter().for_each(|found| unmet::write(&mut page, found));
    warnings(&mut page, verdict);
    page.finish()
}
