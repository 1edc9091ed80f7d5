//! What may be given to a customer: the words to say and the proof that its permission allows. Nothing internal.

use jiff::civil::Date;

use super::{Catalog, Page};
use crate::markdown;
use crate::model::Entry;
use crate::model::entry::{Detail, Trust};
use crate::model::proof_point::{Permission, ProofPoint};
use crate::model::taxonomy::Vocabulary;

/// The quick response of a tough question, or Respond and Confirm of one of its answers, with proof; `None` where
/// the entry or the answer has nothing to say. Customers who may not be named are described instead.
pub fn customer_text(page: &Page, answer: Option<&str>, today: Date) -> Option<String> {
    let words = words(page.entry(), answer, today)?;
    let objection = page.entry().objection()?;
    let proof = objection.proof.iter().filter_map(|id| proof_words(page.catalog, id, today));
    let text = std::iter::once(words).chain(proof).collect::<Vec<_>>().join("\n\n");
    Some(without_names(page.catalog, text, today))
}

/// Whether there is such a text; asked for every answer of a page that is drawn.
pub fn has_customer_text(page: &Page, answer: Option<&str>, today: Date) -> bool {
    words(page.entry(), answer, today).is_some()
}

/// The words to say, before names are looked at. An expired entry has none.
fn words(entry: &Entry, answer: Option<&str>, today: Date) -> Option<String> {
    let objection = entry.objection().filter(|_| entry.trust(today) != Trust::Expired)?;
    match answer {
        Some(anchor) => answer_words(entry, anchor),
        None => objection.quick_response.clone(),
    }
}

fn answer_words(entry: &Entry, anchor: &str) -> Option<String> {
    let answer = entry.body.answers.iter().find(|answer| answer.anchor == anchor)?;
    let parts = [&answer.respond, &answer.confirm].into_iter().flatten();
    let text = parts.map(|part| markdown::plain(part)).collect::<Vec<_>>().join("\n\n");
    (!text.is_empty()).then_some(text)
}

fn proof_words(catalog: &Catalog, id: &str, today: Date) -> Option<String> {
    let page = catalog.page(id)?;
    let Detail::ProofPoint(proof) = &page.entry().detail else { return None };
    (proof.permission_on(today) != Permission::Internal).then(|| format!("{}: {}", proof.customer, proof.result))
}

/// Replaces the names of customers who may not be named by what they are.
fn without_names(catalog: &Catalog, text: String, today: Date) -> String {
    let hidden = catalog.proof_points().filter(|(_, proof)| !may_be_named(proof, today));
    hidden.fold(text, |text, (entry, proof)| {
        let description = description(entry, catalog);
        let short = proof.customer.split_whitespace().next().filter(|word| word.chars().count() > 3);
        let names = [Some(proof.customer.as_str()), short].into_iter().flatten();
        let names = names.flat_map(|name| [name.to_owned(), name.to_uppercase()]);
        names.fold(text, |text, name| replace_words(&text, &name, &description))
    })
}

fn may_be_named(proof: &ProofPoint, today: Date) -> bool {
    let anonymous = proof.customer.is_empty() || proof.customer.eq_ignore_ascii_case("anonymous");
    anonymous || matches!(proof.permission_on(today), Permission::Public | Permission::NamedWithApproval)
}

/// What a customer is called where the name may not be said.
pub fn description(entry: &Entry, catalog: &Catalog) -> String {
    match entry.common.industries.first() {
        Some(id) => {
            format!("a customer in {}", catalog.loaded().taxonomy.label(Vocabulary::Industries, id).to_lowercase())
        }
        None => "one of our customers".to_owned(),
    }
}

/// Replaces `name` where it stands as words of its own.
fn replace_words(text: &str, name: &str, by: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(name).filter(|_| !name.is_empty()) {
        let (before, from) = rest.split_at(at);
        let after = &from[name.len()..];
        let edge = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
        out.push_str(before);
        let whole = edge(before.chars().next_back().or_else(|| out.chars().next_back())) && edge(after.chars().next());
        out.push_str(if whole { by } else { name });
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_replaced_as_whole_words() {
        assert_eq!(
            replace_words("Acme saw it. Acmeville did not.", "Acme", "a customer"),
            "a customer saw it. Acmeville did not."
        );
        assert_eq!(replace_words("Größe Acme", "Acme", "x"), "Größe x");
        assert_eq!(replace_words("same", "", "x"), "same");
    }
}
