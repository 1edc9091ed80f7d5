//! What came of role plays, for who scored them.

use maud::{Markup, Render, html};

use super::known::Known;
use super::scoring::outcome;
use super::waiting::title;
use crate::model::person::Viewer;
use crate::store::PlayScore;
use crate::web::view::Setting;

/// What somebody scored.
#[derive(Debug)]
pub struct Seen<'a> {
    pub setting: Setting<'a>,
    pub viewer: &'a Viewer,
    pub known: &'a Known,
}

impl Render for Seen<'_> {
    fn render(&self) -> Markup {
        html! { ul.plain { @for score in &self.known.given { li { (self.one(score)) } } } }
    }
}

impl Seen<'_> {
    fn one(&self, score: &PlayScore) -> Markup {
        let sheet = self.known.sheet(score);
        let rep = self.known.names.of(self.setting, score.person.as_deref());
        html! {
            p {
                (Known::link(self.setting, score, &rep))
                " " (title(self.setting, self.viewer, &score.play))
            }
            p.quiet {
                @match (&sheet, score.points) {
                    (Some(sheet), Some(_)) => (outcome(score, sheet)),
                    _ => "Not all is scored yet.",
                }
                @if !score.counts { " Beside." }
            }
        }
    }
}
