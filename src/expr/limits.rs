//! How much one evaluation may cost. Text length and nesting are bounded by the parser.

/// Most steps of one evaluation: a step is one operation on one element, one element compared, or
/// [`BYTES_PER_STEP`] bytes of text looked at.
pub const STEPS: u32 = 1_000_000;

/// How many bytes of text count as one step.
pub const BYTES_PER_STEP: usize = 64;

/// Longest text that `+` and `string` may make, in bytes.
pub const TEXT_BYTES: usize = 1 << 20;

/// Longest list that `+` may make. A macro never makes a longer one than it goes through.
pub const LIST_ITEMS: usize = 100_000;

/// Longest regular expression, in bytes.
pub const PATTERN_BYTES: usize = 1_000;

/// Largest compiled regular expression, in bytes of memory.
pub const PATTERN_MEMORY: usize = 1 << 20;

/// How many steps it costs to compile a regular expression that is known only when evaluated.
pub const STEPS_PER_PATTERN: usize = 10_000;

/// Most values that are written as one JSON result.
pub const JSON_VALUES: usize = 1_000_000;
