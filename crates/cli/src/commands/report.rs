//! `report`: everything about a deal on one page.

use super::Context;
use crate::args::{Report, ReportFormat};
use crate::exit::{Failure, Status};
use crate::input::{self, deal::DealFile};
use crate::output;

pub(super) fn run(context: &Context, args: &Report) -> Result<Status, Failure> {
    let file = DealFile::read(&args.deal)?;
    let playbook = file.playbook(&context.library, &args.basis)?;
    let now = input::now(&args.basis.moment)?;
    let report = playbook.report(&file.deal, &args.basis.lang, now);
    let report = report.map_err(|error| file.unusable(error))?;
    context.told_in(&args.basis.lang, report.language());
    output::text(&match args.format {
        ReportFormat::Html => report.html(),
        ReportFormat::Markdown => report.markdown(),
    })
}
