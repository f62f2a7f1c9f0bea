//! Any text is read without a crash, and what was read reads the same when it is printed.
#![no_main]

use dealgraph::expr::parse;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (read, mistakes) = parse(text);
    if let Some(expr) = read.filter(|_| mistakes.is_empty()) {
        let printed = expr.to_string();
        let (again, mistakes) = parse(&printed);
        assert!(mistakes.is_empty(), "{printed:?} does not read: {mistakes:?}");
        assert_eq!(again.map(|again| again.to_string()), Some(printed));
    }
});
