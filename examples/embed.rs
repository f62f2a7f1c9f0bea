//! The main job of the library: a deal held against a methodology.
//!
//! `cargo run --example embed` prints what `examples/embed.out` holds.

use std::error::Error;

use dealgraph::{Audience, Deal, Library, Move, Timestamp};

const DEAL: &str = r#"{
  "id": "D-1042",
  "name": "Northwind renewal",
  "stage": "investigating",
  "created_at": "2026-09-01T08:00:00Z",
  "entered_stage_at": "2026-10-20T08:00:00Z",
  "last_activity_at": "2026-11-14T15:30:00Z",
  "facts": {
    "amount": 120000,
    "implied_needs": 2,
    "explicit_needs": {
      "value": 1, "evidence": "stated", "by": "D. Reyes", "at": "2026-11-02T10:00:00Z"
    }
  },
  "contacts": [{ "name": "D. Reyes", "stance": "neutral", "met": true }]
}"#;

fn main() -> Result<(), Box<dyn Error>> {
    let library = Library::builtin();
    let playbook = library.compile("spin")?;
    let deal: Deal = serde_json::from_str(DEAL)?;
    let now = Timestamp::parse("2026-11-23T09:00:00Z")?;

    let assessment = playbook.assess(&deal, now)?;
    println!("Next for {}:", assessment.deal.name);
    for action in &assessment.actions {
        println!("{:>3} {}", action.score, action.text);
    }

    let verdict = playbook.check_move(&deal, &Move::to("demonstrating"), now)?;
    println!("\nTo demonstrating: {:?}", verdict.outcome);
    for unmet in &verdict.unmet {
        println!("  {}", unmet.otherwise);
    }

    let prompt = playbook.coach(&deal, Audience::Rep, "en", now)?;
    println!("\n{}", prompt.text);
    Ok(())
}
