//! How far an entry can be relied on, and who answers for it.

use maud::{Markup, Render, html};

use super::{Setting, words};
use crate::model::entry::{Status, Trust};
use crate::model::{Entry, Kind};

/// The trust mark: a sign whose form differs, not only its colour, and the words.
#[derive(Debug, Clone, Copy)]
pub struct TrustMark<'a> {
    pub setting: Setting<'a>,
    pub entry: &'a Entry,
}

impl Render for TrustMark<'_> {
    fn render(&self) -> Markup {
        let trust = self.entry.trust(self.setting.today);
        let class = match trust {
            Trust::Verified(_) => "trust trust-verified",
            Trust::ReviewDue(_) => "trust trust-due",
            Trust::Unverified => "trust trust-unverified",
            Trust::Expired => "trust trust-expired",
            Trust::Timeless => "",
        };
        html! {
            @if let Some(words) = words::trust(trust, &self.entry.common, self.setting.today) {
                span class=(class) { span.sign aria-hidden="true" {} (words) }
            }
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
    let verified = entry.common.last_verified.filter(|_| matches!(entry.trust(setting.today), Trust::Verified(_)));
    html! {
        (TrustMark { setting, entry })
        @if let Some(on) = verified { span.age { (words::distance(on, setting.today)) } }
        @match &entry.common.owner {
            Some(owner) => span.owner { (setting.person(owner)) " answers for it" },
            None if entry.declared && entry.kind != Kind::Page => span.owner { "nobody answers for it" },
            None => {},
        }
    }
}
