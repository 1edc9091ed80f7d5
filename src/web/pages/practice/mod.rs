//! `GET /practice`: the card whose turn it is, or that it is enough; `POST /practice`: how it came.
//!
//! Everything works as plain forms: the back of a card is folded, and a grade leads to the next card.

mod grade;
mod page;
mod rest;
mod session;

pub use grade::grade;
pub use page::CardPage;
pub use rest::{Rest, RestPage, Why};
pub use session::Session;

use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use maud::{Markup, Render};

use super::{Asking, blocking};
use crate::catalog::Catalog;
use crate::store::{PracticeLog, Wording};
use crate::training::calendar::{is_working_day, working_day_from};
use crate::training::cards;
use crate::training::curriculum::Curriculum;
use crate::training::deck::{Deck, Held};
use crate::web::error::{Drawn, Error};
use crate::web::identity::Asker;
use crate::web::state::App;
use crate::web::view::entry::Recalled;
use crate::web::view::shell::Field;
use crate::web::view::{Setting, Shell};

/// Marks an answer whose page may record and play what is said, in the browser alone.
#[derive(Debug, Clone, Copy)]
pub struct HearsOneself;

/// What a page is drawn from.
struct Seat {
    app: App,
    asking: Asking,
    catalog: Arc<Catalog>,
    log: PracticeLog,
    curriculum: Curriculum,
    session: Session,
}

/// The card whose turn it is.
pub async fn practice(
    State(app): State<App>,
    asker: Asker,
    session: Result<Query<Session>, QueryRejection>,
) -> Result<Response, Error> {
    let Query(session) = session.map_err(|_| Error::BadRequest)?;
    let seat = Seat::take(&app, asker, session).await?;
    let (drawn, back) = blocking(move || seat.draw()).await??;
    if let Some(back) = back
        && let Err(error) = app.store.keep_wording(back).await
    {
        tracing::warn!(%error, "what stands on a card could not be kept");
    }
    Ok(heard(drawn))
}

/// A page on which one may hear oneself.
fn heard(page: Markup) -> Response {
    let mut response = page.into_response();
    response.extensions_mut().insert(HearsOneself);
    response
}

impl Seat {
    async fn take(app: &App, asker: Asker, session: Session) -> Result<Seat, Error> {
        let (log, catalog) = (app.store.practised(&asker.0.id).await?, app.catalog());
        let paths = app.store.enrolments_of(&asker.0.id).await?;
        let curriculum = Curriculum::of(&catalog, &asker.0, &paths);
        let asking = Asking::of(app, asker).await;
        let session = session.begin(app.now(), log.end());
        Ok(Seat { app: app.clone(), asking, catalog, log, curriculum, session })
    }

    fn today(&self) -> Date {
        self.app.today_there()
    }

    fn deck(&self) -> Deck<'_> {
        Deck::of(&self.catalog, &self.log, &self.curriculum, self.today())
    }

    fn setting(&self) -> Setting<'_> {
        self.asking.setting(&self.app, &self.catalog)
    }

    /// The page, and what stands on the back of the card that it shows.
    fn draw(&self) -> Result<(Markup, Option<Wording>), Error> {
        let deck = self.deck();
        if let Some(why) = self.rests(&deck) {
            return Ok((self.draw_rest(&deck, why), None));
        }
        let held = if self.session.is_chosen() { self.chosen(&deck)? } else { deck.next().cloned() };
        match held {
            Some(held) => Ok(self.draw_card(&held, &showing(), "")),
            None => Ok((self.draw_rest(&deck, self.nothing()), None)),
        }
    }

    /// Why no card is shown, whatever waits.
    fn rests(&self, deck: &Deck) -> Option<Why> {
        let is_free = !is_working_day(self.today()) && !self.session.is_chosen() && self.session.anyway.is_empty();
        match () {
            () if deck.is_empty() => Some(Why::Empty),
            () if self.session.is_over(self.app.now()) => Some(Why::Enough),
            () if is_free => Some(Why::Weekend(working_day_from(self.today()))),
            () => None,
        }
    }

    /// Why there is no card.
    fn nothing(&self) -> Why {
        match () {
            () if self.session.done > 0 => Why::Enough,
            () if self.session.is_chosen() => Why::NoCard,
            () => Why::NothingDue,
        }
    }

    /// The next of the cards that somebody chose.
    fn chosen<'d>(&'d self, deck: &Deck<'d>) -> Result<Option<Held<'d>>, Error> {
        let entry = match self.session.entry.as_str() {
            "" => None,
            entry => Some(self.catalog.page(entry).ok_or(Error::NotFound)?.entry().id.as_str()),
        };
        let chosen = deck.chosen(|card| self.session.chooses(card, entry), self.session.known);
        Ok(deck.mixed(&chosen).cloned())
    }

    fn draw_card(&self, held: &Held<'_>, showing: &str, problem: &str) -> (Markup, Option<Wording>) {
        let back = Recalled { setting: self.setting(), card: &held.card };
        let answer = back.answer().map(|answer| answer.anchor.as_str());
        let wording = held.card.wording(answer);
        let page = CardPage { held, back, session: &self.session, showing, wording: &wording, answer, problem };
        let drawn = self.shell(&page);
        (drawn, Some(wording))
    }

    fn draw_rest(&self, deck: &Deck, why: Why) -> Markup {
        let rest = Rest { why, waiting: deck.waiting().len(), comes: deck.comes(), today: self.today() };
        self.shell(&RestPage { rest, session: &self.session })
    }

    fn shell(&self, content: &dyn Render) -> Markup {
        Shell { site: &self.app.name, title: "Practise", field: Field::default(), content }.render()
    }
}

/// The card with a name, as somebody has it.
fn held<'a>(seat: &'a Seat, card: &str) -> Option<Held<'a>> {
    let id = cards::find(&seat.catalog, card, seat.today())?.id;
    let deck = seat.deck();
    deck.chosen(|card| card.id == id, i64::MAX).first().map(|held| (*held).clone())
}

/// A grade that could not be noted: the card stays as it is, and the same grade can be given again.
fn unwritten(seat: &Seat, card: &str, showing: &str) -> Result<Response, Error> {
    let held = held(seat, card).ok_or(Error::Unwritable)?;
    let problem = "Nothing can be noted just now, so your grade was not. Give it again in a moment.";
    let (drawn, _) = seat.draw_card(&held, showing, problem);
    let mut response = (StatusCode::SERVICE_UNAVAILABLE, heard(drawn)).into_response();
    response.extensions_mut().insert(Drawn);
    Ok(response)
}

/// What names the one time that a card is shown.
fn showing() -> String {
    format!("{:032x}", rand::random::<u128>())
}
