//! How far an entry can be relied on, and who answers for it.

use maud::{Markup, Render, html};

use super::{Setting, past, words};
use crate::catalog::Owner;
use crate::insights::trust::{self, Reason, Standing};
use crate::model::entry::{Status, Trust};
use crate::model::signals::Flag;
use crate::model::{Entry, Kind};

/// The trust mark: a sign whose form differs, not only its colour, and the words.
#[derive(Debug, Clone, Copy)]
pub struct TrustMark<'a> {
    pub setting: Setting<'a>,
    pub entry: &'a Entry,
}

impl Render for TrustMark<'_> {
    fn render(&self) -> Markup {
        let standing = trust::standing(self.setting.catalog, self.entry, self.setting.today);
        let class = match standing.trust {
            Trust::Verified(_) => "trust trust-verified",
            Trust::ReviewDue(_) => "trust trust-due",
            Trust::Unverified => "trust trust-unverified",
            Trust::Expired => "trust trust-expired",
            Trust::Timeless => "",
        };
        html! {
            @if let Some(words) = told(self.setting, self.entry, &standing) {
                span class=(class) { span.sign aria-hidden="true" {} (words) }
            }
        }
    }
}

/// A standing in words, with its reason; nothing for what is never due.
pub fn told(setting: Setting, entry: &Entry, standing: &Standing) -> Option<String> {
    let words = words::trust(standing.trust, &entry.common, setting.today)?;
    Some(match &standing.reason {
        Some(reason) => format!("{words}: {}", because(setting, entry, reason)),
        None => words,
    })
}

/// Why it is so, as the end of a sentence.
fn because(setting: Setting, entry: &Entry, reason: &Reason) -> String {
    let title = |id: &str| setting.catalog.page(id).map_or_else(|| id.to_owned(), |page| page.entry().title.clone());
    match reason {
        Reason::Flagged(1) => "a reader says something is wrong".to_owned(),
        Reason::Flagged(number) => format!("{number} readers say something is wrong"),
        Reason::Losing(anchor) => {
            let answer = entry.body.answers.iter().find(|answer| answer.anchor == *anchor);
            format!("“{}” loses more than it wins?", answer.map_or(anchor, |answer| &answer.name))
        }
        Reason::ProofEnded(id) => format!("the permission of its proof “{}” has ended", title(id)),
        Reason::NewerClaims(id) => format!("“{}” has newer claims", title(id)),
        Reason::Expires(on) => format!("it expires {}", words::day(*on, setting.today)),
        Reason::OwnerGone => "its owner is no longer here".to_owned(),
        Reason::Ages => "it holds words that age".to_owned(),
    }
}

/// What a reader said is wrong, about which part, and when.
pub fn flag(setting: Setting, entry: &Entry, flag: &Flag) -> Markup {
    let answer = entry.body.answers.iter().find(|answer| flag.answer.as_ref() == Some(&answer.anchor));
    html! {
        q dir="auto" { (flag.reason) } " "
        span.quiet {
            "a reader, " (words::day(flag.on, setting.today))
            @if let Some(answer) = answer { ", of “" (answer.name) "”" }
        }
    }
}

/// `Draft` or `Archived`, where it is one.
pub fn status(entry: &Entry) -> Markup {
    html! {
        @match entry.common.status {
            Status::Draft => { span.state { "Draft" } }
            Status::Archived => { span.state { "Archived" } }
            Status::Published => {}
        }
    }
}

/// Trust, age and owner in one line.
pub fn line(setting: Setting, entry: &Entry) -> Markup {
    let verified = match trust::standing(setting.catalog, entry, setting.today).trust {
        Trust::Verified(on) => Some(on),
        _ => None,
    };
    html! {
        (TrustMark { setting, entry })
        @if let Some(on) = verified { span.age { (words::distance(on, setting.today)) } }
        @match setting.catalog.owner(entry) {
            Some(Owner::Probably(author)) if entry.declared && entry.kind != Kind::Page => {
                span.owner { "nobody answers for it; probably " span dir="auto" { (past::name(setting, author)) } " can tell" }
            }
            Some(Owner::Probably(_)) => {}
            Some(owner) => span.owner { (past::owner(setting, owner)) " answers for it" },
            None if entry.declared && entry.kind != Kind::Page => span.owner { "nobody answers for it" },
            None => {},
        }
    }
}
