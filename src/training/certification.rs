//! What role plays that were passed do to the steps of a path that ask for one.
//!
//! Where all passes that count were scored by those who may sign the step, it closes by itself; where others scored one,
//! it waits for one who may. Either is noted once and stands from then on, whatever becomes of the entry or the scores.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::calendar::{day_after, day_there};
use super::course::Deeds;
use super::learner::written;
use super::plays::{Score, completed};
use super::signing::{Signer, says_enough};
use crate::catalog::Catalog;
use crate::model::onboarding_path::{OnboardingPath, Step};
use crate::model::role_play::RolePlay;
use crate::model::{Detail, EntryId};
use crate::store::{ClosedStep, Enrolment, PASSED, PlayDay, StepAsk};

/// A step whose role play was passed, which is not noted yet.
#[derive(Debug, Clone, Copy)]
pub struct Passed<'a> {
    pub step: &'a Step,
    /// The day of the pass that completed it.
    pub on: Date,
    /// Who scored that; none once erased.
    pub by: Option<&'a str>,
    /// Whether it closes the step; else it waits to be signed.
    pub closes: bool,
}

/// What is known of somebody on a path.
#[derive(Debug, Clone)]
pub struct Known<'a> {
    pub enrolment: &'a Enrolment,
    pub deeds: Deeds<'a>,
    /// The days on which role plays were passed or not.
    pub plays: &'a [PlayDay],
    pub zone: &'a TimeZone,
    /// Nobody signs in, so that there is nobody else to sign.
    pub signs_all: bool,
}

/// The steps whose role play was passed and of which that is not noted. A role play is known by its entry, whichever of
/// its names a step has for it; steps that ask for the same one take one certification after the other.
pub fn passed<'a>(catalog: &'a Catalog, path: &'a OnboardingPath, known: &Known<'a>) -> Vec<Passed<'a>> {
    let mut last: HashMap<&EntryId, Date> = HashMap::new();
    let mut found = Vec::new();
    for (step, play, rules) in demanded(catalog, path) {
        let is_it = |day: &&PlayDay| role_play(catalog, &day.play).is_some_and(|(id, _)| id == play);
        let days: Vec<&PlayDay> = known.plays.iter().filter(is_it).collect();
        let days = match last.get(play) {
            Some(on) => after(days, *on, rules),
            None => days,
        };
        let on = match (known.closed(step), known.ask(step)) {
            (Some(closed), _) if closed.how == PASSED => Some(day_there(closed.at, known.zone)),
            (Some(_), _) => complete(&days, rules),
            (None, ask) => {
                let fresh = known.fresh(step, &days, rules, ask);
                found.extend(fresh);
                fresh.map(|passed| passed.on).or_else(|| Some(day_there(ask?.at, known.zone)))
            }
        };
        last.extend(on.map(|on| (play, on)));
    }
    found
}

/// The days that may count after a certification that was complete on a day: what counted for it, and what was written
/// down on the same evening, is no part of the next.
fn after<'a>(days: Vec<&'a PlayDay>, on: Date, rules: &RolePlay) -> Vec<&'a PlayDay> {
    let apart = u32::try_from(rules.min_days_between_passes).unwrap_or_default().max(1);
    let spent: HashSet<Date> = days.iter().filter(|day| day.passed && day.day <= on).map(|day| day.told_on).collect();
    days.into_iter().filter(|day| day.day >= day_after(on, apart) && !spent.contains(&day.told_on)).collect()
}

/// The steps that were noted as passed on a day or later, and that the scores do not carry any more since one of that day
/// was corrected.
pub fn corrected<'a>(
    catalog: &'a Catalog,
    path: &'a OnboardingPath,
    known: &Known<'a>,
    (play, day): (&str, Date),
) -> Vec<&'a Step> {
    let Some((play, _)) = role_play(catalog, play) else { return Vec::new() };
    let is_later = |at| day_there(at, known.zone) >= day;
    let is_noted = |step: &Step| {
        known.closed(step).is_some_and(|closed| closed.how == PASSED && is_later(closed.at))
            || known.ask(step).is_some_and(|ask| is_later(ask.at))
    };
    let steps = demanded(catalog, path).into_iter();
    let noted: Vec<&Step> =
        steps.filter(|(step, id, _)| *id == play && is_noted(step)).map(|(step, ..)| step).collect();
    let is_among = |id: &str| noted.iter().any(|step| step.id == id);
    let mut before = known.clone();
    before.deeds.closed.retain(|closed| closed.how != PASSED || !is_among(&closed.step));
    before.deeds.asks.retain(|ask| ask.how != PASSED || !is_among(&ask.step));
    let carried = passed(catalog, path, &before);
    let stands =
        |step: &Step| carried.iter().any(|one| one.step.id == step.id && (one.closes || known.closed(step).is_none()));
    noted.iter().copied().filter(|step| !stands(step)).collect()
}

impl<'a> Known<'a> {
    fn closed(&self, step: &Step) -> Option<&'a ClosedStep> {
        self.deeds.closed.iter().copied().find(|closed| closed.step == step.id)
    }

    /// What waits of a pass, or was answered with "not yet".
    fn ask(&self, step: &Step) -> Option<&'a StepAsk> {
        self.deeds.asks.iter().copied().find(|ask| ask.step == step.id && ask.how == PASSED)
    }

    /// What is to be noted of a step that is open.
    fn fresh(
        &self,
        step: &'a Step,
        days: &[&'a PlayDay],
        rules: &RolePlay,
        ask: Option<&StepAsk>,
    ) -> Option<Passed<'a>> {
        let signer = if self.signs_all { Signer::Others } else { Signer::of(step) };
        let enough: Vec<&PlayDay> =
            days.iter().copied().filter(|day| says_enough(day, self.enrolment, signer)).collect();
        let (on, closes) = match complete(&enough, rules) {
            Some(on) => (on, true),
            None if ask.is_some() => return None,
            None => (complete(days, rules)?, false),
        };
        let scorers = if closes { &enough[..] } else { days };
        let by = scorers.iter().find(|day| day.day == on && day.passed).and_then(|day| day.by.as_deref());
        Some(Passed { step, on, by, closes })
    }
}

/// The steps that ask for a role play, each id once, with its entry and rules.
fn demanded<'a>(catalog: &'a Catalog, path: &'a OnboardingPath) -> Vec<(&'a Step, &'a EntryId, &'a RolePlay)> {
    let mut seen = HashSet::new();
    let steps = path.milestones.iter().flat_map(|milestone| &milestone.items);
    let steps = steps.filter(|step| !step.id.is_empty() && seen.insert(step.id.as_str()));
    let steps = steps.filter(|step| step.activity.as_deref() == Some("certify"));
    steps
        .filter_map(|step| role_play(catalog, step.reference.as_deref()?).map(|(id, rules)| (step, id, rules)))
        .collect()
}

/// The role play of an id or a former id, whoever may read it: what somebody passed does not depend on who looks.
fn role_play<'a>(catalog: &'a Catalog, id: &str) -> Option<(&'a EntryId, &'a RolePlay)> {
    let entry = written(catalog, id)?;
    match &entry.detail {
        Detail::RolePlay(rules) => Some((&entry.id, rules)),
        _ => None,
    }
}

/// The day on which the passes were complete first.
fn complete(days: &[&PlayDay], rules: &RolePlay) -> Option<Date> {
    let scores: Vec<Score> = days.iter().copied().map(Score::from).collect();
    completed(&scores, rules).first().copied()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::after;
    use crate::model::role_play::RolePlay;
    use crate::store::PlayDay;

    #[test]
    fn one_evening_counts_for_one_certification() {
        let pass = |day: Date, told_on: Date| PlayDay {
            person: "new".to_owned(),
            play: "role_play/p".to_owned(),
            day,
            told_on,
            passed: true,
            by: None,
            as_manager: false,
        };
        let november = |day| date(2026, 11, day);
        let days = [pass(november(1), november(3)), pass(november(3), november(3)), pass(november(5), november(5))];
        let rules = RolePlay { passes_needed: 1, min_days_between_passes: 2, ..RolePlay::default() };
        let left: Vec<Date> = after(days.iter().collect(), november(1), &rules).iter().map(|day| day.day).collect();
        assert_eq!(left, [november(5)]);
    }
}
