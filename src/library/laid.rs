//! `process+methodology`: methodologies laid over a process that they know.

use crate::base::source::{Span, Spanned};
use crate::error::Error;
use crate::rules::{Header, Name, OnDef, OverlayDef, Pairs, RuleSet, RuleSetRole};

use super::Library;

impl Library {
    /// The process with the methodologies laid over it as they say themselves.
    pub(super) fn laid(&self, process: &str, methodologies: &str) -> Result<RuleSet, Error> {
        let rules = self.rule_set(process).ok_or_else(|| self.unknown(process))?;
        if rules.role() != RuleSetRole::Process {
            return Err(Error::NotAProcess { id: process.to_owned() });
        }
        let mut rules = rules.clone();
        for id in methodologies.split('+') {
            let methodology = self.rule_set(id).ok_or_else(|| self.unknown(id))?;
            let on = methodology.document.on.get(process).ok_or_else(|| Error::NotLaid {
                methodology: id.to_owned(),
                process: process.to_owned(),
            })?;
            let overlay = overlay(id, on, header(&rules));
            rules.document.overlays.push(overlay);
        }
        Ok(rules)
    }
}

/// An overlay as if it were written at the process's header: its own text does not have it.
fn overlay(methodology: &str, on: &OnDef, at: Span) -> OverlayDef {
    let here = |name: &Name| Spanned::new(name.value.clone(), at);
    let stages = on.stages.iter().map(|(stage, lies_in)| (here(stage), here(lies_in)));
    let require = on
        .require
        .iter()
        .map(|(stage, criteria)| (here(stage), criteria.iter().map(here).collect::<Vec<_>>()));
    OverlayDef {
        at,
        methodology: Spanned::new(methodology.into(), at),
        stages: Pairs(stages.collect()),
        require: Pairs(require.collect()),
        allow: Vec::new(),
    }
}

fn header(rules: &RuleSet) -> Span {
    match rules.header() {
        Some(Header::Process(process)) => process.at,
        Some(Header::Methodology(methodology)) => methodology.at,
        None => Span::new(0, 0),
    }
}
