//! Floor 1: templates; the only file that names minijinja.
