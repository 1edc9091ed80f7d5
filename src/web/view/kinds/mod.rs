//! What the fields of each kind say, in words: one small file per kind.

mod battlecard;
mod checklist;
mod discovery;
mod icp;
mod lesson;
mod onboarding_path;
mod opportunity;
mod proof_point;
mod role_play;
mod stage;
mod win_loss;

use super::Setting;
use super::blocks::{Block, Fact};
use crate::catalog::Page;
use crate::model::Detail;

/// What the fields of an entry say.
#[derive(Debug, Default)]
pub struct Told {
    /// What the glance layer is called in the margin.
    pub label: &'static str,
    /// Parts of the article, the most useful first.
    pub blocks: Vec<Block>,
    /// How many of them are shown beside results.
    pub at_a_glance: usize,
    /// What is left, as pairs.
    pub facts: Vec<Fact>,
}

/// Reads the fields of a page aloud.
pub fn told(setting: &Setting, page: Page) -> Told {
    match &page.entry().detail {
        Detail::Battlecard(card) => battlecard::told(setting, card),
        Detail::Lesson(lesson) => lesson::told(setting, lesson),
        Detail::Stage(stage) => stage::told(setting, stage),
        Detail::Checklist(list) => checklist::told(setting, page, list),
        Detail::Discovery(standard) => discovery::told(setting, standard),
        Detail::Icp(profile) => icp::told(setting, page, profile),
        Detail::WinLoss(review) => win_loss::told(setting, review),
        Detail::ProofPoint(proof) => proof_point::told(setting, proof),
        Detail::OnboardingPath(path) => onboarding_path::told(setting, path),
        Detail::RolePlay(play) => role_play::told(setting, play),
        Detail::Opportunity(deal) => opportunity::told(setting, deal),
        Detail::Objection(_) | Detail::Page => Told { label: "In short", ..Told::default() },
    }
}

/// What is there of several.
fn some<T>(parts: impl IntoIterator<Item = Option<T>>) -> Vec<T> {
    parts.into_iter().flatten().collect()
}

/// A choice in words: `clearly`, `did not`.
fn choice(value: Option<&String>) -> Option<String> {
    value.map(|value| value.replace('_', " "))
}
