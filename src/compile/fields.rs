//! The fields of all parts in one table. The same id with the same type is the same fact.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Compiler;
use super::part::Part;
use super::stages::{ending_name, titled};
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::{Source, Span};
use crate::deal::field::{Changes, Field, FieldOrigin, FieldType, SubField};
use crate::deal::table::{FieldTable, Named};
use crate::deal::words;
use crate::expr::ValueNames;
use crate::rules::{self, FieldDef, Keyed, RecordFieldDef};

/// Where a field was declared first.
type Declared<'a> = BTreeMap<Arc<str>, (&'a Source, Span)>;

impl Compiler {
    pub(super) fn gather_fields(&mut self, parts: &mut [Part<'_>]) {
        let stages = parts.first().map(|part| self.stages_named(part)).unwrap_or_default();
        let roles = Named(parts.iter().flat_map(roles_named).collect());
        self.fields = FieldTable::with_given(self.words, &stages, &roles);
        let mut declared = Declared::new();
        for part in parts.iter() {
            for (id, def) in part.rules.document.fields.iter() {
                self.declare(part, id.value.as_str(), id.span, def, &mut declared);
            }
        }
        for part in parts.iter_mut() {
            self.reserve_scores(part);
            self.reserve_stage(part);
        }
    }

    /// Gives a methodology that is laid over a slot for its own stage, `spin.stage`: in its
    /// conditions `stage` is where the deal lies in the methodology, not in the process.
    fn reserve_stage(&mut self, part: &mut Part<'_>) {
        let stages = self.stages_named(part);
        if part.overlay.is_none() || stages.0.is_empty() {
            return;
        }
        let label = words::stage_of(self.words, part.rules.name());
        let kind = FieldType::Choice(stages.ids());
        let id = part.qualified("stage");
        let mut field = Field::new(&id, &label, kind, FieldOrigin::Derived);
        field.value_names = stages.names();
        part.stage_slot = Some(self.fields.add(field));
    }

    /// The stages of a part with their names.
    fn stages_named(&self, part: &Part<'_>) -> Named {
        let stages = part.rules.document.stages.iter().map(|stage| {
            let id: Arc<str> = stage.id.value.as_str().into();
            let name = stage.name.as_ref().map(|name| name.value.clone());
            (id, name.unwrap_or_else(|| titled(&stage.id.value)))
        });
        let added = super::stages::added_by_itself(part.rules);
        let added = added.iter().map(|id| ((*id).into(), ending_name(id, self.words)));
        Named(stages.chain(added).collect())
    }

    fn declare<'p>(
        &mut self,
        part: &Part<'p>,
        id: &str,
        span: Span,
        def: &FieldDef,
        declared: &mut Declared<'p>,
    ) {
        let kind = field_type(def);
        let known = self.fields.slot(id).and_then(|slot| self.fields.field(slot));
        match known {
            Some(known)
                if !same_fact(&known.kind, &kind) || known.origin == FieldOrigin::Derived =>
            {
                let diagnostic = clash(part, id, span, known, &kind, declared.get(id));
                self.sink.push(diagnostic);
                self.clashing.insert(id.into());
            }
            Some(known) if known.origin != FieldOrigin::Given => {}
            known => {
                let origin = known.map_or(FieldOrigin::Declared, |known| known.origin);
                self.fields.add(field(id, def, kind, origin));
                declared.entry(id.into()).or_insert((&part.rules.source, span));
            }
        }
    }

    /// Gives each scorecard's score a slot: `score.needs`, or `score.spin.needs` where another rule
    /// set has taken the short name.
    fn reserve_scores(&mut self, part: &mut Part<'_>) {
        for (id, def) in part.rules.document.scorecards.iter() {
            let short = format!("score.{}", id.value);
            let taken = self.fields.slot(&short).is_some();
            let name =
                if taken { format!("score.{}.{}", part.rules.id(), id.value) } else { short };
            let label = def.name.as_ref().map_or_else(|| id.value.as_str(), |name| &*name.value);
            let kind = FieldType::Number { min: Some(0.0), max: Some(100.0) };
            let slot = self.fields.add(Field::new(&name, label, kind, FieldOrigin::Score));
            part.scores.insert(id.value.as_str().into(), slot);
        }
    }
}

fn roles_named<'a>(part: &'a Part<'_>) -> impl Iterator<Item = (Arc<str>, Arc<str>)> + 'a {
    part.rules.document.roles.iter().map(|(id, role)| {
        let id: Arc<str> = id.value.as_str().into();
        let name = role.name.as_ref().map(|name| name.value.clone());
        (id.clone(), name.unwrap_or_else(|| id.replace('_', " ").into()))
    })
}

/// Whether two declarations mean the same fact. What narrows a type may differ: the first
/// declaration counts.
fn same_fact(one: &FieldType, other: &FieldType) -> bool {
    match (one, other) {
        (FieldType::Choice(one), FieldType::Choice(other))
        | (FieldType::Choices(one), FieldType::Choices(other)) => one == other,
        _ => one.word() == other.word(),
    }
}

fn clash(
    part: &Part<'_>,
    id: &str,
    span: Span,
    known: &Field,
    kind: &FieldType,
    first: Option<&(&Source, Span)>,
) -> Diagnostic {
    let source = &part.rules.source;
    let (one, other) = (known.kind.word(), kind.word());
    let Some((first, place)) = first else {
        let message = match one == other {
            false => format!("every deal has `{id}`, and it is of type `{one}`"),
            true => format!("every deal has `{id}`, worked out from the deal itself"),
        };
        let diagnostic = Diagnostic::new(Code::FieldTypeClash, message);
        return diagnostic.at(source, span, "here").help("remove it, or choose another id");
    };
    let message = match one == other {
        false => format!("`{id}` is of type `{one}` here and `{other}` there"),
        true => format!("`{id}` has other values here than there"),
    };
    Diagnostic::new(Code::FieldTypeClash, message)
        .at(first, *place, "here")
        .related(source, span, "there")
        .help("rename one of the two fields")
}

/// A field as a rule set declares it.
pub(super) fn declared(id: &str, def: &FieldDef, origin: FieldOrigin) -> Field {
    field(id, def, field_type(def), origin)
}

fn field(id: &str, def: &FieldDef, kind: FieldType, origin: FieldOrigin) -> Field {
    let label = def.label.as_ref().map_or(id, |label| &label.value);
    let mut field = Field::new(id, label, kind, origin);
    field.help = def.help.as_ref().map(|help| help.value.clone());
    field.unit = def.unit.as_ref().map(|unit| unit.value.clone());
    field.value_names = value_names(&def.names);
    field.required = def.required.as_ref().is_some_and(|required| required.value);
    field.circumstance = def.circumstance.as_ref().is_some_and(|is| is.value);
    field.changes = match def.changes.as_ref().map(|changes| &changes.value) {
        Some(rules::Changes::Once) => Changes::Once,
        Some(rules::Changes::Grows) => Changes::Grows,
        Some(rules::Changes::Free) | None => Changes::Free,
    };
    field
}

fn field_type(def: &FieldDef) -> FieldType {
    let shape = Shape {
        kind: &def.kind.value,
        values: &def.values,
        min: def.min.as_ref().map(|min| min.value),
        max: def.max.as_ref().map(|max| max.value),
    };
    if def.kind.value == rules::FieldType::Records {
        return FieldType::Records(sub_fields(&def.fields));
    }
    shape.field_type()
}

fn sub_fields(defs: &Keyed<RecordFieldDef>) -> Arc<[SubField]> {
    defs.iter()
        .map(|(id, def)| {
            let shape = Shape {
                kind: &def.kind.value,
                values: &def.values,
                min: def.min.as_ref().map(|min| min.value),
                max: def.max.as_ref().map(|max| max.value),
            };
            let label = def.label.as_ref().map_or_else(|| id.value.as_str(), |label| &*label.value);
            let field = SubField::new(id.value.as_str(), label, shape.field_type());
            SubField { value_names: value_names(&def.names), ..field }
        })
        .collect()
}

fn value_names(names: &rules::Pairs<rules::Text>) -> ValueNames {
    let names = names.iter().map(|(value, name)| (value.value.clone(), name.value.clone()));
    Arc::new(names.collect())
}

/// What a field and a field of a record have in common.
struct Shape<'a> {
    kind: &'a rules::FieldType,
    values: &'a [rules::Name],
    min: Option<f64>,
    max: Option<f64>,
}

impl Shape<'_> {
    fn field_type(&self) -> FieldType {
        let values = || self.values.iter().map(|value| value.value.clone()).collect();
        match self.kind {
            rules::FieldType::Bool => FieldType::Bool,
            rules::FieldType::Integer => {
                FieldType::Integer { min: self.min.map(whole), max: self.max.map(whole) }
            }
            rules::FieldType::Number => FieldType::Number { min: self.min, max: self.max },
            rules::FieldType::Money => FieldType::Money,
            rules::FieldType::Percent => FieldType::Percent,
            rules::FieldType::Text => FieldType::Text,
            rules::FieldType::Choice => FieldType::Choice(values()),
            rules::FieldType::Choices => FieldType::Choices(values()),
            rules::FieldType::Texts => FieldType::Texts,
            rules::FieldType::Date => FieldType::Date,
            rules::FieldType::Datetime => FieldType::DateTime,
            rules::FieldType::Duration => FieldType::Duration,
            rules::FieldType::Records => FieldType::Records([].into()),
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a bound of whole numbers is whole")]
fn whole(bound: f64) -> i64 {
    bound as i64
}
