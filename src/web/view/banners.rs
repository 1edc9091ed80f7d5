//! What a reader must know before the words of an entry: draft, archived, expired, broken.

use maud::{Markup, html};

use super::{Setting, findings, words};
use crate::catalog::Page;
use crate::model::Severity;
use crate::model::entry::Status;

/// All banners of a page; usually none.
pub fn banners(setting: &Setting, page: Page) -> Markup {
    let entry = page.entry();
    let mut errors = page.diagnostics();
    errors.retain(|finding| finding.severity == Severity::Error);
    html! {
        @if entry.common.status == Status::Draft {
            p.banner { strong { "Draft." } " Nobody has published this yet." }
        }
        @if entry.common.status == Status::Archived {
            p.banner { strong { "Archived." } " Kept for the record; it is not offered as an answer." }
        }
        @if let Some(end) = entry.common.expires.filter(|end| *end < setting.today) {
            p.banner {
                strong { "Expired " (words::day(end, setting.today)) "." }
                " It is not offered as an answer any more. Check before you say it."
            }
        }
        @if page.is_kept() {
            p.banner { strong { "The file is broken now." } " You are reading its last good version." }
        }
        @if !errors.is_empty() {
            details.banner {
                summary { (words::count(errors.len(), "error", "errors")) " in this file" }
                ul.findings { @for each in &errors { (findings::finding(setting, each)) } }
            }
        }
    }
}
