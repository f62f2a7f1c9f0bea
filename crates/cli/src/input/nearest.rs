//! The known name that was probably meant.

/// The name that differs from the wanted one by a third of its letters at most.
pub(super) fn nearest<'a>(
    wanted: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let wanted = wanted.to_lowercase();
    let limit = (wanted.chars().count() / 3).clamp(1, 4);
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&wanted, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= limit && *distance < name.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_what_was_meant_and_nothing_far_away() {
        assert_eq!(nearest("dael.json", ["deal.json", "deals.jsonl"]), Some("deal.json"));
        assert_eq!(nearest("stgae", ["stage", "name"]), Some("stage"));
        assert_eq!(nearest("x", ["y"]), None);
        assert_eq!(nearest("weather", ["stage"]), None);
    }
}
