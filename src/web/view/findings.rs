//! What is wrong in files, with links to the lines.

use maud::{Markup, html};

use super::Setting;
use crate::model::Diagnostic;
use crate::web::urls;

/// One finding. Where its file is not served, the place has no link.
pub fn finding(setting: &Setting, finding: &Diagnostic) -> Markup {
    let place = format!("line {}", finding.line);
    html! {
        li class={ "finding " (finding.severity.word()) } {
            p.message dir="auto" { span.severity { (finding.severity.word()) } " " (finding.message) }
            @if !finding.help.is_empty() { p.help dir="auto" { (finding.help) } }
            p.place {
                @match setting.catalog.page_at(&finding.path) {
                    Some(_) => a href=(urls::finding(finding)) { (place) },
                    None => span { (place) },
                }
                ", column " (finding.column) " · " code { (finding.code) }
            }
        }
    }
}
