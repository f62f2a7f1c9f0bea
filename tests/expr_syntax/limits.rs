//! Texts without bounds are refused, on a small stack and at once.

use std::thread;

use dealgraph::expr::{MAX_DEPTH, MAX_ELEMENTS, MAX_LENGTH, Mistake, parse};

use super::{refused, tree};

const SMALL_STACK: usize = 512 * 1024;

fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    thread::Builder::new().stack_size(SMALL_STACK).spawn(work).unwrap().join().unwrap();
}

fn nested(depth: usize) -> String {
    "(".repeat(depth - 1) + "a" + &")".repeat(depth - 1)
}

fn messages(mistakes: &[Mistake]) -> Vec<&str> {
    mistakes.iter().map(|mistake| mistake.message.as_str()).collect()
}

#[test]
fn a_text_is_read_up_to_the_greatest_length() {
    let long = |length: usize| format!("'{}'", "x".repeat(length - 2));
    tree(&long(MAX_LENGTH));
    let (expr, mistakes) = parse(&long(MAX_LENGTH + 1));
    assert!(expr.is_none());
    assert_eq!(messages(&mistakes), ["the condition is longer than 16384 bytes"]);
}

#[test]
fn parts_nest_up_to_the_greatest_depth() {
    on_a_small_stack(|| {
        let calls = |depth: usize| "f(".repeat(depth - 1) + "a" + &")".repeat(depth - 1);
        let lists = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        let maps = |depth: usize| "{1:".repeat(depth - 1) + "a" + &"}".repeat(depth - 1);
        let indexes = |depth: usize| "a[".repeat(depth - 1) + "a" + &"]".repeat(depth - 1);
        let signs = |depth: usize| "!".repeat(depth - 1) + "a";
        let minuses = |depth: usize| "-".repeat(depth - 1) + "a";
        let fields = |depth: usize| "a".to_owned() + &".b".repeat(depth - 1);
        let sums = |depth: usize| "a".to_owned() + &" + b".repeat(depth - 1);
        let choices = |depth: usize| "a ? b : ".repeat(depth - 1) + "c";
        let nots = |depth: usize| "not ".repeat(depth - 1) + "a";
        let mixed =
            |depth: usize| "a+".to_owned() + &"(".repeat(depth - 2) + "a" + &")".repeat(depth - 2);
        let texts: [&dyn Fn(usize) -> String; 12] = [
            &nested, &calls, &lists, &maps, &indexes, &signs, &minuses, &fields, &sums, &choices,
            &nots, &mixed,
        ];
        for text in texts {
            let deepest = parse(&text(MAX_DEPTH));
            assert!(deepest.0.is_some(), "{}: {:?}", text(MAX_DEPTH), deepest.1);
            let (expr, mistakes) = parse(&text(MAX_DEPTH + 1));
            assert!(expr.is_none(), "{}", text(MAX_DEPTH + 1));
            let message = "the condition is nested more than 128 deep";
            assert!(
                messages(&mistakes).contains(&message),
                "{}: {mistakes:?}",
                text(MAX_DEPTH + 1)
            );
        }
    });
}

#[test]
fn chains_of_and_and_or_are_as_long_as_the_text() {
    for link in ["&&", "||", " and ", " or "] {
        let text = vec!["a"; 2_700].join(link);
        assert!(parse(&text).0.is_some(), "{link}");
    }
    tree(&vec!["a == 1 && b"; 1_000].join("||"));
}

#[test]
fn lists_maps_and_arguments_have_at_most_a_thousand_elements() {
    let ones = |count: usize| vec!["1"; count].join(",");
    let entries = |count: usize| vec!["1:1"; count].join(",");
    tree(&format!("[{}]", ones(MAX_ELEMENTS)));
    tree(&format!("f({})", ones(MAX_ELEMENTS)));
    tree(&format!("{{{}}}", entries(MAX_ELEMENTS)));
    refused(&format!("[{}]", ones(MAX_ELEMENTS + 1)));
    refused(&format!("f({})", ones(MAX_ELEMENTS + 1)));
    refused(&format!("{{{}}}", entries(MAX_ELEMENTS + 1)));
}

#[test]
fn no_text_overflows_the_stack() {
    on_a_small_stack(|| {
        let pieces = [
            "(",
            "[",
            "{",
            "f(",
            "a[",
            "{a:",
            "!",
            "-",
            "a.b.",
            "a?b:",
            "a?",
            "a+(",
            "not ",
            "a and ",
            "1<(",
            "a==b||c&&d+e*(",
            "x in (1,",
            "a between (",
            "a is not (",
            "if ",
            "has(",
            ")",
            "]",
            "x.all(x,",
            "1<",
            "@",
            "“",
            "'",
            "`",
            "a.f(",
            "x contains ",
            "not(",
            "-1",
            "1 2 ",
            "- ",
        ];
        for piece in pieces {
            for length in [1_000, 16_000] {
                let text = piece.repeat(length / piece.len());
                let (expr, mistakes) = parse(&text);
                assert!(mistakes.len() <= 50);
                assert!(expr.is_none() || piece == "a.b." || !mistakes.is_empty(), "{piece}");
            }
            let (expr, mistakes) = parse(&piece.repeat(10_000_000 / piece.len()));
            assert!(expr.is_none() && mistakes.len() == 1, "{piece}");
        }
    });
}

#[test]
fn a_value_written_twice_does_not_grow_without_bounds() {
    let text = "1 < (".repeat(60) + "1 < x < 2" + &" < 2) < 2".repeat(60);
    let (expr, mistakes) = parse(&text);
    assert!(expr.is_none() && !mistakes.is_empty());
}
