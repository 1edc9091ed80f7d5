//! The query as it was probably meant.

/// A word of the query and the known word in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Correction {
    /// Bytes in the query.
    pub place: (usize, usize),
    pub word: String,
}

/// The query with the words replaced; `None` where there is nothing to replace.
pub(super) fn corrected(query: &str, mut corrections: Vec<Correction>) -> Option<String> {
    if corrections.is_empty() {
        return None;
    }
    corrections.sort_by_key(|correction| correction.place);
    let mut corrected = String::with_capacity(query.len());
    let mut from = 0;
    for Correction { place: (start, end), word } in corrections {
        corrected.push_str(&query[from..start]);
        corrected.push_str(&word);
        from = end;
    }
    corrected.push_str(&query[from..]);
    Some(corrected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_replaced_where_they_stand() {
        let correction = |start, end, word: &str| Correction { place: (start, end), word: word.into() };
        let found =
            corrected("Too Expnsive, the prise!", vec![correction(18, 23, "price"), correction(4, 12, "expensive")]);
        assert_eq!(found.as_deref(), Some("Too expensive, the price!"));
        assert_eq!(corrected("fine", vec![]), None);
    }
}
