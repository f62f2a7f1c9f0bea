//! How far a definition reaches in the text, and what is silenced in it.

use toml::de::DeValue;

use crate::base::source::{Source, Span};

use super::allow::{AllowDef, Silence};
use super::rule_set::RuleSet;

/// The places of all headers, in the order of the text.
pub(crate) fn headers(source: &Source, value: &DeValue<'_>) -> Vec<Span> {
    let mut found = Vec::new();
    gather(source, value, &mut found);
    found.sort_unstable();
    found.dedup();
    found
}

fn gather(source: &Source, value: &DeValue<'_>, found: &mut Vec<Span>) {
    let mut inner = |value: &toml::Spanned<DeValue<'_>>| {
        let span = Span::from(value.span());
        if value.get_ref().is_table() && source.slice(span).starts_with('[') {
            found.push(span);
        }
        gather(source, value.get_ref(), found);
    };
    match value {
        DeValue::Table(entries) => entries.values().for_each(&mut inner),
        DeValue::Array(elements) => elements.iter().for_each(&mut inner),
        _ => {}
    }
}

impl RuleSet {
    /// Everything that is silenced, with how far that reaches.
    pub(crate) fn silences(&self) -> Vec<Silence<'_>> {
        let document = &self.document;
        let whole = Span::new(0, usize::MAX);
        let process = document.process.iter().flat_map(|header| &header.allow);
        let methodology = document.methodology.iter().flat_map(|header| &header.allow);
        let everywhere = document.allow.iter().chain(process).chain(methodology);
        let mut found: Vec<Silence<'_>> =
            everywhere.map(|allow| Silence { allow, scope: whole }).collect();
        for (at, allows) in self.allowing() {
            let scope = self.scope(at);
            found.extend(allows.iter().map(|allow| Silence { allow, scope }));
        }
        found
    }

    /// Every definition in which something may be silenced.
    fn allowing(&self) -> Vec<(Span, &[AllowDef])> {
        let document = &self.document;
        let mut found: Vec<(Span, &[AllowDef])> = Vec::new();
        macro_rules! add {
            ($definitions:expr) => {
                found.extend($definitions.map(|it| (it.at, it.allow.as_slice())))
            };
        }
        add!(document.fields.iter().map(|(_, it)| it));
        add!(document.roles.iter().map(|(_, it)| it));
        add!(document.criteria.iter().map(|(_, it)| it));
        add!(document.stages.iter());
        for stage in &document.stages {
            add!(stage.entry.iter().chain(&stage.exit).chain(&stage.stay));
        }
        add!(document.transitions.iter());
        add!(document.transitions.iter().flat_map(|it| &it.guard));
        add!(document.overlays.iter());
        add!(document.question_kinds.iter().map(|(_, it)| it));
        add!(document.questions.iter().map(|(_, it)| it));
        add!(document.plays.iter().map(|(_, it)| it));
        add!(document.signals.iter().map(|(_, it)| it));
        add!(document.scorecards.iter().map(|(_, it)| it));
        add!(document.scripts.iter().map(|(_, it)| it));
        found.retain(|(_, allows)| !allows.is_empty());
        found
    }

    /// From the header of a definition to the next one that is not below it; its braces where it is
    /// written in braces.
    fn scope(&self, at: Span) -> Span {
        let path = |span: Span| self.source.slice(span).trim_matches(['[', ']', ' ']);
        let own = path(at);
        let is_below = |header: &Span| {
            path(*header).strip_prefix(own).is_some_and(|rest| rest.starts_with('.'))
        };
        if !self.source.slice(at).starts_with('[') {
            return at;
        }
        let mut later = self.headers.iter().filter(|header| header.start > at.start);
        let end = later.find(|header| !is_below(header));
        Span::new(at.start, end.map_or(usize::MAX, |header| header.start))
    }
}
