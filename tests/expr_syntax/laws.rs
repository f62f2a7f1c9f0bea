//! Laws that hold for every text and every tree.

use dealgraph::Span;
use dealgraph::expr::syntax::{Comprehension, ExprKind, Literal, Operator};
use dealgraph::expr::{Expr, parse};
use proptest::prelude::*;

use super::conformance::expressions;
use super::strip::stripped;

fn expr(kind: ExprKind) -> Expr {
    Expr { kind, span: Span::default() }
}

fn boxed(part: Expr) -> Box<Expr> {
    Box::new(part)
}

fn name() -> impl Strategy<Value = std::sync::Arc<str>> {
    prop_oneof!["[a-h_][a-z0-9_]{0,5}", Just("stage".to_owned())]
        .prop_filter("a word of the language", |name| parse(name).1.is_empty())
        .prop_map(Into::into)
}

fn field() -> impl Strategy<Value = std::sync::Arc<str>> {
    prop_oneof![
        name(),
        "[a-z0-9_./ -]{1,8}".prop_map(Into::into),
        Just("in".into()),
        Just("if".into())
    ]
}

fn literal() -> impl Strategy<Value = Literal> {
    prop_oneof![
        Just(Literal::Null),
        any::<bool>().prop_map(Literal::Bool),
        any::<i64>().prop_map(Literal::Int),
        any::<u64>().prop_map(Literal::Uint),
        any::<f64>().prop_filter("not finite", |v| v.is_finite()).prop_map(Literal::Double),
        any::<String>().prop_map(|text| Literal::String(text.into())),
        any::<Vec<u8>>().prop_map(|bytes| Literal::Bytes(bytes.into())),
    ]
}

fn operator() -> impl Strategy<Value = Operator> {
    use Operator::{
        Add, Divide, Equal, Greater, GreaterEqual, In, Less, LessEqual, Multiply, NotEqual,
        Remainder, Subtract,
    };
    proptest::sample::select(vec![
        Equal,
        NotEqual,
        Less,
        LessEqual,
        Greater,
        GreaterEqual,
        In,
        Add,
        Subtract,
        Multiply,
        Divide,
        Remainder,
    ])
}

fn comprehension() -> impl Strategy<Value = Comprehension> {
    use Comprehension::{All, Exists, ExistsOne, Filter, Map};
    proptest::sample::select(vec![All, Exists, ExistsOne, Filter, Map])
}

fn tree() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![
        literal().prop_map(|literal| expr(ExprKind::Literal(literal))),
        (name(), any::<bool>()).prop_map(|(name, rooted)| expr(ExprKind::Name { name, rooted })),
        name().prop_map(|field| expr(ExprKind::Has { operand: None, field })),
    ];
    leaf.prop_recursive(6, 48, 4, |part| {
        let several = proptest::collection::vec(part.clone(), 0..4);
        let chain = proptest::collection::vec(part.clone(), 2..4);
        prop_oneof![
            (part.clone(), field())
                .prop_map(|(of, field)| expr(ExprKind::Select { operand: boxed(of), field })),
            (part.clone(), field())
                .prop_map(|(of, field)| expr(ExprKind::Has { operand: Some(boxed(of)), field })),
            (part.clone(), part.clone()).prop_map(|(operand, index)| expr(ExprKind::Index {
                operand: boxed(operand),
                index: boxed(index),
            })),
            (name(), proptest::option::of(part.clone()), several.clone()).prop_map(
                |(function, target, arguments)| expr(ExprKind::Call {
                    function,
                    function_span: Span::default(),
                    target: target.map(boxed),
                    arguments,
                })
            ),
            part.clone().prop_map(|part| expr(ExprKind::Not(boxed(part)))),
            part.clone().prop_map(|part| expr(ExprKind::Negate(boxed(part)))),
            chain.clone().prop_map(|parts| expr(ExprKind::And(parts))),
            chain.prop_map(|parts| expr(ExprKind::Or(parts))),
            (operator(), part.clone(), part.clone()).prop_map(|(operator, left, right)| expr(
                ExprKind::Binary {
                    operator,
                    operator_span: Span::default(),
                    left: boxed(left),
                    right: boxed(right),
                }
            )),
            (part.clone(), part.clone(), part.clone()).prop_map(|(condition, yes, no)| expr(
                ExprKind::Conditional {
                    condition: boxed(condition),
                    yes: boxed(yes),
                    no: boxed(no)
                }
            )),
            several.prop_map(|items| expr(ExprKind::List(items))),
            proptest::collection::vec((part.clone(), part.clone()), 0..3)
                .prop_map(|entries| expr(ExprKind::Map(entries))),
            (comprehension(), part.clone(), name(), proptest::option::of(part.clone()), part)
                .prop_map(|(kind, range, variable, filter, body)| expr(ExprKind::Comprehension {
                    kind,
                    range: boxed(range),
                    variable,
                    variable_span: Span::default(),
                    filter: filter.map(boxed).filter(|_| kind == Comprehension::Map),
                    body: boxed(body),
                })),
        ]
    })
}

/// Whether a tree can come from a text: a field that no text can name is printed as an index.
fn check_printing(meant: &Expr) -> Result<(), TestCaseError> {
    let printed = meant.to_string();
    let (expr, mistakes) = parse(&printed);
    prop_assert!(mistakes.is_empty(), "{}: {:#?}", printed, mistakes);
    let expr = expr.map(stripped);
    prop_assert_eq!(expr.as_ref(), Some(meant), "{}", printed);
    Ok(())
}

fn check_text(text: &str) -> Result<(), TestCaseError> {
    let (expr, mistakes) = parse(text);
    prop_assert!(expr.is_some() || !mistakes.is_empty());
    for mistake in &mistakes {
        prop_assert!(text.get(mistake.span.start..mistake.span.end).is_some(), "{:?}", mistake);
        if let Some(fix) = &mistake.fix {
            prop_assert!(fix.apply(text).is_some(), "{:?}", mistake);
        }
    }
    if let Some(expr) = expr {
        let expr = stripped(expr);
        check_printing(&expr)?;
        check_mending(text, &expr)?;
    }
    Ok(())
}

/// What was understood is what the text says once every fix is applied.
fn check_mending(text: &str, meant: &Expr) -> Result<(), TestCaseError> {
    let mut mended = text.to_owned();
    for _ in 0..60 {
        let (expr, mistakes) = parse(&mended);
        let expr = expr.map(stripped);
        prop_assert_eq!(expr.as_ref(), Some(meant), "{} became {}", text, mended);
        let Some(mistake) = mistakes.first() else { return Ok(()) };
        let fix = mistake.fix.as_ref();
        prop_assert!(fix.is_some(), "{} became {}: {:?}", text, mended, mistake);
        mended = fix.and_then(|fix| fix.apply(&mended)).unwrap_or_default();
    }
    prop_assert!(false, "{} became {} and is not mended", text, mended);
    Ok(())
}

/// Pieces of conditions, right and wrong, to be thrown together.
const PIECES: [&str; 72] = [
    "a",
    "b.c",
    "1",
    "2.5",
    "'x'",
    "and",
    "or",
    "not",
    "is",
    "in",
    "between",
    "contains",
    "null",
    "true",
    "TRUE",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ".",
    ":",
    "?",
    "+",
    "-",
    "*",
    "/",
    "%",
    "=",
    "==",
    "!=",
    "<>",
    "<",
    ">",
    "<=",
    ">=",
    "=>",
    "&&",
    "||",
    "&",
    "|",
    "!",
    "50,000",
    "50 000",
    "15%",
    "$5",
    "2026-11-23",
    "“x”",
    "'",
    "\"",
    "`",
    "`x`",
    "has(",
    "xs.all(x,",
    "timestamp(",
    "if",
    "while",
    "é",
    "@",
    ";",
    "€",
    "≥",
    "\\",
    "b'\\xff'",
    "r'\\'",
    "//",
    "\n",
    "'''",
    "empty",
    "\u{a0}",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn printing_and_parsing_gives_the_same_tree(tree in tree()) {
        check_printing(&tree)?;
    }

    #[test]
    fn any_text_gives_a_tree_or_a_mistake(text in any::<String>()) {
        check_text(&text)?;
    }

    #[test]
    fn any_pieces_give_a_tree_or_a_mistake(
        pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..16),
        separator in proptest::sample::select(vec!["", " "]),
    ) {
        check_text(&pieces.join(separator))?;
    }

    #[test]
    fn a_case_with_a_piece_changed_gives_a_tree_or_a_mistake(
        text in proptest::sample::select(expressions()),
        from in any::<proptest::sample::Index>(),
        length in 0_usize..5,
        piece in proptest::sample::select(&PIECES[..]),
    ) {
        let letters: Vec<char> = text.chars().collect();
        let from = from.index(letters.len() + 1);
        let to = (from + length).min(letters.len());
        let before: String = letters[..from].iter().collect();
        let after: String = letters[to..].iter().collect();
        check_text(&[&before, piece, &after].concat())?;
    }
}
