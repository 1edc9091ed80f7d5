//! What the words of a query speak of: terms of the taxonomy, and names.

use super::document::Facet;
use super::plan::{Look, Plan, Unit, Way};
use super::settings::Settings;
use super::typed::{Forms, Typed, bits};
use super::understood::KnownTerm;
use super::{rank, tokenize};

/// Most terms that a query speaks of; further ones are only words.
const MOST: usize = 8;

/// Notes the terms and the names in a plan; the bits of all words that belong to one of them. `in_forms` are the words in
/// all forms that they may be compared in.
pub(super) fn note(
    plan: &mut Plan,
    settings: &Settings,
    typed: &[Typed],
    in_forms: &[Vec<String>],
    forms: &mut Forms<'_>,
) -> u64 {
    let small: Vec<bool> = typed.iter().map(|word| forms.is_stop_word(&word.lower)).collect();
    let spoken = settings.context.spoken(in_forms, |at| small[at]);
    let mut covered = vec![false; typed.len()];
    for each in spoken.iter().take(MOST) {
        let words = each.at..each.at + each.words;
        covered[words.clone()].fill(true);
        cover_facet(&mut covered, typed, words.start.checked_sub(1), each.term.facet);
        cover_facet(&mut covered, typed, Some(words.end), each.term.facet);
        if each.name {
            plan.names |= bits(&typed[words]);
        }
        if !plan.terms.contains(each.term) {
            plan.terms.push(each.term.clone());
        }
    }
    plan.names |= bits(typed.iter().filter(|word| word.code));
    plan.only_terms = !plan.terms.is_empty() && !covered.contains(&false);
    if plan.only_terms {
        // What carries them is listed, whatever words it has.
        let label = |term: &KnownTerm| Way { boost: rank::SYNONYM, look: Look::Label(tokenize::whole(&term.value)) };
        let unit = |term| Unit { bits: 0, finds: true, ways: vec![label(term)] };
        plan.units.extend(plan.terms.iter().map(unit));
    }
    plan.names | bits(typed.iter().zip(&covered).filter(|(_, covered)| **covered).map(|(word, _)| word))
}

/// `stage` beside a stage says nothing new.
fn cover_facet(covered: &mut [bool], typed: &[Typed], at: Option<usize>, facet: Facet) {
    if let Some(at) = at
        && typed.get(at).is_some_and(|word| Facet::called(&word.folded) == Some(facet))
    {
        covered[at] = true;
    }
}
