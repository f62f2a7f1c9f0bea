//! `graph`: the stage graph as text, Mermaid or DOT.

use std::path::Path;

use dealgraph::{Assessment, Playbook, render};

use super::Context;
use crate::args::{Graph, GraphFormat};
use crate::exit::{Failure, Status};
use crate::input::{self, deal::DealFile};
use crate::output;

pub(super) fn run(context: &Context, args: &Graph) -> Result<Status, Failure> {
    let (playbook, assessment) = drawn(context, args)?;
    let assessment = assessment.as_ref();
    output::text(&match args.format {
        GraphFormat::Text => render::graph_text(&playbook, assessment),
        GraphFormat::Mermaid => render::mermaid(&playbook, assessment),
        GraphFormat::Dot => render::dot(&playbook, assessment),
    })
}

/// What is to be drawn: a playbook, and where a deal stands in it.
fn drawn(context: &Context, args: &Graph) -> Result<(Playbook, Option<Assessment>), Failure> {
    let (library, asked) = (&context.library, args.rule_set.as_deref());
    let Some(path) = &args.deal else {
        let name = asked.unwrap_or_default();
        return Ok((input::playbook::named(library, name, Path::new(""))?, None));
    };
    let file = DealFile::read(path)?;
    let playbook = file.playbook_or(library, asked)?;
    let now = input::now(&args.moment)?;
    let assessment = playbook.assess(&file.deal, now).map_err(|error| file.unusable(error))?;
    Ok((playbook, Some(assessment)))
}
