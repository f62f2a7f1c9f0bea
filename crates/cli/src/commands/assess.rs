//! `assess`: everything about a deal.

use std::path::Path;

use super::{Context, print, print_json};
use crate::exit::{Failure, Status};
use crate::input;
use crate::report::assessment::report;

pub(crate) fn run(context: &Context<'_>, deal: &Path, all: bool) -> Result<Status, Failure> {
    let json = context.wants_json()?;
    let deal = input::deal(deal)?;
    let playbook = input::playbook_of(&context.library, context.common, &deal)?;
    let assessment = playbook.assess(&deal.deal, input::now(context.common)?).map_err(|error| {
        Failure::Library { file: Some(deal.name.clone()), error: Box::new(error) }
    })?;
    if json { print_json(&assessment) } else { print(&report(&assessment, all)) }
}
