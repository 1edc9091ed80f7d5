//! What came of role plays, for who was scored: by entry, with the levels of each behaviour over time.

use maud::{Markup, Render, html};

use super::known::Known;
use super::scoring::levels;
use super::waiting::title;
use super::{counted, is_of, role_play};
use crate::catalog::Page;
use crate::model::person::Viewer;
use crate::store::PlayScore;
use crate::training::plays::standing;
use crate::web::view::Setting;

/// How somebody was seen.
#[derive(Debug)]
pub struct History<'a> {
    pub setting: Setting<'a>,
    pub viewer: &'a Viewer,
    pub known: &'a Known,
}

/// The scores of one entry, under all ids that it had.
struct Played<'a> {
    page: Option<Page<'a>>,
    scores: Vec<&'a PlayScore>,
}

impl Render for History<'_> {
    fn render(&self) -> Markup {
        html! { @for played in self.by_entry() { (self.entry(&played)) } }
    }
}

impl<'a> History<'a> {
    fn by_entry(&self) -> Vec<Played<'a>> {
        let catalog = self.setting.catalog;
        let mut all: Vec<Played<'a>> = Vec::new();
        for score in &self.known.scores {
            let is_it = |played: &&mut Played| match played.page {
                Some(page) => is_of(catalog, self.viewer, &score.play, page),
                None => played.scores.iter().any(|known| known.play == score.play),
            };
            match all.iter_mut().find(is_it) {
                Some(played) => played.scores.push(score),
                None => {
                    all.push(Played { page: catalog.page_for(self.viewer, &score.play), scores: vec![score] });
                }
            }
        }
        all
    }

    fn entry(&self, played: &Played<'a>) -> Markup {
        let today = self.setting.today;
        let counted: Vec<_> = played.scores.iter().filter_map(|score| counted(score)).collect();
        let standing = played.page.and_then(role_play).map(|play| standing(&counted, play, today));
        let first = played.scores.first().map(|score| score.play.as_str()).unwrap_or_default();
        html! {
            div.played {
                h3 { (title(self.setting, self.viewer, first)) }
                @if let Some(standing) = standing { p { (standing.words(today)) } }
                ul.plain.quiet { @for score in &played.scores { li { (self.day(score)) } } }
                dl.seen-levels {
                    @for (behaviour, days) in self.rows(played) {
                        div {
                            dt dir="auto" { (behaviour) }
                            dd { @for (score, said) in days { p { span.quiet { (Known::day(self.setting, score)) ": " } bdi { (said) } } } }
                        }
                    }
                }
            }
        }
    }

    /// One day: with whom, and whether it was passed.
    fn day(&self, score: &PlayScore) -> Markup {
        let by = self.known.names.of(self.setting, score.by.as_deref());
        html! {
            (Known::link(self.setting, score, ""))
            ", with " bdi { (by) } ": " @if score.passed { "passed" } @else { "not passed" }
        }
    }

    /// Behaviours in the words in which they were scored, the first first.
    fn rows(&self, played: &Played<'a>) -> Vec<(String, Vec<(&'a PlayScore, String)>)> {
        let mut rows: Vec<(String, Vec<_>)> = Vec::new();
        for score in &played.scores {
            let Some(sheet) = self.known.sheet(score) else { continue };
            for (place, level) in levels(Some(score), sheet.behaviours.len()).into_iter().enumerate() {
                let said = level.and_then(|level| sheet.words(place, level));
                let (Some(said), Some(row)) = (said, sheet.behaviours.get(place)) else { continue };
                let day = (*score, said.to_owned());
                match rows.iter_mut().find(|(behaviour, _)| *behaviour == row.behaviour) {
                    Some((_, days)) => days.push(day),
                    None => rows.push((row.behaviour.clone(), vec![day])),
                }
            }
        }
        rows
    }
}
