//! The dealgraph command line.
fn main() {}
