//! A page for each kind, drawn for its purpose: one small file per kind, and the pieces that several share.

mod battlecard;
mod checklist;
mod deals;
mod discovery;
mod drivers;
mod errors;
mod icp;
mod known;
mod lesson;
mod onboarding_path;
mod opportunity;
mod plain;
mod proof_point;
mod role_play;
mod stage;
mod win_loss;

pub use lesson::glance as lesson_at_a_glance;
pub use role_play::{Side, brief};

use maud::Markup;

use super::Article;
use crate::model::Detail;

/// The whole page below its head. Tough questions are drawn elsewhere.
pub fn whole(article: &Article) -> Markup {
    match &article.page.entry().detail {
        Detail::Battlecard(card) => battlecard::whole(article, card),
        Detail::Lesson(lesson) => lesson::whole(article, lesson),
        Detail::Stage(stage) => stage::whole(article, stage),
        Detail::Checklist(list) => checklist::whole(article, list),
        Detail::Discovery(standard) => discovery::whole(article, standard),
        Detail::Icp(profile) => icp::whole(article, profile),
        Detail::WinLoss(review) => win_loss::whole(article, review),
        Detail::ProofPoint(proof) => proof_point::whole(article, proof),
        Detail::OnboardingPath(path) => onboarding_path::whole(article, path),
        Detail::RolePlay(play) => role_play::whole(article, play),
        Detail::Opportunity(deal) => opportunity::whole(article, deal),
        Detail::Objection(_) | Detail::Page => plain::whole(article),
    }
}

/// What can be read in four seconds, below the title.
pub fn glance(article: &Article) -> Markup {
    match &article.page.entry().detail {
        Detail::Battlecard(card) => battlecard::glance(article, card),
        Detail::Lesson(lesson) => lesson::glance(article, lesson),
        Detail::Stage(stage) => stage::glance(article, stage),
        Detail::Checklist(list) => checklist::glance(article, list),
        Detail::Discovery(standard) => discovery::glance(article, standard),
        Detail::Icp(profile) => icp::glance(article, profile),
        Detail::WinLoss(review) => win_loss::glance(article, review),
        Detail::ProofPoint(proof) => proof_point::glance(article, proof),
        Detail::OnboardingPath(path) => onboarding_path::glance(article, path),
        Detail::RolePlay(play) => role_play::glance(article, play),
        Detail::Opportunity(deal) => opportunity::glance(article, deal),
        Detail::Objection(_) | Detail::Page => plain::glance(article),
    }
}

/// Whether a part must not be shown beside results although a search found it.
pub fn is_kept_apart(article: &Article, anchor: &str) -> bool {
    matches!(article.page.entry().detail, Detail::RolePlay(_)) && role_play::is_kept_apart(article, anchor)
}
