//! What a search finds, and in which order.

use super::{ask, entry, holding, ids};

#[test]
fn words_find_their_other_forms() {
    let snapshot =
        holding(vec![entry("a", "Our pricing", "We schedule visits."), entry("b", "Other", "Nothing here.")]);
    for query in ["price", "prici", "Pricing", "PRICES", "scheduling", "schedulin", "visit"] {
        assert_eq!(ids(&snapshot, query), ["a"], "{query}");
    }
}

#[test]
fn all_words_come_before_some() {
    let snapshot = holding(vec![
        entry("some", "Price price price", ""),
        entry("all", "Other", "A long text in which the price is named, and much later the contract."),
    ]);
    let answer = ask(&snapshot, "the price of a contract");
    assert_eq!(answer.hits.iter().map(|hit| hit.id.as_str()).collect::<Vec<_>>(), ["all", "some"]);
    assert_eq!((answer.total, answer.complete), (2, 1));
}
