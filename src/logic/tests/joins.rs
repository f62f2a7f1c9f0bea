//! Witnesses of conditions that put several lists together: not looked into, but shown all the same.

use std::sync::Arc;

use super::Table;
use crate::expr::{Condition, Declaration, RecordType, Truth, Type};
use crate::logic::{Answer, Conditions, Wanted};

fn people(fields: &[(&str, Type)]) -> Declaration {
    let field = |(name, ty): &(&str, Type)| (Arc::from(*name), Declaration::new(ty.clone(), *name));
    let record = RecordType { fields: fields.iter().map(field).collect() };
    Declaration::new(Type::list(Type::Record(Arc::new(record))), "")
}

fn table() -> Table {
    let texts = || Type::list(Type::String);
    let rows = [
        ("contacts", people(&[("name", Type::String), ("roles", texts()), ("met", Type::Bool)])),
        ("key", people(&[("name", Type::String), ("status", Type::String), ("listens", texts())])),
        (
            "steps",
            people(&[("owner", Type::String), ("done", Type::Bool), ("due", Type::Timestamp)]),
        ),
        ("now", Declaration::new(Type::Timestamp, "").always_set()),
    ];
    Table(rows.into_iter().map(|(name, declaration)| (name.to_owned(), declaration)).collect())
}

/// Each can hold and can fail to, and the facts that show it are confirmed.
#[test]
fn lists_that_are_put_together_are_shown() {
    let written = [
        "contacts.exists(c, 'champion' in c.roles && key.exists(k, k.name == c.name && k.status == 'in'))",
        "key.exists(k, has(k.listens) && contacts.exists(c, 'buyer' in c.roles && c.name in k.listens))",
        "key.exists(k, has(k.listens) && contacts.exists(c, c.name == k.name)) && \
         !key.exists(k, contacts.exists(c, 'champion' in c.roles && c.name in k.listens))",
        "size(steps.filter(s, s.owner == 'buyer' && !s.done && now - s.due > duration('24h'))) >= 2",
        "size(steps.filter(s, key.exists(k, k.name == s.owner && k.status != 'out'))) * 3 < size(steps)",
    ];
    for text in written {
        let condition = Condition::compile(text, &table()).unwrap();
        let mut conditions = Conditions::default();
        let ix = conditions.add(&condition);
        for (wanted, is_true) in [(Wanted::True, true), (Wanted::NotTrue, false)] {
            let Answer::Yes(witness) = conditions.find(&[(ix, wanted)]) else {
                panic!("nothing shows that it can be {wanted:?}: {text}");
            };
            assert_eq!(condition.decide(&witness) == Truth::True, is_true, "{text}");
        }
    }
}
