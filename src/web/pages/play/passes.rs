//! Who passed what, for managers: passed or not, and the day. No points, no levels, no order of people.

use std::collections::BTreeMap;

use maud::{Markup, Render, html};

use super::known::Known;
use super::{is_of, role_play};
use crate::catalog::Page;
use crate::model::Kind;
use crate::model::person::Viewer;
use crate::training::plays::{Score, standing};
use crate::web::view::{Setting, links, words};

/// Passes by role play.
#[derive(Debug)]
pub struct Passes<'a> {
    pub setting: Setting<'a>,
    pub viewer: &'a Viewer,
    pub known: &'a Known,
}

impl Render for Passes<'_> {
    fn render(&self) -> Markup {
        let rows: Vec<_> = self.plays().map(|page| (page, self.of(page))).filter(|(_, of)| !of.is_empty()).collect();
        html! {
            p.quiet { "Managers see who passed, and when; not how." }
            @if rows.is_empty() { p { "Nobody has passed a role play yet." } }
            @for (page, people) in rows {
                div.played {
                    h3 { (links::page(page)) @if page.is_closed() { " " span.quiet { "not for everybody" } } }
                    ul.plain { @for (name, said) in people { li { bdi { (name) } ": " (said) } } }
                }
            }
        }
    }
}

impl<'a> Passes<'a> {
    /// The role plays that the viewer may read. Of others that there are it is not said either.
    fn plays(&self) -> impl Iterator<Item = Page<'a>> {
        let closed = self.setting.catalog.closed_for(self.viewer);
        let closed = closed.filter(|page| page.entry().kind == Kind::RolePlay);
        self.setting.catalog.of_kind(Kind::RolePlay).chain(closed)
    }

    /// People by name, with the day on which they passed.
    fn of(&self, page: Page<'_>) -> Vec<(String, String)> {
        let Some(play) = role_play(page) else { return Vec::new() };
        let mut by_person: BTreeMap<&str, Vec<Score>> = BTreeMap::new();
        for day in self.known.days.iter().filter(|day| is_of(self.setting.catalog, self.viewer, &day.play, page)) {
            by_person.entry(&day.person).or_default().push(Score::from(day));
        }
        let today = self.setting.today;
        // Who has not passed is not told: that they were scored says how it went.
        let said = |scores: &[Score]| {
            let on = standing(scores, play, today).passed()?;
            Some(format!("passed {}", words::day(on, today)))
        };
        let name = |person| self.known.names.of(self.setting, Some(person));
        let mut people: Vec<_> =
            by_person.into_iter().filter_map(|(person, scores)| Some((name(person), said(&scores)?))).collect();
        people.sort();
        people
    }
}
