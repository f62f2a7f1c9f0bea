//! DG0503: a forecast category that falls although the deal has come further.

use super::Surveyed;
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::playbook::graph::StageIx;
use crate::playbook::stage::{Forecast, Stage};

pub(super) fn falling(surveyed: &Surveyed<'_>) -> Vec<Diagnostic> {
    let open = surveyed.graph.stages().filter(|(_, stage)| stage.is_open());
    open.filter_map(|(to, after)| {
        after.forecast()?;
        let before = surveyed.preceding(to, |stage| stage.forecast().is_some());
        let before = before.into_iter().filter_map(|ix| Some((ix, surveyed.graph.stage(ix)?)));
        let higher = before.filter(|(_, before)| falls(before, after));
        let (from, before) = higher.max_by_key(|(_, before)| before.forecast())?;
        Some(fall(surveyed, (from, before), (to, after)))
    })
    .collect()
}

/// Whether the category falls and the probability does not say the same.
fn falls(before: &Stage, after: &Stage) -> bool {
    let less_likely =
        before.probability().zip(after.probability()).is_some_and(|(one, other)| other < one);
    before.is_open() && after.forecast() < before.forecast() && !less_likely
}

fn fall(
    surveyed: &Surveyed<'_>,
    (from, before): (StageIx, &Stage),
    (to, after): (StageIx, &Stage),
) -> Diagnostic {
    let word = |stage: &Stage| stage.forecast().map_or("", word);
    let message = format!(
        "the forecast falls from `{}` in `{}` to `{}` in `{}`, the later stage",
        word(before),
        before.id(),
        word(after),
        after.id()
    );
    let (source, earlier) = (surveyed.source, surveyed.forecast_span(from));
    Diagnostic::new(Code::ForecastOrder, message)
        .at(source, surveyed.forecast_span(to), "counts for less here")
        .related(source, earlier, "than here, one step earlier")
        .help(format!(
            "write `{}` or more in the later stage, or less in the earlier",
            word(before)
        ))
}

const fn word(forecast: Forecast) -> &'static str {
    match forecast {
        Forecast::Omitted => "omitted",
        Forecast::Pipeline => "pipeline",
        Forecast::BestCase => "best_case",
        Forecast::Commit => "commit",
        Forecast::Closed => "closed",
    }
}
