//! An entry as the search engine takes it: plain text, labels for ids, values to filter by.

use std::hash::{DefaultHasher, Hash, Hasher};

use jiff::civil::Date;

use super::glance;
use crate::markdown;
use crate::model::entry::{Detail, Entry};
use crate::model::taxonomy::{Taxonomy, Vocabulary};
use crate::search::{Document, Facet, Section};

/// Changes whenever the document of the entry would: with its file or the name of it, which may be its title; with its
/// id, the terms, or the day that fades it.
pub fn fingerprint(entry: &Entry, vocabulary: u64, today: Date) -> u64 {
    let mut hasher = DefaultHasher::new();
    (entry.hash, &entry.path, entry.id.as_str(), vocabulary, is_faded(entry, today)).hash(&mut hasher);
    hasher.finish()
}

/// Archived or expired: no longer offered as an answer.
pub fn is_faded(entry: &Entry, today: Date) -> bool {
    entry.is_faded(today)
}

/// The document of an entry.
pub fn document(entry: &Entry, taxonomy: &Taxonomy, fingerprint: u64, today: Date) -> Document {
    let objection = entry.objection();
    let sections = markdown::sections(&entry.body.text);
    let section = |part: markdown::PlainSection| Section { title: part.title, anchor: part.anchor, text: part.text };
    Document {
        id: entry.id.to_string(),
        fingerprint,
        language: entry.common.language.as_deref().map(crate::config::primary_language).unwrap_or_default(),
        title: entry.title.clone(),
        question: objection.map(|objection| objection.question.clone()).unwrap_or_default(),
        variants: objection.map(|objection| objection.variants.clone()).unwrap_or_default(),
        glance: glance_text(entry),
        summary: entry.summary.clone(),
        labels: labels(entry, taxonomy),
        sections: sections.into_iter().map(section).collect(),
        facets: facets(entry),
        faded: is_faded(entry, today),
    }
}

/// The glance text, and the fields that stand beside it on the page.
fn glance_text(entry: &Entry) -> String {
    let mut texts = vec![glance(entry)];
    let details: Vec<String> = match &entry.detail {
        Detail::Objection(objection) => objection.clarify.clone(),
        Detail::Battlecard(card) => [card.their_pitch.clone()]
            .into_iter()
            .flatten()
            .chain(card.why_we_win.clone())
            .chain(card.why_we_lose.clone())
            .collect(),
        Detail::Lesson(lesson) => lesson.recall_prompt.clone().into_iter().collect(),
        Detail::Stage(stage) => stage.buyer_outcomes.iter().chain(&stage.warning_signs).cloned().collect(),
        Detail::Checklist(list) => list.objective.clone().into_iter().collect(),
        Detail::Discovery(standard) => standard
            .facts
            .iter()
            .map(|fact| format!("{} {}", fact.label, fact.question.as_deref().unwrap_or_default()))
            .collect(),
        Detail::Icp(profile) => profile
            .criteria
            .iter()
            .map(|criterion| criterion.statement.clone())
            .chain(profile.trigger_events.clone())
            .collect(),
        Detail::WinLoss(review) => review.account.clone().into_iter().chain(review.warning_signs.clone()).collect(),
        Detail::ProofPoint(proof) => vec![proof.customer.clone(), proof.problem.clone(), proof.solution.clone()],
        Detail::OnboardingPath(path) => {
            let steps = path.milestones.iter().flat_map(|milestone| &milestone.items);
            let goals = path.milestones.iter().filter_map(|milestone| milestone.goal.clone());
            goals.chain(steps.filter_map(|step| step.text.clone())).collect()
        }
        Detail::RolePlay(play) => play.rubric.iter().map(|row| row.behaviour.clone()).collect(),
        Detail::Opportunity(deal) => vec![deal.account.clone()],
        Detail::Page => Vec::new(),
    };
    texts.extend(details.iter().map(String::as_str));
    texts.join("\n")
}

/// Each list of terms with the vocabulary that it is from.
fn terms(entry: &Entry) -> [(Vocabulary, &[String]); 6] {
    let common = &entry.common;
    [
        (Vocabulary::Stages, &common.stages),
        (Vocabulary::Personas, &common.personas),
        (Vocabulary::Products, &common.products),
        (Vocabulary::Competitors, &common.competitors),
        (Vocabulary::Industries, &common.industries),
        (Vocabulary::Segments, &common.segments),
    ]
}

fn labels(entry: &Entry, taxonomy: &Taxonomy) -> Vec<String> {
    let of = |(vocabulary, ids): (Vocabulary, &[String])| -> Vec<String> {
        ids.iter().flat_map(|id| [taxonomy.label(vocabulary, id), id.clone()]).collect()
    };
    let own = match &entry.detail {
        Detail::Objection(objection) => objection.category.as_ref().map(|id| (Vocabulary::ObjectionCategories, id)),
        Detail::Battlecard(card) => card.competitor.as_ref().map(|id| (Vocabulary::Competitors, id)),
        Detail::Stage(stage) => stage.stage.as_ref().map(|id| (Vocabulary::Stages, id)),
        _ => None,
    };
    let own = own.into_iter().flat_map(|(vocabulary, id)| [taxonomy.label(vocabulary, id), id.clone()]);
    let mut labels: Vec<String> =
        terms(entry).into_iter().flat_map(of).chain(own).chain(entry.common.tags.clone()).collect();
    labels.push(entry.kind.one().to_owned());
    labels.sort_unstable();
    labels.dedup();
    labels
}

/// What an entry can be found and counted by.
pub fn facets(entry: &Entry) -> Vec<(Facet, String)> {
    let common = &entry.common;
    let mut facets = vec![(Facet::Kind, entry.kind.name().to_owned())];
    let mut add = |facet: Facet, ids: &[String]| facets.extend(ids.iter().map(|id| (facet, id.clone())));
    add(Facet::Stage, &common.stages);
    add(Facet::Persona, &common.personas);
    add(Facet::Product, &common.products);
    add(Facet::Competitor, &common.competitors);
    add(Facet::Industry, &common.industries);
    add(Facet::Tag, &common.tags);
    match &entry.detail {
        Detail::Battlecard(card) => add(Facet::Competitor, card.competitor.as_slice()),
        Detail::Stage(stage) => add(Facet::Stage, stage.stage.as_slice()),
        Detail::RolePlay(play) => add(Facet::Persona, play.persona.as_slice()),
        Detail::WinLoss(review) => add(Facet::Industry, review.industry.as_slice()),
        _ => {}
    }
    facets.sort();
    facets.dedup();
    facets
}
