//! `GET /mine`: what it did for you, and what you gave. Nobody else can open this page about you.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use maud::{Markup, Render, html};

use super::{blocking, replies, setting};
use crate::insights::duties;
use crate::insights::mine::{DAYS, Mine};
use crate::model::person::Viewer;
use crate::training::curriculum::Curriculum;
use crate::training::deck::Deck;
use crate::training::habit::{Habit, first_day, habit};
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::kept::for_one;
use crate::web::state::App;
use crate::web::urls;
use crate::web::view::blocks::line;
use crate::web::view::duties::Duties;
use crate::web::view::shell::Field;
use crate::web::view::told::said_instead;
use crate::web::view::words::count;
use crate::web::view::{Setting, Shell, links};

/// Most answers that are named.
const MOST: usize = 10;

/// The page of whoever asks.
pub async fn mine(State(app): State<App>, Asker(viewer): Asker) -> Result<Response, Error> {
    let mine = Mine::read(&app.store, &app.catalog(), &viewer, app.now()).await?;
    let today = app.today_there();
    let waiting_replies = app.store.waiting_replies().await?;
    let log = app.store.practised(&viewer.id).await?;
    let days = app.store.practised_days(&viewer.id, first_day(today), today).await?;
    let drawn = blocking(move || {
        let catalog = app.catalog();
        let waiting = Deck::of(&catalog, &log, &Curriculum::default(), today).waiting().len();
        let practice = Practice { habit: habit(&days, today), waiting };
        let replies = replies::offered(&catalog, &viewer, &waiting_replies).count();
        let page = MyPage { setting: setting(&app, &catalog), viewer: &viewer, mine: &mine, practice, replies };
        Shell { site: &app.name, title: "Mine", field: Field::default(), content: &page }.render()
    });
    Ok(for_one(drawn.await?.into_response()))
}

/// How somebody practises.
#[derive(Debug, Clone, Copy)]
pub struct Practice {
    pub habit: Habit,
    /// Cards that wait today.
    pub waiting: usize,
}

/// What it did for one person.
#[derive(Debug)]
pub struct MyPage<'a> {
    pub setting: Setting<'a>,
    pub viewer: &'a Viewer,
    pub mine: &'a Mine,
    pub practice: Practice,
    /// What colleagues said instead of what they look after.
    pub replies: usize,
}

impl Render for MyPage<'_> {
    fn render(&self) -> Markup {
        let duties = duties::of(self.setting.catalog, self.viewer, self.setting.today);
        html! {
            div.entry.listing {
                div.line { div.content {
                    h1.title { "Mine" }
                    p.summary { "The last " (DAYS) " days. Only you see this page." }
                } }
                (line(2, "It did for you", &self.did()))
                (said_instead(self.replies))
                (line(2, "Worked for you", &self.worked()))
                (line(2, "You gave", &self.gave()))
                (line(2, "You practised", &self.practised()))
                (line(2, "Role plays", &html! { p { a href=(urls::PLAYS) { "Yours to hold and to play, and how they went" } } }))
                div.line { div.content { p.whole { a href=(urls::ME) { "What is recorded about you, and how to erase it" } } } }
            }
            (Duties { setting: self.setting, duties: &duties })
        }
    }
}

impl MyPage<'_> {
    fn did(&self) -> Markup {
        let used = &self.mine.used;
        let number = |count: i64| usize::try_from(count).unwrap_or_default();
        html! {
            @if used.uses == 0 { p { "You have used no answer yet. Copy one, and it counts here." } }
            @else { p { "You used answers " (count(number(used.uses), "time", "times")) ", of " (count(self.mine.entries, "entry", "entries")) "." } }
            @match self.mine.days_since_in_vain() {
                Some(0) => p { "A search of yours ended without an answer today." },
                Some(days) => p { (count(number(days), "day", "days")) " since a search of yours was last in vain." },
                None if used.searches > 0 => p { "No search of yours was in vain." },
                None => {}
            }
        }
    }

    fn worked(&self) -> Markup {
        let known = self.mine.worked.iter().take(MOST);
        html! {
            @if self.mine.worked.is_empty() { p.quiet { "Say how an answer went, and what works for you gathers here." } }
            ul.plain {
                @for (entry, answer, times) in known {
                    li {
                        (links::reference_for(&self.setting, self.viewer, &format!("{entry}#{answer}")))
                        @if *times > 1 { " " span.quiet { (times) " times" } }
                    }
                }
            }
        }
    }

    fn practised(&self) -> Markup {
        let Practice { habit, waiting } = self.practice;
        html! {
            p { "On " (habit.practised) " of the last " (habit.of) " working days." }
            @if waiting > 0 {
                p { a href=(urls::PRACTICE) { (count(waiting, "card waits", "cards wait")) " today" } }
            } @else { p.quiet { "No card waits today." } }
        }
    }

    fn gave(&self) -> Markup {
        let helped = self.mine.helped(self.setting.catalog, self.viewer);
        html! {
            @if helped.colleagues() == 0 {
                p.quiet { "When a colleague says that an answer of yours worked, it is told here." }
            } @else {
                p {
                    (count(helped.answers(), "answer", "answers")) " of yours helped "
                    (count(helped.colleagues(), "colleague", "colleagues")) " in "
                    (count(helped.conversations(), "conversation", "conversations")) "."
                }
            }
        }
    }
}
