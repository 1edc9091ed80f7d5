//! Notes what role plays that were passed do to the steps of paths: once, so that it stands whatever becomes of scores,
//! entries and paths. Where it cannot be written, pages say the same, and the next one tries again.

use jiff::civil::Date;

use crate::store::{ClosedStep, Closing, Enrolment, Error, OfStep, OnPath, PASSED, StepAsk};
use crate::training::calendar::start_of;
use crate::training::certification::Passed;
use crate::training::learner::Learner;
use crate::web::pages::setting_there;
use crate::web::state::App;
use crate::web::view::path::said;

/// Notes what was passed and is not noted yet, and has the learner know it.
pub async fn note_passes(app: &App, learner: &mut Learner) {
    let fresh = fresh(app, learner);
    for one in fresh {
        let written = match &one {
            Noted::Closed(closed) => app.store.close_step(closing(closed)).await,
            Noted::Waits(ask) => app.store.ask_to_sign_pass(of(&ask.person, &ask.path, &ask.step), ask.at).await,
        };
        told(written);
        match one {
            Noted::Closed(closed) => {
                learner.asks.retain(|ask| ask.path != closed.path || ask.step != closed.step);
                learner.closed.push(closed);
            }
            Noted::Waits(ask) => {
                learner.asks.retain(|known| known.path != ask.path || known.step != ask.step);
                learner.asks.push(ask);
            }
        }
    }
}

/// The same after somebody was scored in a role play: a pass that was corrected to none takes back what it closed. `lost`
/// is the day of such a pass.
pub async fn after_score(app: &App, person: &str, play: &str, lost: Option<Date>) {
    let mut learner = match Learner::read(&app.store, person).await {
        Ok(learner) => learner,
        Err(error) => return told(Err(error)),
    };
    for of in lost.map(|day| taken_back(app, &learner, play, day)).unwrap_or_default() {
        learner.closed.retain(|closed| closed.path != of.on.path || closed.step != of.step);
        learner.asks.retain(|ask| ask.path != of.on.path || ask.step != of.step);
        told(app.store.reopen_passed(of).await);
    }
    note_passes(app, &mut learner).await;
}

/// The same for who begins a path, of what was passed before.
pub async fn after_start(app: &App, person: &str) {
    match Learner::read(&app.store, person).await {
        Ok(mut learner) => note_passes(app, &mut learner).await,
        Err(error) => told(Err(error)),
    }
}

/// What is to be noted of a step.
enum Noted {
    Closed(ClosedStep),
    Waits(StepAsk),
}

fn fresh(app: &App, learner: &Learner) -> Vec<Noted> {
    let catalog = app.catalog();
    let setting = setting_there(app, &catalog);
    let note = |enrolment: &Enrolment, passed: Passed| {
        let (person, path, step) = (enrolment.person.clone(), enrolment.path.clone(), passed.step.id.clone());
        let at = start_of(passed.on, &app.zone);
        let how = PASSED.to_owned();
        if !passed.closes {
            let (answered_by, answered_at, words) = (None, None, None);
            return Noted::Waits(StepAsk { person, path, step, how, at, answered_by, answered_at, words });
        }
        let (activity, words) = (passed.step.activity.clone().unwrap_or_default(), said(&setting, passed.step));
        let signed_by = passed.by.map(str::to_owned);
        Noted::Closed(ClosedStep { person, path, step, activity, words, how, signed_by, at })
    };
    let signs_all = !app.auth.identity.knows_people();
    learner.passed(&catalog, (&app.zone, signs_all)).into_iter().map(|(on, passed)| note(on, passed)).collect()
}

fn taken_back(app: &App, learner: &Learner, play: &str, day: Date) -> Vec<OfStep> {
    let catalog = app.catalog();
    let signs_all = !app.auth.identity.knows_people();
    let steps = learner.corrected(&catalog, (&app.zone, signs_all), (play, day));
    steps.into_iter().map(|(on, step)| of(&on.person, &on.path, &step.id)).collect()
}

fn closing(closed: &ClosedStep) -> Closing {
    Closing {
        of: of(&closed.person, &closed.path, &closed.step),
        activity: closed.activity.clone(),
        words: closed.words.clone(),
        how: PASSED,
        signed_by: closed.signed_by.clone(),
        at: closed.at,
    }
}

/// A step under the name that the path has in the store.
fn of(person: &str, path: &str, step: &str) -> OfStep {
    let on = OnPath { person: person.to_owned(), path: path.to_owned(), former: Vec::new() };
    OfStep { on, step: step.to_owned() }
}

fn told(written: Result<(), Error>) {
    if let Err(error) = written {
        tracing::warn!(%error, "that a role play was passed is not noted; it is tried again");
    }
}
