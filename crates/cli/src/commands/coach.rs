//! `coach`: the coaching prompt.

use dealgraph::Audience as For;

use super::Context;
use crate::args::{Audience, Coach, Format};
use crate::exit::{Failure, Status};
use crate::input::{self, deal::DealFile};
use crate::output;

pub(super) fn run(context: &Context, args: &Coach) -> Result<Status, Failure> {
    let file = DealFile::read(&args.deal)?;
    let playbook = file.playbook(&context.library, &args.basis)?;
    let now = input::now(&args.basis.moment)?;
    let audience = match args.audience {
        Audience::Rep => For::Rep,
        Audience::Manager => For::Manager,
        Audience::Assistant => For::Assistant,
    };
    let prompt = playbook.coach(&file.deal, audience, &args.basis.lang, now);
    let prompt = prompt.map_err(|error| file.unusable(error))?;
    context.told_in(&args.basis.lang, &prompt.language);
    match args.format {
        Format::Json => output::json(&prompt),
        Format::Text => output::text(&(prompt.text.trim_end().to_owned() + "\n")),
    }
}
