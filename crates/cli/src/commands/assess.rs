//! `assess`: everything about a deal.

use super::Context;
use crate::args::{Assess, Format};
use crate::exit::{Failure, Status};
use crate::input::{self, deal::DealFile};
use crate::output;
use crate::report::{Detail, assessment, supposed};

pub(super) fn run(context: &Context, args: &Assess) -> Result<Status, Failure> {
    let file = DealFile::read(&args.deal)?;
    let playbook = file.playbook(&context.library, &args.basis)?;
    let now = input::now(&args.basis.moment)?;
    let before = match args.what_if.set.as_slice() {
        [] => None,
        _ => Some(playbook.assess(&file.deal, now).map_err(|error| file.unusable(error))?),
    };
    let file = file.supposing(&args.what_if, now)?;
    let assessed = playbook.assess(&file.deal, now).map_err(|error| file.unusable(error))?;
    context.told_in(&args.basis.lang, playbook.language().tag());
    match args.format {
        Format::Json => output::json(&assessed),
        Format::Text => {
            let detail = if args.all { Detail::All } else { Detail::First };
            let width = output::width();
            let mut page = assessment::report(&assessed, &playbook, detail, width);
            if let Some(before) = before {
                let between = (&before, &assessed);
                supposed::moves(&mut page, &args.what_if.set, between, &playbook);
            }
            output::page(page)
        }
    }
}
