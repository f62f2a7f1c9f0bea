//! `schema`: the JSON Schema of rule sets.

use crate::exit::{Failure, Status};
use crate::output;

pub(super) fn run() -> Result<Status, Failure> {
    output::json(&dealgraph::json_schema())
}
