//! The longer texts of `--help`.

/// What the program is, in a line.
pub(crate) const IN_SHORT: &str = "Hold deals against a sales process and its methodologies";

/// What the program is.
pub(crate) const ABOUT: &str = "\
Hold deals against a sales process and its methodologies.

A rule set is a TOML file: the stages of a process or a methodology, the gates \
between them, and the questions, plays, warning signs and scorecards that go \
with each. dealgraph checks it, draws it, and judges deals by it: where a deal \
stands, what to do next, what blocks its next move.";

/// After `-h`.
pub(crate) const SHORT: &str = "\
Try `dealgraph list`, then `dealgraph show spin`. `dealgraph COMMAND --help` says more.";

/// After `--help`.
pub(crate) const LONG: &str = "\
Examples:
  dealgraph list                               what comes built in
  dealgraph new acme --from spin -o acme.toml  a process, SPIN laid over it
  dealgraph check acme.toml                    every defect, with its mend
  dealgraph assess deal.json                   where it stands, what to do next
  dealgraph move deal.json --to demonstrating  may it move, and if not, why not
  dealgraph plan deal.json --by 2026-12-31     the shortest way to won, in time
  dealgraph coach deal.json                    a page for the rep
  dealgraph batch deals.jsonl > results.jsonl  a whole pipeline at once

Deals:
  A deal is a JSON object: `id`, `stage`, and what else is known of it.
    {\"id\": \"D-1042\", \"playbook\": \"spin\", \"stage\": \"investigating\",
     \"facts\": {\"amount\": 120000,
               \"explicit_needs\": {\"value\": 1, \"evidence\": \"stated\"}}}
  Its `playbook` is a built-in id, or a path relative to the deal's own
  file. `--playbook` goes before it.

Exit status:
  0  fine
  1  a negative answer: a move refused, defects found
  2  input that cannot be used, or wrong usage

Environment:
  NO_COLOR  no colour, if set
  COLUMNS   how wide reports are, 40 to 100, instead of the terminal's width

What was asked for goes to standard output, diagnostics and progress to
standard error.";

pub(crate) const LIST: &str = "\
Examples:
  dealgraph list
  dealgraph list --format json";

pub(crate) const SHOW: &str = "\
Examples:
  dealgraph show spin
  dealgraph show acme.toml --format json";

pub(crate) const GUIDE: &str = "\
Examples:
  dealgraph guide spin > spin.md
  dealgraph guide acme.toml --lang zh-Hans
  dealgraph guide --out docs/methodologies

A page is Markdown, with the stage graph as a Mermaid picture.";

pub(crate) const DIFF: &str = "\
Examples:
  dealgraph diff acme-1.0.toml acme-1.1.toml
  dealgraph diff acme-1.1.toml acme-2.0.toml --map proposal=offer --deals open.jsonl

Exit status: 1 where stages are gone without a place for their deals, or a
field has another type.";

pub(crate) const CHOOSE: &str = "\
Examples:
  dealgraph choose
  dealgraph choose product_complexity=high market=enterprise stakeholders=many
  dealgraph choose market=small_business inbound_share=high --all";

pub(crate) const NEW: &str = "\
Examples:
  dealgraph new acme > acme.toml
  dealgraph new acme --from spin -o acme.toml
  dealgraph new acme --from seven_step -o acme.toml

What is written is sound: `dealgraph check` finds nothing in it.";

pub(crate) const CHECK: &str = "\
Examples:
  dealgraph check acme.toml
  dealgraph check processes/ --deny warnings
  dealgraph check --explain DG0201

In a folder every `*.toml` file is checked, those of its folders too; their
overlays find each other by id.

Exit status: 1 when there is an error or, with `--deny warnings`, a warning.";

pub(crate) const GRAPH: &str = "\
Examples:
  dealgraph graph spin
  dealgraph graph --deal deal.json
  dealgraph graph --deal deal.json --format svg > deal.svg
  dealgraph graph acme.toml --format html > acme.html
  dealgraph graph acme.toml --format mermaid > acme.mmd";

pub(crate) const REPORT: &str = "\
Examples:
  dealgraph report deal.json > deal.html
  dealgraph report deal.json --format markdown > deal.md
  dealgraph report deal.json --lang zh-CN > deal.html";

pub(crate) const ASSESS: &str = "\
Examples:
  dealgraph assess deal.json
  dealgraph assess deal.json --playbook acme.toml --all
  crm-export D-1042 | dealgraph assess - --playbook spin --format json
  dealgraph assess deal.json --set amount=50000 --set nda_signed=true@confirmed";

pub(crate) const PLAN: &str = "\
Examples:
  dealgraph plan deal.json
  dealgraph plan deal.json --to demonstrating --by 2026-12-31
  dealgraph plan deal.json --set discount_percent=10

Exit status: 0 when there is a way, and time enough; 1 when there is not.";

pub(crate) const MOVE: &str = "\
Examples:
  dealgraph move deal.json --to demonstrating
  dealgraph move deal.json --to lost --reason price --actor rep
  dealgraph move deal.json --to propose --override vp_sales

Exit status: 0 when the move may be made, 1 when it is refused or still needs
an override.";

pub(crate) const COACH: &str = "\
Examples:
  dealgraph coach deal.json
  dealgraph coach deal.json --audience manager
  dealgraph coach deal.json --audience assistant --format json
  dealgraph coach deal.json --lang zh-Hans

With `--format json` the prompt comes with what it says as data, under
`briefing`.";

pub(crate) const BATCH: &str = "\
Examples:
  dealgraph batch deals.jsonl > results.jsonl
  dealgraph batch deals.jsonl --full --playbook acme.toml
  crm-export | dealgraph batch - --playbook spin
  dealgraph batch deals.parquet --playbook acme.toml --out results.parquet
  dealgraph batch deals.csv --playbook acme.toml --format csv | less

Results come in the order of the deals. A line or a row that cannot be used is
reported on standard error by its number, and the others are done; the exit
status is then 2.

From JSON lines to JSON lines each deal goes by its own playbook, if none is
asked for; one that it names by a path is looked for from the folder of the
file of deals. All deals of a table go by the one that is asked for. A table
has a column `id`, `stage`, and one for each fact by the id of its field;
`to` asks about a move to another stage than the next. docs/columns.md lists
them all.";

pub(crate) const EVAL: &str = "\
Examples:
  dealgraph eval 'amount >= 50000' --facts '{\"amount\": 60000}'
  dealgraph eval --jsonl < cases.jsonl

A fact that is not given is unset; where the answer hangs on it, the answer is
unknown. What JSON cannot write stands with a tag:
  {\"$timestamp\": \"2026-11-23T09:00:00Z\"}, {\"$duration\": \"36h\"},
  {\"$int\": \"3\"}, {\"$uint\": \"3\"}, {\"$double\": \"0.5\"}, {\"$bytes\": \"AP8=\"}";

pub(crate) const SCHEMA: &str = "\
Example:
  dealgraph schema > dealgraph.schema.json
  then, as the first line of a rule set: #:schema ./dealgraph.schema.json";
