//! `graph`: the stage graph as a picture, as a page, or as text.

use std::path::Path;

use dealgraph::{Assessment, Plan, Playbook, StageKind, render};

use super::Context;
use crate::args::{Graph, GraphFormat};
use crate::exit::{Failure, Status};
use crate::input::{self, deal::DealFile};
use crate::output;

pub(super) fn run(context: &Context, args: &Graph) -> Result<Status, Failure> {
    let (playbook, standing) = drawn(context, args)?;
    context.told_in(&args.lang, playbook.language().tag());
    let shown = standing.as_ref().map(|(assessment, plan)| {
        let shown = render::DealView::new(assessment);
        plan.as_ref().map_or(shown, |plan| shown.planned(plan))
    });
    output::text(&match args.format {
        GraphFormat::Text => render::graph_text(&playbook, shown),
        GraphFormat::Svg => render::svg(&playbook, shown),
        GraphFormat::Html => render::graph_html(&playbook, shown),
        GraphFormat::Mermaid => render::mermaid(&playbook, shown),
        GraphFormat::Dot => render::dot(&playbook, shown),
    })
}

/// Where a deal stands, and its plan where it has one to make.
type Standing = (Assessment, Option<Plan>);

/// What is to be drawn: a playbook, and a deal in it.
fn drawn(context: &Context, args: &Graph) -> Result<(Playbook, Option<Standing>), Failure> {
    let (library, asked) = (&context.library, args.rule_set.as_deref());
    let Some(path) = &args.deal else {
        let name = asked.unwrap_or_default();
        let playbook = input::playbook::named(library, name, Path::new(""))?;
        return Ok((playbook.in_language(&args.lang), None));
    };
    let file = DealFile::read(path)?;
    let playbook = file.playbook_or(library, asked)?.in_language(&args.lang);
    let now = input::now(&args.moment)?;
    let assessment = playbook.assess(&file.deal, now).map_err(|error| file.unusable(error))?;
    let is_closed = |kind| matches!(kind, StageKind::Won | StageKind::Lost);
    let closed = assessment.progress.as_ref().filter(|progress| is_closed(progress.kind));
    let goal = super::first_won(&playbook).filter(|_| closed.is_none());
    let plan = goal.map(|goal| playbook.plan(&file.deal, &goal, now)).transpose();
    Ok((playbook, Some((assessment, plan.map_err(|error| file.unusable(error))?))))
}
