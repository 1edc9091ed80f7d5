//! Questions as they are typed: letter by letter, with slips, with names and numbers that must not be mistaken.

use fieldlore::catalog::Catalog;

use super::{ask, first, sample_understood};

/// The place of an entry among the first ten, from 1.
fn place(catalog: &Catalog, query: &str, id: &str) -> Option<usize> {
    ask(catalog, query).hits.iter().position(|hit| hit.id == id).map(|at| at + 1)
}

#[test]
fn an_entry_stays_among_the_first_three_while_its_question_is_finished() {
    let catalog = sample_understood();
    for (question, id) in [
        ("our own people could program this for us", "objection/build-it-in-house"),
        ("a rival supplier offered us a far lower price", "objection/cheaper-with-pindle"),
        ("just mail me your brochure", "objection/send-me-something"),
        ("we want the code of your program if you go bankrupt", "objection/source-code-escrow"),
        ("the works council will not allow tracking the technicians", "objection/union-says-no-to-tracking"),
        ("there is no reception down in the cellar", "objection/no-signal-in-the-basement"),
        ("the field staff will hate the app and never open it", "objection/technicians-will-not-use-it"),
    ] {
        let letters: Vec<usize> = question.char_indices().map(|(at, letter)| at + letter.len_utf8()).collect();
        let last_quarter = &letters[letters.len() * 3 / 4..];
        let places: Vec<_> =
            last_quarter.iter().map(|end| (&question[..*end], place(&catalog, &question[..*end], id))).collect();
        let lost: Vec<_> = places.iter().filter(|(_, place)| place.is_none_or(|place| place > 3)).collect();
        assert!(lost.is_empty(), "{id}: {lost:?}");
    }
}

#[test]
fn numbers_and_codes_are_what_they_are() {
    let catalog = sample_understood();
    for query in ["ISO 27001", "iso27001", "SKW-4410", "24/7", "80k", "ISO 27002", "SKW-4411", "27002"] {
        assert_eq!(ask(&catalog, query).corrected, None, "{query}");
    }
    assert_eq!(first(&catalog, "are you ISO 27001 certified"), "objection/data-residency-iso-27001");
    let exact = ask(&catalog, "ISO 27001");
    let other = ask(&catalog, "ISO 27002");
    assert!(exact.confident && exact.certainty > other.certainty, "{} {}", exact.certainty, other.certainty);
}

/// Names of competitors in the sample, and a word of the ids of their entries.
const COMPETITORS: [&str; 3] = ["pindle", "corvane", "skerrow"];

#[test]
fn a_competitors_name_finds_that_competitor() {
    let catalog = sample_understood();
    let about = |id: &str, name: &str| {
        let page = catalog.page(id).unwrap();
        page.entry().body.text.to_lowercase().contains(name) || page.entry().title.to_lowercase().contains(name)
    };
    for name in COMPETITORS {
        if !catalog.pages().any(|page| page.entry().title.to_lowercase().contains(name)) {
            continue;
        }
        for query in [
            name.to_owned(),
            format!("what about {name}"),
            format!("{name} is cheaper"),
            format!("we already talk to {name}"),
        ] {
            let found = first(&catalog, &query);
            assert!(about(&found, name), "{query}: {found}");
            assert_eq!(ask(&catalog, &query).corrected, None, "{query}");
        }
    }
}

#[test]
fn a_slip_costs_the_first_place_at_most() {
    let catalog = sample_understood();
    for (query, id) in [
        ("pindel is cheaper", "objection/cheaper-with-pindle"),
        ("pinlde costs half", "objection/cheaper-with-pindle"),
        ("to expnesive for our budget", "objection/price-above-budget"),
        ("send me somthing by mial", "objection/send-me-something"),
        ("there is no signla in the basment", "objection/no-signal-in-the-basement"),
        ("we wrok with excell and the phone", "objection/excel-and-phone-work-fine"),
        ("sorce code escorw", "objection/source-code-escrow"),
    ] {
        assert!(
            place(&catalog, query, id).is_some_and(|place| place <= 3),
            "{query}: {:?}",
            place(&catalog, query, id)
        );
    }
}
