//! The rubric as a form: four levels of each behaviour in their own words, and notes. Points are told once all is scored.

use std::collections::HashMap;

use maud::{Markup, Render, html};

use super::session::Held;
use crate::store::{Noted, PlayScore};
use crate::training::plays::{Behaviour, Sheet};
use crate::web::urls;
use crate::web::view::words;

/// Most letters of notes.
pub const LONGEST: usize = 4000;

/// What is chosen and typed in the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// By place, as the form was drawn with and as they are now.
    pub levels: Vec<(Option<i64>, Option<i64>)>,
    pub note: Noted,
}

impl Typed {
    /// As it is kept.
    pub fn known(held: &Held, person: &str) -> Typed {
        let places = held.sheet.as_ref().map_or(0, |sheet| sheet.behaviours.len());
        let score = held.score_of(person);
        let levels = levels(score, places).into_iter().map(|level| (level, level)).collect();
        let note = score.map(|score| score.note.clone()).unwrap_or_default();
        Typed { levels, note: Noted { before: note.clone(), tried: String::new(), now: note } }
    }

    /// As a form sends it. Levels that there are not are not chosen.
    pub fn sent(fields: &HashMap<String, String>, sheet: &Sheet) -> Typed {
        let level = |name: String, place: usize| {
            let level = fields.get(&name)?.parse().ok()?;
            sheet.words(place, level).map(|_| level)
        };
        let of = |place| (level(format!("was-{place}"), place), level(format!("level-{place}"), place));
        // A form has its line ends as the web does, and a text area shows them as one.
        let text = |name: &str| fields.get(name).map(|text| text.replace("\r\n", "\n")).unwrap_or_default();
        let note = Noted { before: text("was-note"), tried: text("tried-note"), now: text("note") };
        Typed { levels: (0..sheet.behaviours.len()).map(of).collect(), note }
    }

    /// The levels that were chosen since the form was drawn: what others chose meanwhile is not taken back.
    pub fn chosen(&self) -> Vec<(i64, i64)> {
        let chosen = |(place, (was, now)): (usize, &(Option<i64>, Option<i64>))| {
            now.filter(|level| Some(*level) != *was).zip(i64::try_from(place).ok()).map(|(level, place)| (place, level))
        };
        self.levels.iter().enumerate().filter_map(chosen).collect()
    }
}

/// The levels of a score by place.
pub fn levels(score: Option<&PlayScore>, places: usize) -> Vec<Option<i64>> {
    let known = score.map(|score| score.levels.as_slice()).unwrap_or_default();
    let level = |place: usize| known.iter().find(|(at, _)| usize::try_from(*at) == Ok(place)).map(|(_, level)| *level);
    (0..places).map(level).collect()
}

/// The form.
#[derive(Debug)]
pub struct Scoring<'a> {
    pub session: &'a str,
    /// Who is scored.
    pub name: &'a str,
    pub sheet: &'a Sheet,
    pub typed: &'a Typed,
    /// What came out, where all is scored.
    pub told: Option<&'a PlayScore>,
}

impl Render for Scoring<'_> {
    fn render(&self) -> Markup {
        html! {
            form.scoring #fl-score method="post" action=(urls::play_score(self.session)) data-scoring {
                @for (place, row) in self.sheet.behaviours.iter().enumerate() { (self.behaviour(place, row)) }
                input type="hidden" name="was-note" value=(self.typed.note.before);
                label.notes {
                    span { "Notes, for " bdi { (self.name) } " to read afterwards" }
                    textarea name="note" rows="4" maxlength=(LONGEST) dir="auto" { (self.typed.note.now) }
                }
                div.acts { button.button type="submit" { "Keep what is scored" } }
                p.score-told role="status" { (self.told()) }
            }
        }
    }
}

impl Scoring<'_> {
    fn behaviour(&self, place: usize, row: &Behaviour) -> Markup {
        let (was, now) = self.typed.levels.get(place).copied().unwrap_or_default();
        html! {
            fieldset.behaviour {
                legend dir="auto" { (row.behaviour) }
                @if let Some(was) = was { input type="hidden" name={ "was-" (place) } value=(was); }
                @for (level, said) in (1i64..).zip(&row.levels) {
                    label.level {
                        input type="radio" name={ "level-" (place) } value=(level) checked[now == Some(level)];
                        span dir="auto" { (said) }
                    }
                }
            }
        }
    }

    fn told(&self) -> Markup {
        let scored = self.typed.levels.iter().filter(|(was, _)| was.is_some()).count();
        html! {
            @match self.told {
                Some(score) => (outcome(score, self.sheet)),
                None => { (scored) " of " (self.sheet.behaviours.len()) " scored. Points are told once all are." }
            }
        }
    }
}

/// What came out, in words.
pub fn outcome(score: &PlayScore, sheet: &Sheet) -> Markup {
    let points = score.points.and_then(|points| usize::try_from(points).ok()).unwrap_or_default();
    html! {
        strong { @if score.passed { "Passed" } @else { "Not passed this time" } }
        ": " (words::count(points, "point", "points")) " of " (sheet.most()) "; " (sheet.pass_mark) " are needed."
    }
}

/// What was scored, as it can be read later.
#[derive(Debug)]
pub struct Scored<'a> {
    pub score: &'a PlayScore,
    pub sheet: &'a Sheet,
}

impl Render for Scored<'_> {
    fn render(&self) -> Markup {
        let levels = levels(Some(self.score), self.sheet.behaviours.len());
        html! {
            p.score-told { (outcome(self.score, self.sheet)) }
            dl.seen-levels {
                @for (place, (row, level)) in self.sheet.behaviours.iter().zip(levels).enumerate() {
                    @if let Some(said) = level.and_then(|level| self.sheet.words(place, level)) {
                        div { dt dir="auto" { (row.behaviour) } dd dir="auto" { (said) } }
                    }
                }
            }
            @if !self.score.note.is_empty() { p.noted dir="auto" { (self.score.note) } }
        }
    }
}
