//! What people write who do not program: each is named, understood and mended.

use dealgraph::expr::{Expr, parse};

use super::strip::stripped;
use super::tree;

/// Applies fixes, one at a time, until none is left.
fn mended(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..20 {
        let mistakes = parse(&text).1;
        let Some(fix) = mistakes.iter().find_map(|mistake| mistake.fix.clone()) else {
            assert_eq!(mistakes, [], "{text}");
            return text;
        };
        text = fix.apply(&text).unwrap();
    }
    panic!("fixes do not end: {text}");
}

/// What was meant, of a text with mistakes.
fn meant(text: &str) -> Expr {
    let (expr, mistakes) = parse(text);
    assert!(!mistakes.is_empty(), "{text} was accepted");
    for mistake in &mistakes {
        assert!(mistake.help.is_some(), "{text}: {mistake:?}");
        assert!(
            !mistake.message.ends_with('.') && !mistake.message.starts_with(char::is_uppercase)
        );
    }
    expr.unwrap_or_else(|| panic!("{text} was not understood: {mistakes:#?}"))
}

fn mends(cases: &[(&str, &str)]) {
    for (text, right) in cases {
        let expr = stripped(meant(text));
        assert_eq!(mended(text), *right, "{text}");
        assert_eq!(expr, stripped(tree(right)), "{text} was understood as {expr}");
    }
}

#[test]
fn signs() {
    mends(&[
        ("stage = 'won'", "stage == 'won'"),
        ("stage === 'won'", "stage == 'won'"),
        ("stage <> 'won'", "stage != 'won'"),
        ("stage !== 'won'", "stage != 'won'"),
        ("amount => 5", "amount >= 5"),
        ("amount =< 5", "amount <= 5"),
        ("amount ≥ 5", "amount >= 5"),
        ("amount ≤ 5", "amount <= 5"),
        ("amount ≠ 5", "amount != 5"),
        ("a & b | c", "a && b || c"),
        ("a × b − c", "a * b - c"),
        ("amount＞5", "amount>5"),
        ("a\u{a0}== 1", "a == 1"),
        ("amount > +5", "amount > 5"),
        ("a > = 5 || b = = c", "a >= 5 || b == c"),
    ]);
}

#[test]
fn words() {
    mends(&[
        ("a and b", "a && b"),
        ("a AND b Or c", "a && b || c"),
        ("a and b && c and d", "a && b && c && d"),
        ("not a", "!a"),
        ("NOT (a or b)", "!(a || b)"),
        ("not a == b and c", "!(a == b) && c"),
        ("not has(a)", "!has(a)"),
        ("not not a", "!!a"),
        ("a && not b.c", "a && !b.c"),
        ("stage is 'won'", "stage == 'won'"),
        ("stage is not 'won'", "stage != 'won'"),
        ("stage equals 'won'", "stage == 'won'"),
        ("met is true", "met == true"),
        ("a IN [1]", "a in [1]"),
        ("a not in [1, 2] && b", "!(a in [1, 2]) && b"),
        ("a is not in [1]", "!(a in [1])"),
        ("a in (1, 2)", "a in [1, 2]"),
        ("a in ('x',)", "a in ['x',]"),
        ("a NOT IN ('x', 'y')", "!(a in ['x', 'y'])"),
        ("owner contains 'a'", "owner.contains('a')"),
        ("owner not contains 'a' || b", "!owner.contains('a') || b"),
        ("not owner contains 'a'", "!(owner.contains('a'))"),
        ("a + b startswith 'c'", "(a + b).startsWith('c')"),
        ("(a) contains b + c", "(a).contains(b + c)"),
        ("amount between 1 and 5", "amount >= 1 && amount <= 5"),
        ("amount between 1 and 5 and b", "amount >= 1 && amount <= 5 && b"),
        ("b or amount not between 1 and 5", "b || !(amount >= 1 && amount <= 5)"),
        ("amount is null", "!has(amount)"),
        ("amount is not null && b", "has(amount) && b"),
        ("amount IS NOT NULL", "has(amount)"),
        ("c.name is empty", "!has(c.name)"),
        ("close_date is set", "has(close_date)"),
        ("a == TRUE", "a == true"),
        ("a == False || b == Null", "a == false || b == null"),
        ("if amount > 5", "amount > 5"),
    ]);
}

#[test]
fn numbers() {
    mends(&[
        ("amount > 50,000", "amount > 50000"),
        ("amount > 50 000 && b", "amount > 50000 && b"),
        ("amount > 50_000", "amount > 50000"),
        ("amount > 1,250,000.50", "amount > 1250000.50"),
        ("amount > 1.000.000", "amount > 1000000"),
        ("(amount > 50,000)", "(amount > 50000)"),
        ("amount > -50,000", "amount > -50000"),
        ("amount in [50 000, 60 000]", "amount in [50000, 60000]"),
        ("amount > 12,5", "amount > 12.5"),
        ("amount > 50k", "amount > 50000"),
        ("amount > $50,000", "amount > 50000"),
        ("amount > € 50", "amount > 50"),
        ("amount > -$50", "amount > -50"),
        ("amount > 50 €", "amount > 50"),
        ("amount > 50,000 EUR && b", "amount > 50000 && b"),
        ("amount > 50.000,00", "amount > 50000.00"),
        ("amount > 5.", "amount > 5.0"),
        ("discount_percent <= 15%", "discount_percent <= 15.0"),
        ("discount_percent <= 12.5 % and b", "discount_percent <= 12.5 && b"),
        ("discount_percent <= 12,5%", "discount_percent <= 12.5"),
    ]);
    tree("[1,000]");
    tree("f(50,000)");
    tree("a in [10,200]");
    tree("a % 15 == 0");
}

#[test]
fn dates() {
    mends(
        &[
            ("close_date < 2026-11-23", "close_date < timestamp('2026-11-23T00:00:00Z')"),
            ("now > 2026-11-23T10:30Z || b", "now > timestamp('2026-11-23T10:30:00Z') || b"),
            ("now > timestamp(2026-11-23)", "now > timestamp('2026-11-23T00:00:00Z')"),
        ]
        .map(|(text, right)| match text.strip_suffix("Z || b") {
            Some(_) => ("now > 2026-11-23T10:30 || b", right),
            None => (text, right),
        }),
    );
    tree("2026-13-45");
    tree("2026 - 11 - 23");
}

#[test]
fn quotes() {
    mends(&[
        ("stage == “won”", "stage == 'won'"),
        ("stage == ‘won’ && a", "stage == 'won' && a"),
        ("stage == „it's\u{201c}", "stage == \"it's\""),
        ("stage == \"won”", "stage == \"won\""),
        ("stage == `won`", "stage == 'won'"),
        ("name == 'Bob's Burgers' && b == 'c'", "name == \"Bob's Burgers\" && b == 'c'"),
        ("stage == 'closed won", "stage == 'closed won'"),
        ("name.matches('\\d+')", "name.matches('\\\\d+')"),
    ]);
    let (expr, mistakes) = parse("stage == 'won && (amount > 5)");
    assert!(expr.is_none());
    assert_eq!(mistakes.len(), 1);
    assert_eq!(
        (mistakes[0].message.as_str(), mistakes[0].span.start),
        ("this quote is never closed", 9)
    );
}

#[test]
fn brackets() {
    mends(&[
        ("a && (b == c", "a && (b == c)"),
        ("xs.exists(x, x.met", "xs.exists(x, x.met)"),
        ("a in [1, 2", "a in [1, 2]"),
        ("((a) || b)) ", "((a) || b) "),
        ("a in [1, 2)", "a in [1, 2]"),
        ("[f(1, 2]", "[f(1, 2)]"),
        ("f(a, b,)", "f(a, b)"),
        ("has('amount')", "has(amount)"),
        ("has(c['last name'])", "has(c.`last name`)"),
        ("a.in == 1", "a.`in` == 1"),
        ("a ? b ? c : d : e", "a ? (b ? c : d) : e"),
    ]);
    let (expr, mistakes) = parse("a && (b || c && d");
    assert!(expr.is_none());
    assert_eq!(
        (mistakes[0].message.as_str(), mistakes[0].span.start),
        ("this `(` is never closed", 5)
    );
}

#[test]
fn links_without_a_condition() {
    mends(&[
        ("a &&", "a"),
        ("(a || b or)", "(a || b)"),
        ("&& a", "a"),
        ("a && && b", "a && b"),
        ("a == 1 ||", "a == 1"),
        ("a,", "a"),
    ]);
    for lost in ["a ==", "a == == b", "== 5", "a && || b", "a b", "()", "a, b", "1 +"] {
        let (expr, mistakes) = parse(lost);
        assert!(expr.is_none(), "{lost} was understood as {expr:?}");
        assert_eq!(mistakes.len(), 1, "{lost}: {mistakes:#?}");
    }
}

#[test]
fn comparisons_that_share_a_value() {
    mends(&[
        ("1 < x < 5", "1 < x && x < 5"),
        ("1 <= x + 1 < y.z < 5", "1 <= x + 1 && x + 1 < y.z && y.z < 5"),
        ("a && 1 < (x) < 5 && b", "a && 1 < (x) && (x) < 5 && b"),
        ("!(1 < x < 5) || 1 < f(x) < 5", "!(1 < x && x < 5) || 1 < f(x) && f(x) < 5"),
    ]);
    tree("(1 < x) < true");
    tree("false < true < true");
    assert!(parse("1 < x < 5 == true").0.is_none());
}

#[test]
fn an_empty_condition() {
    for text in ["", "  \n", "// nothing"] {
        let (expr, mistakes) = parse(text);
        assert!(expr.is_none());
        assert_eq!(mistakes[0].message, "the condition is empty");
        assert!(mistakes[0].help.is_some());
    }
}

#[test]
fn what_cannot_be_understood_is_named_once() {
    for (text, message) in [
        ("amount > 30d", "expected a number, found `30d`"),
        ("größe > 5", "`größe` is neither a name nor a text"),
        ("amount @ 5", "`@` has no meaning here"),
        ("deal size > 5", "expected an operator, found `size`"),
        ("while > 5", "`while` is a reserved word, not a name"),
        ("amount > 99999999999999999999", "the whole number `99999999999999999999` is too large"),
        ("has(a, b)", "expected one field in `has`, found 2 arguments"),
        ("xs.all(x.y, true)", "expected a name for the element in `all`, found `x.y`"),
        ("a ? b", "expected `:` and what holds otherwise, found the end"),
        ("{1}", "expected `:` and the value of this key, found `}`"),
        ("f(a b)", "expected `,` or `)`, found `b`"),
        ("(a b && c)", "expected an operator or `)`, found `b`"),
        ("amount >", "expected a value after `>`, found the end"),
        ("a.", "expected the name of a field after `.`, found the end"),
    ] {
        let (expr, mistakes) = parse(text);
        assert!(expr.is_none(), "{text}");
        assert!(mistakes.iter().all(|mistake| mistake.help.is_some()), "{text}");
        let messages: Vec<_> = mistakes.iter().map(|mistake| mistake.message.as_str()).collect();
        assert_eq!(messages, [message], "{text}");
    }
}
