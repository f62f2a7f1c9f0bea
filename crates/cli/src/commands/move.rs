//! `move`: the verdict on a move.

use dealgraph::Move as Asked;

use super::Context;
use crate::args::{Format, Move};
use crate::exit::{Failure, Status};
use crate::input::{self, deal::DealFile};
use crate::{output, report};

pub(super) fn run(context: &Context, args: &Move) -> Result<Status, Failure> {
    let file = DealFile::read(&args.deal)?;
    let playbook = file.playbook(&context.library, &args.basis)?;
    let now = input::now(&args.basis.moment)?;
    let verdict = playbook.check_move(&file.deal, &asked(args), now);
    let verdict = verdict.map_err(|error| file.unusable(error))?;
    context.told_in(&args.basis.lang, playbook.language().tag());
    match args.format {
        Format::Json => output::json(&verdict)?,
        Format::Text => {
            let deal = file.deal.title();
            output::page(report::verdict::report(&playbook, deal, &verdict, output::width()))?
        }
    };
    Ok(if verdict.is_allowed() { Status::Fine } else { Status::Negative })
}

fn asked(args: &Move) -> Asked {
    let mut asked = Asked::to(&args.to);
    asked = args.actor.iter().fold(asked, |asked, role| asked.by(role));
    asked = args.reason.iter().fold(asked, |asked, reason| asked.because(reason));
    args.overriding.iter().fold(asked, |asked, role| asked.overridden_by(role))
}
