//! Floor 9: the built-in rule sets and the public door to compile and check.
