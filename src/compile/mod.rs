//! Floor 5: a rule set and those laid over it become a playbook. All that can fail, fails here.
