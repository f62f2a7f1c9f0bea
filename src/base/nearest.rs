//! «Did you mean»: the known name nearest to one that is not known.

/// The known name that a person most likely meant, or `None` when nothing is near: a different
/// case, a different separator, or at most a third of its letters mistyped.
#[must_use]
pub(crate) fn nearest<'a>(
    wanted: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let wanted = folded(wanted);
    let limit = (wanted.chars().count() / 3).clamp(1, 4);
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&wanted, &folded(name)), name))
        .filter(|(distance, name)| *distance <= limit && *distance < name.chars().count())
        .min_by(|one, other| one.0.cmp(&other.0))
        .map(|(_, name)| name)
}

fn folded(name: &str) -> String {
    let mut name = name.to_lowercase().replace(['-', ' '], "_");
    name.truncate(name.char_indices().nth(64).map_or(name.len(), |(at, _)| at));
    name
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_the_name_that_was_meant() {
        let known = ["implied_needs", "explicit_needs", "amount"];
        assert_eq!(nearest("implied_need", known), Some("implied_needs"));
        assert_eq!(nearest("Explicit-Needs", known), Some("explicit_needs"));
        assert_eq!(nearest("amonut", known), Some("amount"));
        assert_eq!(nearest("weather", known), None);
    }
}
