//! The examples of the documentation.

use dealgraph::expr::Condition;

use crate::process::Process;

#[test]
fn every_example_compiles() {
    let text = include_str!("../../docs/cel.md");
    let mut examples = 0;
    for block in text.split("```cel\n").skip(1) {
        for line in block.split("```").next().unwrap().lines() {
            let condition = Condition::compile(line, &Process::default());
            assert!(condition.is_ok(), "{line}: {condition:?}");
            examples += 1;
        }
    }
    assert!(examples > 20);
}
