//! Floor 2: the facts of a deal.
