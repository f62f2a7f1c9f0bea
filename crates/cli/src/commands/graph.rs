//! `graph`: the stage graph as text, Mermaid or DOT.

use std::path::Path;

use dealgraph::render;

use super::{Context, print};
use crate::args::Format;
use crate::exit::{Failure, Status};
use crate::input;

pub(crate) fn run(
    context: &Context<'_>,
    rule_set: &str,
    deal: Option<&Path>,
) -> Result<Status, Failure> {
    let playbook = input::playbook(&context.library, rule_set, Path::new(""))?;
    let assessment = match deal {
        Some(path) => {
            let deal = input::deal(path)?;
            let now = input::now(context.common)?;
            let assessed = playbook.assess(&deal.deal, now);
            Some(assessed.map_err(|error| Failure::Library {
                file: Some(deal.name.clone()),
                error: Box::new(error),
            })?)
        }
        None => None,
    };
    let assessment = assessment.as_ref();
    let text = match context.common.format {
        None | Some(Format::Text) => render::graph_text(&playbook, assessment),
        Some(Format::Mermaid) => render::mermaid(&playbook, assessment),
        Some(Format::Dot) => render::dot(&playbook, assessment),
        Some(_) => {
            return Err(Failure::with_help(
                "graph does not print that format",
                "use `--format text`, `mermaid` or `dot`",
            ));
        }
    };
    print(&text)
}
