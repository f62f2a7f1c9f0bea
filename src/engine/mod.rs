//! Floor 6: a deal against a playbook, as pure functions.
