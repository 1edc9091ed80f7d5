//! `POST /practice`: a grade, noted once for each time that a card was shown.

use std::collections::BTreeSet;

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::{Seat, Session, unwritten};
use crate::store::{Graded, Review};
use crate::training::deck::by_card;
use crate::training::grade::Grade;
use crate::training::{cards, schedule};
use crate::web::error::Error;
use crate::web::identity::Asker;
use crate::web::state::App;

/// What names a showing, or a wording, is no longer.
const LONGEST: usize = 64;

/// A grade as it is sent. What was on the back of the card goes with it: it may have been written anew since.
#[derive(Debug, Deserialize)]
pub struct Sent {
    card: String,
    showing: String,
    grade: i64,
    wording: String,
    #[serde(default)]
    answer: String,
    // A flattened session could not read its numbers out of a form.
    #[serde(default)]
    entry: String,
    #[serde(default)]
    stage: String,
    #[serde(default)]
    anyway: String,
    #[serde(default)]
    begun: i64,
    #[serde(default)]
    known: i64,
    #[serde(default)]
    done: u32,
}

/// Notes a grade, and leads to the next card. A card that is gone meanwhile is passed over.
pub async fn grade(
    State(app): State<App>,
    asker: Asker,
    form: Result<Form<Sent>, FormRejection>,
) -> Result<Response, Error> {
    let Form(sent) = form.map_err(|_| Error::BadRequest)?;
    let grade = Grade::from_number(sent.grade).ok_or(Error::Invalid("a grade is a number from 1 to 4"))?;
    if !is_name(&sent.showing) || !is_name(&sent.wording) {
        return Err(Error::BadRequest);
    }
    let (person, seat) = (asker.0.id.clone(), Seat::take(&app, asker, sent.session()).await?);
    let Some(graded) = seat.graded(&sent, grade, person) else { return Ok(to(&seat.session)) };
    match note(&seat, graded, grade).await {
        Ok(()) => Ok(to(&seat.session.and_one())),
        Err(error) => {
            tracing::error!(%error, "a grade could not be noted");
            unwritten(&seat, &sent.card, &sent.showing)
        }
    }
}

fn to(session: &Session) -> Response {
    Redirect::to(&session.address()).into_response()
}

fn is_name(text: &str) -> bool {
    (1..=LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

impl Sent {
    fn session(&self) -> Session {
        Session {
            entry: self.entry.clone(),
            stage: self.stage.clone(),
            anyway: self.anyway.clone(),
            begun: self.begun,
            known: self.known,
            done: self.done,
        }
    }
}

impl Seat {
    /// The row of a grade; none where the card is gone.
    fn graded(&self, sent: &Sent, grade: Grade, person: String) -> Option<Graded> {
        let card = cards::find(&self.catalog, &sent.card, self.today())?.id;
        let known = by_card(&self.catalog, &self.log).remove(&card);
        let known = known.into_iter().flat_map(|known| known.names).map(str::to_owned);
        let names: BTreeSet<String> = known.chain([card.clone()]).collect();
        Some(Graded {
            person,
            card,
            names: names.into_iter().collect(),
            showing: sent.showing.clone(),
            grade: i64::from(grade.number()),
            wording: sent.wording.clone(),
            answer: Some(sent.answer.clone()).filter(|answer| !answer.is_empty() && answer.len() <= LONGEST * 4),
            day: self.today(),
            at: self.app.now(),
        })
    }
}

/// Writes it, with what follows from it.
async fn note(seat: &Seat, graded: Graded, grade: Grade) -> Result<(), crate::store::Error> {
    let card = cards::find(&seat.catalog, &graded.card, seat.today());
    let now = card.map(|card| card.wording(graded.answer.as_deref()));
    if let Some(now) = now.filter(|now| now.hash == graded.wording) {
        seat.app.store.keep_wording(now).await?;
    }
    let (card, person, today) = (graded.card.clone(), graded.person.clone(), graded.day);
    let plan = move |past: &[Review]| {
        let past: Vec<&Review> = past.iter().collect();
        schedule::plan(&past, grade, today, &card, &person)
    };
    seat.app.store.practise(graded, plan).await
}
