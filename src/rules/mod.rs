//! Floor 3: TOML text becomes a rule set, exactly as written.
