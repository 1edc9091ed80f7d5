//! "Did you mean": the nearest of a set of names.

/// The nearest candidate within a third of the name's length (at least 1, at most 3 edits), if there is one.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (name.chars().count() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .map(|candidate| (distance(name, candidate, limit), candidate))
        .filter(|(edits, _)| *edits <= limit)
        .min_by_key(|(edits, candidate)| (*edits, *candidate))
        .map(|(_, candidate)| candidate)
}

/// The nearest candidate, where it is the only one that is near: nobody has to choose.
pub fn only<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (name.chars().count() / 3).clamp(1, 3);
    let mut near = candidates.into_iter().filter(|candidate| distance(name, candidate, limit) <= limit);
    near.next().filter(|_| near.next().is_none())
}

/// Optimal string alignment distance (edits and swaps of neighbours), or `limit + 1` where the lengths alone exceed it.
fn distance(a: &str, b: &str, limit: usize) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > limit {
        return limit + 1;
    }
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    rows[0] = (0..=b.len()).collect();
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (rows[i - 1][j - 1] + change).min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_miss_is_found_and_a_stranger_is_not() {
        let fields = ["competitors", "question", "variants"];
        assert_eq!(nearest("competitor", fields), Some("competitors"));
        assert_eq!(nearest("qeustion", fields), Some("question"));
        assert_eq!(nearest("weight", fields), None);
        assert_eq!(nearest("", fields), None);
    }

    #[test]
    fn of_two_that_are_near_neither_is_the_only_one() {
        assert_eq!(only("pirce", ["price", "scope"]), Some("price"));
        assert_eq!(only("stags", ["stage", "stages"]), None);
        assert_eq!(only("x", ["price"]), None);
    }
}
