//! Where the parts of a playbook are written, kept for whoever compares playbooks.

use std::collections::BTreeMap;

use super::Compiler;
use super::part::Part;
use crate::base::source::{Location, Span};
use crate::playbook::places::Places;
use crate::rules::{Header, RuleSet};

impl Compiler {
    pub(super) fn places(&self, own: &Part<'_>, laid: &[Part<'_>]) -> Places {
        let source = &own.rules.source;
        let mut fields = BTreeMap::new();
        for part in [own].into_iter().chain(laid) {
            for (id, _) in part.rules.document.fields.iter() {
                let place = || Location::new(&part.rules.source, id.span);
                fields.entry(id.value.as_str().into()).or_insert_with(place);
            }
        }
        let criteria = self.written.iter();
        Places {
            version: version_span(own.rules).map(|span| Location::new(source, span)),
            stages: own.stage_spans.iter().map(|span| Location::new(source, *span)).collect(),
            criteria: criteria
                .map(|(ix, written)| (*ix, Location::new(&written.source, written.span)))
                .collect(),
            fields,
        }
    }
}

fn version_span(rules: &RuleSet) -> Option<Span> {
    let version = match rules.header()? {
        Header::Process(process) => process.version.as_ref(),
        Header::Methodology(methodology) => methodology.version.as_ref(),
    };
    version.map(|version| version.span)
}
