//! How much one evaluation may cost. Text length and nesting are bounded by the parser.

/// Most steps of one evaluation: a step is one operation on one element, one element compared, or
/// [`BYTES_PER_STEP`] bytes of text looked at.
pub const STEPS: u32 = 1_000_000;

/// How many bytes of text count as one step.
pub const BYTES_PER_STEP: usize = 64;

/// Longest text that `+` and `string` may make, in bytes.
pub const TEXT_BYTES: usize = 1 << 20;

/// Longest list that `+` and the macros may make.
pub const LIST_ITEMS: usize = 100_000;

/// Longest regular expression, in bytes.
pub const PATTERN_BYTES: usize = 1_000;

/// Largest compiled regular expression, in bytes of memory.
pub const PATTERN_MEMORY: usize = 1 << 20;

/// Most values that are written as one JSON result.
pub const JSON_VALUES: usize = 1_000_000;
