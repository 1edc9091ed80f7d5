//! `GET /team`: for buddies and managers: what waits for their tap, and how far those are who go with them. There is no
//! table of people: each is told in words, by name.

pub mod person;
pub mod sign;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use maud::{Markup, Render, html};

use super::path::passes::note_passes;
use super::play::{Known, Waiting as ToHold};
use super::{blocking, setting_there};
use crate::catalog::Page;
use crate::model::onboarding_path::Step;
use crate::model::person::Viewer;
use crate::store::{Enrolment, PASSED, StepAsk};
use crate::training::course::State as Became;
use crate::training::learner::{Learner, Walked, Way};
use crate::training::signing::{Signer, goes_along, may_sign};
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::kept::for_one;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::blocks::{bare, line};
use crate::web::view::path::sign::{Back, Sign};
use crate::web::view::path::{Names, linked, said};
use crate::web::view::shell::Field;
use crate::web::view::{Setting, Shell, links, words};

/// The page; for who is neither a manager nor anybody's buddy there is none.
pub async fn team(State(app): State<App>, Asker(viewer): Asker) -> Result<Response, Error> {
    if !viewer.roles.manager && !app.store.is_buddy_of_somebody(&viewer.id).await? {
        return Err(Error::Forbidden);
    }
    let (mut learners, given) = (Learner::seen_by(&app.store, &viewer).await?, app.store.names().await?);
    for learner in learners.values_mut() {
        note_passes(&app, learner).await;
    }
    let plays = Known::read(&app, &viewer).await?;
    let drawn = blocking(move || {
        let catalog = app.catalog();
        let page = Team {
            setting: setting_there(&app, &catalog),
            names: Names { catalog: &catalog, given: &given },
            viewer: &viewer,
            ways: learners.values().flat_map(|learner| learner.ways(&catalog, &viewer, &app.zone)).collect(),
            plays: &plays,
        };
        Shell { site: &app.name, title: "With you on a path", field: Field::default(), content: &page }.render()
    });
    Ok(for_one(drawn.await?.into_response()))
}

/// A step that waits to be signed.
#[derive(Debug)]
pub struct Waiting<'a> {
    pub enrolment: &'a Enrolment,
    pub page: Page<'a>,
    pub step: &'a Step,
    pub ask: &'a StepAsk,
    pub since: Date,
}

/// What somebody may sign that waits, the longest first.
fn waiting<'a>(viewer: &Viewer, ways: &'a [Way<'a>]) -> Vec<Waiting<'a>> {
    let mut waiting = Vec::new();
    for way in ways {
        let Some((page, course)) = way.course.open() else { continue };
        for taken in course.steps() {
            let (Became::Waits(ask), Some(since)) = (taken.state, taken.on) else { continue };
            if may_sign(viewer, way.enrolment, Signer::of(taken.step)) {
                waiting.push(Waiting { enrolment: way.enrolment, page, step: taken.step, ask, since });
            }
        }
    }
    waiting.sort_by_key(|one| one.ask.at);
    waiting
}

/// Who is on a path with somebody.
#[derive(Debug)]
pub struct Team<'a> {
    pub setting: Setting<'a>,
    pub names: Names<'a>,
    pub viewer: &'a Viewer,
    /// The paths of all of whom one sees how far they are.
    pub ways: Vec<Way<'a>>,
    /// The role plays of whoever looks.
    pub plays: &'a Known,
}

impl Render for Team<'_> {
    fn render(&self) -> Markup {
        let waiting = waiting(self.viewer, &self.ways);
        let to_hold = ToHold::to_hold(self.setting, self.viewer, self.plays);
        let mut ways: Vec<_> = self.ways.iter().collect();
        ways.sort_by_cached_key(|way| self.names.of(&way.enrolment.person).to_lowercase());
        let (with, others): (Vec<_>, Vec<_>) = ways.into_iter().partition(|way| goes_along(self.viewer, way.enrolment));
        html! {
            div.entry.team {
                div.line { div.content {
                    h1.title { "With you on a path" }
                    p.summary { "What waits for your tap, and how far people are. What they practise and how it goes is theirs." }
                } }
                (line(2, "For your tap", &self.taps(&waiting)))
                @if !to_hold.is_empty() { (line(2, "Role plays to hold", &to_hold)) }
                @if !with.is_empty() { (line(2, "With you", &self.people(&with))) }
                @if !others.is_empty() { (line(2, "Others", &self.people(&others))) }
                @if self.ways.is_empty() { (bare(&html! { p { "Nobody else is on a path." } })) }
                @if super::path::may_assign(self.viewer) {
                    (bare(&html! { p.whole { a href=(urls::PATH_ASSIGN) { "Put somebody on a path" } } }))
                }
            }
        }
    }
}

impl Team<'_> {
    fn taps(&self, waiting: &[Waiting]) -> Markup {
        html! {
            @if waiting.is_empty() { p { "Nothing waits." } }
            @else { ul.offers.taps { @for one in waiting { li { (self.tap(one)) } } } }
        }
    }

    fn tap(&self, one: &Waiting) -> Markup {
        let about = said(&self.setting, one.step);
        let form = Sign {
            person: &one.enrolment.person,
            path: &one.page.entry().id,
            step: &one.step.id,
            about: &format!("{}, {about}", self.names.of(&one.enrolment.person)),
            back: Back::Team,
        };
        html! {
            div.duty {
                div {
                    p dir="auto" { (linked(&self.setting, one.step)) }
                    p.row-meta {
                        bdi { (self.names.of(&one.enrolment.person)) }
                        @match one.ask.how.as_str() {
                            PASSED => { " passed, " (words::distance(one.since, self.setting.today)) }
                            how => {
                                @if how == "known" { " knows this already" }
                                ", asked " (words::distance(one.since, self.setting.today))
                            }
                        }
                    }
                }
                (form.answer())
            }
        }
    }

    fn people(&self, ways: &[&Way]) -> Markup {
        html! {
            ul.offers.people {
                @for way in ways {
                    li { div.duty { div {
                        p { a href=(urls::team_person(&way.enrolment.person)) dir="auto" { (self.names.of(&way.enrolment.person)) } }
                        p.row-meta { (self.far(way)) }
                    } } }
                }
            }
        }
    }

    /// How far somebody is, in words.
    fn far(&self, way: &Way) -> Markup {
        let today = self.setting.today;
        html! {
            @match &way.course {
                Walked::Gone(_) => "On a path that is no longer in the playbook",
                Walked::Closed => "On a path that is not for everybody, and not open to you",
                Walked::Open(page, course) => {
                    (links::page(*page)) " · "
                    @match course.next() {
                        None => "through all of it",
                        Some((leg, _)) => {
                            (course.pace(today))
                            @if let Some(due) = leg.due { " · next milestone " (words::day(due, today)) ", " (words::left(due, today)) }
                        }
                    }
                }
            }
        }
    }
}
