//! `plan`: the least that has to become true.

use dealgraph::Timestamp;

use super::Context;
use crate::args::{Format, Plan};
use crate::exit::{Failure, Status};
use crate::input::{self, deal::DealFile};
use crate::{output, report};

pub(super) fn run(context: &Context, args: &Plan) -> Result<Status, Failure> {
    let file = DealFile::read(&args.deal)?;
    let playbook = file.playbook(&context.library, &args.basis)?;
    let now = input::now(&args.basis.moment)?;
    let by = args.by.as_deref().map(|text| input::moment("--by", text)).transpose()?;
    let to = args.to.clone().or_else(|| super::first_won(&playbook)).unwrap_or_default();
    let before = match args.what_if.set.as_slice() {
        [] => None,
        _ => Some(playbook.plan(&file.deal, &to, now).map_err(|error| file.unusable(error))?),
    };
    let file = file.supposing(&args.what_if, now)?;
    let plan = playbook.plan(&file.deal, &to, now).map_err(|error| file.unusable(error))?;
    context.told_in(&args.basis.lang, playbook.language().tag());
    let schedule = by.and_then(|by: Timestamp| plan.schedule(by));
    let is_fine = plan.route().is_some() && schedule.as_ref().is_none_or(|s| s.is_in_time());
    match args.format {
        Format::Json => output::json(&serde_json::json!({ "plan": plan, "schedule": schedule }))?,
        Format::Text => {
            let width = output::width();
            let mut page = report::plan::report(&plan, schedule.as_ref(), &playbook, width);
            if let Some(before) = before {
                report::supposed::plans(&mut page, &args.what_if.set, (&before, &plan));
            }
            output::page(page)?
        }
    };
    Ok(if is_fine { Status::Fine } else { Status::Negative })
}
