//! What a reader must know before the words of an entry: draft, archived, expired, broken.

use maud::{Markup, html};

use super::html::ticked;
use super::{Setting, findings, words};
use crate::catalog::Page;
use crate::model::Severity;
use crate::model::diagnostic::{CONFLICT_MARKERS, FILE_UNREADABLE, FRONT_MATTER_UNCLOSED, FRONT_MATTER_UNREADABLE};
use crate::model::entry::Status;
use crate::web::urls;

/// What leaves a part of a file out of its page: readers are told at once where and why.
const UNREADABLE: [&str; 4] =
    [FRONT_MATTER_UNREADABLE.code, FRONT_MATTER_UNCLOSED.code, CONFLICT_MARKERS.code, FILE_UNREADABLE.code];

/// All banners of a page; usually none.
pub fn banners(setting: &Setting, page: Page) -> Markup {
    let entry = page.entry();
    let mut errors = page.diagnostics();
    errors.retain(|finding| finding.severity == Severity::Error);
    html! {
        @if entry.common.status == Status::Draft {
            p.banner lang="en" { strong { "Draft." } " Nobody has published this yet." }
        }
        @if entry.common.status == Status::Archived {
            p.banner lang="en" { strong { "Archived." } " Kept for the record; it is not offered as an answer." }
        }
        @if let Some(end) = entry.common.expires.filter(|end| *end < setting.today) {
            p.banner lang="en" {
                strong { "Expired " (words::day(end, setting.today)) "." }
                " It is not offered as an answer any more. Check before you say it."
            }
        }
        @if page.is_kept() {
            p.banner lang="en" { strong { "The file is broken now." } " You are reading its last good version." }
        }
        @for each in errors.extract_if(.., |each| UNREADABLE.contains(&each.code)) {
            p.banner lang="en" {
                strong { "Not all of this file could be read." } " In "
                a href=(urls::finding(&each)) { "line " (each.line) ", column " (each.column) } ": "
                (ticked(&each.message)) ". " (ticked(&each.help))
            }
        }
        @if !errors.is_empty() {
            details.banner lang="en" {
                summary { (words::count(errors.len(), "error", "errors")) " in this file" }
                ul.findings { @for each in &errors { (findings::finding(setting, each)) } }
            }
        }
    }
}
