//! Pictures, pages and reports: what they hold, and what they never let through.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;

use dealgraph::render::{DealView, dot, graph_html, graph_text, mermaid, svg};
use dealgraph::{Assessment, Deal, Library, Plan, Playbook, Timestamp};
use roxmltree::{Document, ParsingOptions};
use serde_json::json;

fn now() -> Timestamp {
    Timestamp::parse("2026-11-23T09:00:00Z").unwrap()
}

/// Letters that steer, hide or reorder what stands around them.
const STEERING: [char; 6] = ['\u{202e}', '\u{2067}', '\u{200b}', '\u{7}', '\u{1b}', '\u{2028}'];

/// What a name may hold at worst.
const HOSTILE: &str = "</text></style><script>alert(1)</script>\" onload=\"x' & ]]> <!-- %%{init}%% \\\"]; --> ```\n# H | <br/> [l](javascript:x) {{ 7*7 }} \u{202e}\u{2067}\u{200b}\u{7}\u{1b}[31m\u{2028}end";

fn hostile_playbook() -> Playbook {
    let name = HOSTILE.replace("{{ 7*7 }}", "");
    let name = serde_json::to_string(&name).unwrap();
    Playbook::from_toml(&format!(
        r#"
        dealgraph = 1
        [process]
        id = "hostile"
        name = {name}
        version = "1.0.0"
        [[stage]]
        id = "first"
        name = {name}
        goal = {name}
          [[stage.exit]]
          id = "priced"
          when = "amount > 0"
          otherwise = {name}
        [question.price]
        ask = {name}
        fills = ["amount"]
        [play.tell]
        do = {name}
        because = {name}
        fills = ["amount"]
        [signal.sign]
        when = "!has(amount)"
        say = {name}
        [[stage]]
        id = "won"
        name = {name}
        type = "won"
        [[stage]]
        id = "lost"
        name = "Lost"
        type = "lost"
        "#
    ))
    .unwrap()
}

fn hostile_deal() -> Deal {
    serde_json::from_value(json!({
        "id": HOSTILE, "name": HOSTILE, "stage": "first",
        "facts": { "owner": { "value": HOSTILE, "evidence": "stated", "by": HOSTILE, "note": HOSTILE,
                              "at": "2026-11-02T10:00:00Z" } },
        "contacts": [{ "name": HOSTILE, "roles": [HOSTILE], "note": HOSTILE }],
        "history": [{ "to": "first", "at": "2026-11-02T10:00:00Z", "actor": HOSTILE, "reason": HOSTILE }],
        "snoozed": [{ "signal": "sign", "until": "2027-01-01T00:00:00Z", "reason": HOSTILE }]
    }))
    .unwrap()
}

fn judged(playbook: &Playbook, deal: &Deal) -> (Assessment, Plan) {
    let assessment = playbook.assess(deal, now()).unwrap();
    (assessment, playbook.plan(deal, "won", now()).unwrap())
}

/// A page as XML: it is both.
fn parsed(text: &str) -> Document<'_> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).unwrap()
}

fn playbooks() -> Vec<Playbook> {
    let library = Library::builtin().with_dir("examples/processes").unwrap();
    let compiled = library.rule_sets().map(|rules| library.compile(rules.id().as_str()));
    compiled.filter_map(Result::ok).collect()
}

/// The elements and attributes that pages and pictures are made of.
const ELEMENTS: &str = "html head meta title style body header main section nav div p h1 h2 h3 h4 h5 \
    ul ol li a strong em span br blockquote table thead tbody tr th td meter \
    svg desc g rect circle path text";
const ATTRIBUTES: &str = "lang charset name content http-equiv class id tabindex role aria-label \
    aria-labelledby aria-hidden href rel scope min max value \
    viewBox width height x y rx cx cy r d font-size font-weight text-anchor";

/// Fails on anything that a page of ours does not hold: scripts, handlers, links to elsewhere.
fn assert_tame(text: &str) {
    let page = parsed(text);
    let elements: BTreeSet<&str> = ELEMENTS.split_whitespace().collect();
    let attributes: BTreeSet<&str> = ATTRIBUTES.split_whitespace().collect();
    for node in page.descendants().filter(roxmltree::Node::is_element) {
        assert!(elements.contains(node.tag_name().name()), "<{}>", node.tag_name().name());
        for attribute in node.attributes() {
            assert!(attributes.contains(attribute.name()), "{}=", attribute.name());
            let leads_away = attribute.name() == "href" && !attribute.value().starts_with('#');
            assert!(!leads_away, "{}", attribute.value());
        }
    }
    assert!(!page.descendants().any(|node| node.is_comment()), "a comment");
    assert!(!text.contains("url(") && !text.contains("@import"), "a page that loads something");
    assert!(!text.contains(STEERING), "a letter that steers");
}

#[test]
fn pictures_and_pages_of_every_playbook_are_well_formed_and_load_nothing() {
    let playbooks = playbooks();
    assert!(playbooks.len() >= 12);
    for playbook in playbooks {
        assert_tame(&svg(&playbook, None));
        let page = graph_html(&playbook, None);
        assert_tame(&page);
        let page = parsed(&page);
        let named = |name: &'static str| {
            page.descendants().filter_map(move |node| node.attribute(name)).collect::<Vec<_>>()
        };
        let ids = named("id");
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an id stands twice");
        for target in named("href") {
            let leads = target.strip_prefix('#').is_some_and(|id| ids.contains(&id));
            assert!(leads, "{target} leads nowhere");
        }
        for about in named("aria-labelledby").iter().flat_map(|ids| ids.split(' ')) {
            assert!(ids.contains(&about), "{about} names nothing");
        }
    }
}

#[test]
fn every_stage_and_every_way_can_be_opened_from_the_picture() {
    let playbook = Library::builtin().compile("spin").unwrap();
    let page = graph_html(&playbook, None);
    let page = parsed(&page);
    let picture = page.descendants().find(|node| node.tag_name().name() == "svg").unwrap();
    let links: BTreeSet<&str> =
        picture.descendants().filter_map(|node| node.attribute("href")).collect();
    let ways: BTreeSet<_> =
        playbook.graph().transitions().map(|(_, from, to, _)| (from, to)).collect();
    assert_eq!(links.len(), playbook.graph().len() + ways.len());
    let panel = page.descendants().find(|node| node.attribute("id") == Some("stage-1")).unwrap();
    let told: String = panel.descendants().filter_map(|node| node.text()).collect();
    for said in ["Turn implied needs", "At least 1 implied need", "How satisfied are you with"] {
        assert!(told.contains(said), "{said}");
    }
}

#[test]
fn nothing_in_a_rule_set_or_a_deal_becomes_markup() {
    let (playbook, deal) = (hostile_playbook(), hostile_deal());
    let (assessment, plan) = judged(&playbook, &deal);
    let shown = DealView::new(&assessment).planned(&plan);
    for shown in [None, Some(shown)] {
        assert_tame(&svg(&playbook, shown));
        assert_tame(&graph_html(&playbook, shown));
    }
    let report = playbook.report(&deal, "en", now()).unwrap();
    assert_tame(&report.html());
    let page = report.html();
    let page = parsed(&page);
    let said: String = page.descendants().filter_map(|node| node.text()).collect();
    assert!(said.contains("<script>alert(1)</script>"), "what was said is told, as a text");
    assert!(said.contains("{{ 7*7 }}"), "templates in facts stay as they are");
}

#[test]
fn nothing_in_a_rule_set_or_a_deal_leaves_its_place_in_a_text() {
    let (playbook, deal) = (hostile_playbook(), hostile_deal());
    let (assessment, plan) = judged(&playbook, &deal);
    let shown = Some(DealView::new(&assessment).planned(&plan));
    let picture = mermaid(&playbook, shown);
    for line in picture.lines() {
        let is_ours = ["flowchart LR", "  s", "  classDef ", "  class ", "  linkStyle "];
        assert!(is_ours.iter().any(|start| line.starts_with(start)), "{line}");
        assert!(!line.contains("%%") && !line.contains("<script"), "{line}");
        assert!(line.matches('"').count() % 2 == 0, "{line}");
    }
    for line in dot(&playbook, shown).lines() {
        let bare = line.replace("\\\\", "").replace("\\\"", "");
        assert!(bare.matches('"').count() % 2 == 0, "{line}");
    }
    let report = playbook.report(&deal, "en", now()).unwrap().markdown();
    for line in report.lines() {
        assert!(!line.starts_with("# H"), "{line}");
        assert!(!line.contains("<script") || line.contains("\\<script"), "{line}");
        assert!(!line.contains("[l](javascript") || line.contains("\\[l\\]("), "{line}");
    }
    assert_eq!(report.matches("```").count(), 2, "one block of code: the picture");
    for text in [picture, report, dot(&playbook, shown), graph_text(&playbook, shown)] {
        assert!(!text.contains(STEERING));
    }
}

/// A small process with everything that a picture can show.
const SMALL: &str = r#"
    dealgraph = 1
    [process]
    id = "small"
    name = "Small sales"
    version = "0.1.0"
    [[stage]]
    id = "qualify"
    name = "Qualify"
    probability = 0.1
    expected = "7d"
      [[stage.exit]]
      id = "priced"
      when = "amount > 0"
      otherwise = "No amount yet"
    [[stage]]
    id = "propose"
    name = "Propose an offer"
    probability = 0.6
    [[stage]]
    id = "close"
    name = "Close"
    [[stage]]
    id = "won"
    name = "Won"
    type = "won"
    [[stage]]
    id = "lost"
    name = "Lost"
    type = "lost"
    [[transition]]
    from = "qualify"
    to = "propose"
    [[transition]]
    from = "qualify"
    to = "close"
    [[transition]]
    from = "propose"
    to = "close"
    [[transition]]
    from = "propose"
    to = "qualify"
    [[transition]]
    from = "close"
    to = "won"
    [[transition]]
    from = "*"
    to = "lost"
    reasons = ["price"]
    [question.amount]
    ask = "What may it cost?"
    fills = ["amount"]
"#;

#[test]
fn a_picture_of_a_process() {
    insta::assert_snapshot!(svg(&Playbook::from_toml(SMALL).unwrap(), None));
}

#[test]
fn pictures_of_a_deal_tell_the_same_in_every_form() {
    let playbook = Playbook::from_toml(SMALL).unwrap();
    let (assessment, plan) = judged(&playbook, &Deal::new("D-1", "qualify"));
    let shown = Some(DealView::new(&assessment).planned(&plan));
    let (text, mermaid, dot) =
        (graph_text(&playbook, shown), mermaid(&playbook, shown), dot(&playbook, shown));
    insta::assert_snapshot!(format!("{text}\n{mermaid}\n{dot}"));
    let picture = svg(&playbook, shown);
    for form in [&text, &mermaid, &dot, &picture] {
        for told in ["deal is here", "1 unmet", "No amount yet", "planned", "1 to do"] {
            assert!(form.contains(told), "{told} is missing in {form}");
        }
    }
}

#[test]
fn a_report_in_markdown() {
    let playbook = Playbook::from_toml(SMALL).unwrap();
    let deal = json!({
        "id": "D-1", "name": "Northwind", "stage": "qualify",
        "entered_stage_at": "2026-11-09T08:00:00Z",
        "facts": { "owner": { "value": "Ada", "evidence": "stated", "by": "B. Lee",
                               "at": "2026-11-10T08:00:00Z" } },
        "contacts": [{ "name": "B. Lee", "stance": "neutral", "met": true }],
        "history": [{ "to": "qualify", "at": "2026-11-09T08:00:00Z", "actor": "rep" }]
    });
    let deal: Deal = serde_json::from_value(deal).unwrap();
    insta::assert_snapshot!(playbook.report(&deal, "en", now()).unwrap().markdown());
    insta::assert_snapshot!(playbook.report(&deal, "zh-CN", now()).unwrap().markdown());
}

#[test]
fn a_closed_deal_has_no_plan_and_a_report_all_the_same() {
    let playbook = Playbook::from_toml(SMALL).unwrap();
    for stage in ["won", "lost"] {
        let report = playbook.report(&Deal::new("D-1", stage), "en", now()).unwrap();
        assert!(!report.markdown().contains("The plan to"), "{}", report.markdown());
        assert_tame(&report.html());
    }
}
