//! Any condition is evaluated without a crash, checked and unchecked, and with the same answer twice.
#![no_main]

use std::collections::BTreeMap;

use dealgraph::expr::Value;
use dealgraph::expr::untyped::evaluate_untyped;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let facts = BTreeMap::from([
        ("x".to_owned(), Value::Int(7)),
        ("s".to_owned(), Value::from("text")),
        ("l".to_owned(), Value::list([Value::Int(1), Value::Double(2.5)])),
    ]);
    for check in [true, false] {
        let first = format!("{:?}", evaluate_untyped(text, &facts, check));
        assert_eq!(first, format!("{:?}", evaluate_untyped(text, &facts, check)));
    }
});
