//! Conditions as text: what is read, what is refused and how it is mended, what is printed.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

#[path = "expr_syntax/conformance.rs"]
mod conformance;
#[path = "expr_syntax/laws.rs"]
mod laws;
#[path = "expr_syntax/limits.rs"]
mod limits;
#[path = "expr_syntax/slips.rs"]
mod slips;
#[path = "expr_syntax/strip.rs"]
mod strip;

use dealgraph::expr::syntax::{ExprKind, Literal};
use dealgraph::expr::{Expr, parse};

use strip::stripped;

/// The tree of a text that must be right.
fn tree(text: &str) -> Expr {
    match parse(text) {
        (Some(expr), mistakes) if mistakes.is_empty() => expr,
        (_, mistakes) => panic!("{text}: {mistakes:#?}"),
    }
}

fn literal(text: &str) -> Literal {
    match tree(text).kind {
        ExprKind::Literal(literal) => literal,
        other => panic!("{text}: {other:?}"),
    }
}

fn same(one: &str, other: &str) {
    assert_eq!(stripped(tree(one)), stripped(tree(other)), "{one} and {other}");
}

fn refused(text: &str) {
    assert!(!parse(text).1.is_empty(), "{text} was accepted");
}

#[test]
fn numbers_are_read_to_the_edge_of_their_kind() {
    assert_eq!(literal("9223372036854775807"), Literal::Int(i64::MAX));
    assert_eq!(literal("-9223372036854775808"), Literal::Int(i64::MIN));
    assert_eq!(literal("0x7fffFFFFffffFFFF"), Literal::Int(i64::MAX));
    assert_eq!(literal("-0x8000000000000000"), Literal::Int(i64::MIN));
    assert_eq!(literal("18446744073709551615u"), Literal::Uint(u64::MAX));
    assert_eq!(literal("0xFFU"), Literal::Uint(255));
    assert_eq!(literal(".5"), Literal::Double(0.5));
    assert_eq!(literal("-.5e-1"), Literal::Double(-0.05));
    assert_eq!(literal("1E3"), Literal::Double(1000.0));
    for bad in ["9223372036854775808", "-9223372036854775809", "18446744073709551616u", "1e999"] {
        refused(bad);
        assert!(parse(bad).0.is_none(), "{bad}");
    }
}

#[test]
fn a_minus_sign_belongs_to_the_digits_right_after_it() {
    assert!(matches!(tree("- 3").kind, ExprKind::Negate(_)));
    assert!(matches!(tree("-(3)").kind, ExprKind::Negate(_)));
    assert!(matches!(tree("-x").kind, ExprKind::Negate(_)));
    assert!(matches!(tree("-3u").kind, ExprKind::Negate(_)));
    assert!(matches!(tree("1 -1").kind, ExprKind::Binary { .. }));
    assert!(matches!(tree("1-1").kind, ExprKind::Binary { .. }));
    same("a--1", "a - -1");
}

fn text(source: &str) -> String {
    match literal(source) {
        Literal::String(text) => text.to_string(),
        other => panic!("{source}: {other:?}"),
    }
}

fn bytes(source: &str) -> Vec<u8> {
    match literal(source) {
        Literal::Bytes(bytes) => bytes.to_vec(),
        other => panic!("{source}: {other:?}"),
    }
}

#[test]
fn texts_are_read_in_all_quotes_with_all_escapes() {
    assert_eq!(text(r#"'''x''x'''"#), "x''x");
    assert_eq!(text("\"\"\"a\n\"b\" \\\"\"\"\""), "a\n\"b\" \"");
    assert_eq!(text(r"'\a\b\f\n\r\t\v\\\?\'\`'"), "\x07\x08\x0c\n\r\t\x0b\\?'`");
    assert_eq!(text(r#"'\"'"#), "\"");
    assert_eq!(text(r"'\x41\X41\101\u0041\U00000041'"), "AAAAA");
    assert_eq!(text(r"'\xff\377'"), "ÿÿ");
    assert_eq!(text(r"r'\n\'"), r"\n\");
    assert_eq!(text("R\"\"\"\\\"\"\""), "\\");
    assert_eq!(text(r"'\U0001f431'"), "🐱");
}

#[test]
fn bytes_take_octets_and_no_code_points() {
    assert_eq!(bytes(r"b'ÿ'"), [195, 191]);
    assert_eq!(bytes(r"b'\xff\377\101'"), [255, 255, 65]);
    assert_eq!(bytes(r"bR'\x'"), br"\x");
    assert_eq!(bytes("B\"\"\"a\nb\"\"\""), b"a\nb");
    refused(r"b'\u0041'");
    refused(r"b'\U00000041'");
}

#[test]
fn what_is_no_character_is_refused() {
    for bad in [r"'\ud83d'", r"'\uD83D\uDE03'", r"'\U00110000'", r"'\U0000d800'"] {
        refused(bad);
        assert!(parse(bad).0.is_none(), "{bad}");
    }
    for bad in [r"'\s'", r"'\x4'", r"'\400'", r"'\08'", r"'\u12'", "'a\nb'", "'\\"] {
        refused(bad);
    }
}

#[test]
fn operators_bind_as_the_language_says() {
    same("a || b && c == d + e * -f", "a || (b && (c == (d + (e * (-f)))))");
    same("a ? b : c ? d : e", "a ? b : (c ? d : e)");
    same("a - b - c", "(a - b) - c");
    same("a == b == c", "(a == b) == c");
    same("!a.b", "!(a.b)");
    same("-a[0]", "-(a[0])");
    same("a in b in c", "(a in b) in c");
    same("a % b * c / d", "((a % b) * c) / d");
}

#[test]
fn chains_are_flat_and_parentheses_are_kept() {
    let ExprKind::And(parts) = tree("a && b && c").kind else { panic!() };
    assert_eq!(parts.len(), 3);
    let ExprKind::And(parts) = tree("(a && b) && c").kind else { panic!() };
    assert_eq!(parts.len(), 2);
}

#[test]
fn spans_point_into_the_text() {
    let text = " (a) + b.c(1) ";
    let expr = tree(text);
    assert_eq!(&text[expr.span.start..expr.span.end], "(a) + b.c(1)");
    let ExprKind::Binary { left, right, operator_span, .. } = expr.kind else { panic!() };
    assert_eq!(&text[left.span.start..left.span.end], "a");
    assert_eq!(&text[operator_span.start..operator_span.end], "+");
    let ExprKind::Call { function_span, .. } = right.kind else { panic!() };
    assert_eq!(&text[function_span.start..function_span.end], "c");
}

#[test]
fn comments_and_white_space_separate() {
    same("a // the first\n\t&&\r\n\x0c b // the second", "a && b");
    refused("// nothing");
}

#[test]
fn reserved_words_are_fields_and_methods_but_no_names() {
    for word in ["as", "break", "const", "continue", "else", "for", "function", "if", "import"] {
        refused(word);
        refused(&format!("{word}(a)"));
        tree(&format!("a.{word} || a.{word}()"));
    }
    for word in ["let", "loop", "package", "namespace", "return", "var", "void", "while"] {
        refused(word);
        tree(&format!("a.{word} || a.{word}()"));
    }
    for word in ["in", "true", "false", "null"] {
        refused(&format!("a.{word}"));
        tree(&format!("a.`{word}`"));
    }
}

#[test]
fn macros_are_recognised_by_name_and_arguments() {
    assert!(matches!(tree("has(amount)").kind, ExprKind::Has { operand: None, .. }));
    assert!(matches!(tree("has(a.b.c)").kind, ExprKind::Has { operand: Some(_), .. }));
    for name in ["all", "exists", "exists_one", "existsOne", "filter", "map"] {
        let kind = tree(&format!("xs.{name}(x, x > 1)")).kind;
        assert!(matches!(kind, ExprKind::Comprehension { filter: None, .. }), "{name}");
        refused(&format!("xs.{name}()"));
        refused(&format!("xs.{name}(x)"));
        refused(&format!("xs.{name}(x.y, true)"));
        refused(&format!("xs.{name}(.x, true)"));
        refused(&format!("xs.{name}(x, true, true, true)"));
    }
    assert!(matches!(
        tree("xs.map(x, x > 1, x)").kind,
        ExprKind::Comprehension { filter: Some(_), .. }
    ));
    refused("xs.exists(x, true, true)");
    for bad in ["has()", "has(a, b)", "has(1)", "has(f(x))", "has(a[0])", "has(.a)"] {
        refused(bad);
    }
    assert!(matches!(tree("all(xs)").kind, ExprKind::Call { target: None, .. }));
}

#[test]
fn lists_and_maps_may_end_in_a_comma() {
    same("[1, 2,]", "[1, 2]");
    same("{'a': 1,}", "{'a': 1}");
    refused("f(1,)");
    refused("Message{a: 1}");
    refused("a.b.Message{}");
    tree("[]");
    tree("{}");
}

#[test]
fn a_rooted_name_is_kept() {
    assert!(matches!(tree(".x").kind, ExprKind::Name { rooted: true, .. }));
    assert_eq!(tree("a + .x.y").to_string(), "a + .x.y");
}

#[test]
fn several_mistakes_are_found_in_one_run() {
    let (expr, mistakes) = parse("a = 1 and b <> 2 && c @ 3 || xs.exists(x)");
    assert!(expr.is_none());
    let messages: Vec<_> = mistakes.iter().map(|mistake| mistake.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "expected `==`, found `=`",
            "expected `&&`, found `and`",
            "expected `!=`, found `<>`",
            "`@` has no meaning here",
            "expected a name for the element and a condition in `exists`, found 1 argument",
        ]
    );
}

#[test]
fn text_is_printed_with_no_more_parentheses_than_needed() {
    for (text, printed) in [
        ("((a))&&((b)||c)", "a && (b || c)"),
        ("(a+b)*(c*d)", "(a + b) * (c * d)"),
        ("-(3)", "-(3)"),
        (".not(x) && .f(x)", ".not(x) && f(x)"),
        ("15 % (and.x)", "15 % (and.x)"),
        ("-(a.b)", "-a.b"),
        ("-(3.5).x", "-(3.5.x)"),
        ("!(-a)", "!(-a)"),
        ("(-3).x", "-3.x"),
        ("a?(b?c:d):(e?f:g)", "a ? (b ? c : d) : e ? f : g"),
        ("(a ? b : c) ? d : e", "(a ? b : c) ? d : e"),
        ("(1<x)<y", "(1 < x) < y"),
        ("(a==b)==c", "a == b == c"),
        ("\"it's\"", "\"it's\""),
        ("\"plain\"", "'plain'"),
        (r"b'\000a\377'", r"b'\x00a\xff'"),
        ("0x10u", "16u"),
        ("1e2", "100.0"),
        ("a.`b-c`.`d`", "a.`b-c`.d"),
        ("xs.existsOne(x,x>1)", "xs.exists_one(x, x > 1)"),
        ("{'a':1}", "{'a': 1}"),
    ] {
        assert_eq!(tree(text).to_string(), printed, "{text}");
        same(text, printed);
    }
}
