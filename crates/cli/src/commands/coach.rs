//! `coach`: the coaching prompt.

use std::path::Path;

use super::{Context, print, print_json};
use crate::args::Audience;
use crate::exit::{Failure, Status};
use crate::input;

pub(crate) fn run(
    context: &Context<'_>,
    deal: &Path,
    audience: Audience,
) -> Result<Status, Failure> {
    let json = context.wants_json()?;
    let deal = input::deal(deal)?;
    let playbook = input::playbook_of(&context.library, context.common, &deal)?;
    let audience = match audience {
        Audience::Rep => dealgraph::Audience::Rep,
        Audience::Manager => dealgraph::Audience::Manager,
        Audience::Assistant => dealgraph::Audience::Assistant,
    };
    let now = input::now(context.common)?;
    let prompt =
        playbook.coach(&deal.deal, audience, &context.common.lang, now).map_err(|error| {
            Failure::Library { file: Some(deal.name.clone()), error: Box::new(error) }
        })?;
    if json {
        return print_json(&prompt);
    }
    print(&(prompt.text.trim_end().to_owned() + "\n"))
}
