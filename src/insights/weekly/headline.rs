//! The sentences that the page begins with, and the weeks that charts show.

use jiff::civil::Date;

use super::period::{Compared, Period, WEEKS};
use super::{Rows, Series, count, is_closed, share};
use crate::catalog::{Catalog, Change};
use crate::history::Standing;
use crate::insights::trust::standing;
use crate::model::entry::{Status, Trust};
use crate::model::{Entry, Kind};
use crate::store::{VotesOfWeek, WeekCount};

/// Fewest searches and votes of a week that is compared with others.
const SEARCHES: i64 = 20;
const VOTES: i64 = 5;

/// States of searches that ended with an answer, and of those that did not.
const ANSWERED: [&str; 2] = ["answered", "answered_on_page"];
const UNANSWERED: [&str; 3] = ["said_no", "nothing_found", "not_opened"];

/// The sentences that the data allow.
pub fn headline(catalog: &Catalog, rows: &Rows, period: &Period, losing: usize, today: Date) -> Vec<String> {
    let (uses, votes) = (uses(catalog, &rows.uses), values(catalog, &rows.votes));
    let mut sentences = vec![searched(rows), used(catalog, &uses, today), voted(&votes, &uses)];
    let losing = i64::try_from(losing).unwrap_or_default();
    if losing > 0 {
        sentences.push(count(
            losing,
            "answer loses more often than it wins.",
            "answers lose more often than they win.",
        ));
    }
    sentences.extend(came(catalog, period));
    sentences
}

/// Searches by whether they were answered, week by week.
pub fn searches(counts: &[WeekCount]) -> Vec<Series> {
    vec![
        Series { name: "answered", counts: by_week(counts, |state| ANSWERED.contains(&state)) },
        Series { name: "without an answer", counts: by_week(counts, |state| UNANSWERED.contains(&state)) },
    ]
}

/// Votes by what they say, week by week.
pub fn votes(catalog: &Catalog, votes: &[VotesOfWeek]) -> Vec<Series> {
    let counts = values(catalog, votes);
    let values = [("worked", "worked"), ("partly", "partly"), ("did not", "did_not")];
    values.map(|(name, value)| Series { name, counts: by_week(&counts, |found| found == value) }).into()
}

/// Votes by what they say, without those on what not everybody may read: it is in no count.
fn values(catalog: &Catalog, votes: &[VotesOfWeek]) -> Vec<WeekCount> {
    let open = votes.iter().filter(|vote| !is_closed(catalog, &vote.entry));
    open.map(|vote| WeekCount { week: vote.week, name: vote.value.clone(), count: vote.count }).collect()
}

/// Uses by entry, without those of what not everybody may read.
fn uses(catalog: &Catalog, uses: &[WeekCount]) -> Vec<WeekCount> {
    uses.iter().filter(|used| !is_closed(catalog, &used.name)).cloned().collect()
}

fn by_week(counts: &[WeekCount], wanted: impl Fn(&str) -> bool) -> Vec<i64> {
    let mut weeks = vec![0; WEEKS];
    for found in counts.iter().filter(|found| wanted(&found.name)) {
        if let Some(week) = usize::try_from(found.week).ok().and_then(|week| weeks.get_mut(week)) {
            *week += found.count;
        }
    }
    weeks
}

fn searched(rows: &Rows) -> String {
    let all = Compared::of(&by_week(&rows.searches, |_| true), SEARCHES);
    let missed = by_week(&rows.searches, |state| UNANSWERED.contains(&state))[WEEKS - 1];
    match all.now {
        0 => "Nobody searched this week.".to_owned(),
        now => format!(
            "{}{}; {} ended without an answer.",
            count(now, "search", "searches"),
            all.words(),
            share(missed, now)
        ),
    }
}

fn used(catalog: &Catalog, uses: &[WeekCount], today: Date) -> String {
    let all = Compared::of(&by_week(uses, |_| true), SEARCHES);
    let is_verified = |id: &str| {
        let page = catalog.page(id);
        page.is_some_and(|page| matches!(standing(catalog, page.entry(), today).trust, Trust::Verified(_)))
    };
    match all.now {
        0 => "Nothing was used this week.".to_owned(),
        now => {
            let verified = by_week(uses, is_verified)[WEEKS - 1];
            let (uses, share) = (count(now, "use", "uses"), share(verified, now));
            format!("{uses}{}; {share} of entries that are verified.", all.words())
        }
    }
}

fn voted(votes: &[WeekCount], uses: &[WeekCount]) -> String {
    let all = Compared::of(&by_week(votes, |_| true), VOTES);
    let [worked, partly, did_not] =
        ["worked", "partly", "did_not"].map(|value| by_week(votes, |found| found == value)[WEEKS - 1]);
    let uses = by_week(uses, |_| true)[WEEKS - 1];
    let few = if all.now * 4 < uses { format!(" Few told us: {} of {uses} uses.", all.now) } else { String::new() };
    match all.now {
        0 => format!("Nobody said how an answer went this week.{few}"),
        now => {
            let votes = count(now, "vote", "votes");
            format!("{votes}{}: {worked} worked, {partly} partly, {did_not} did not.{few}", all.words())
        }
    }
}

/// New answers and lessons that people outside enablement have a part in.
fn came(catalog: &Catalog, period: &Period) -> Option<String> {
    // Without a history, a day on which files were copied would count.
    if !matches!(catalog.history().standing, Standing::Whole | Standing::Shallow) {
        return None;
    }
    let is_theirs = |entry: &Entry| {
        let named = entry.common.owner.iter().chain(&entry.common.contributors);
        let mut people = named.filter_map(|id| catalog.loaded().people.get(id));
        people.any(|person| !person.roles.is_steward())
    };
    let wanted = |entry: &Entry| {
        let kind = matches!(entry.kind, Kind::Lesson | Kind::Objection);
        kind && entry.common.status == Status::Published && is_theirs(entry)
    };
    let this_week =
        catalog.news().skip_while(|news| news.day() > period.last).take_while(|news| news.day() >= period.first);
    let came = this_week.filter(|news| news.change == Change::New && wanted(news.page.entry())).count();
    let came = i64::try_from(came).unwrap_or_default();
    let entries = count(came, "new tough question or lesson", "new tough questions and lessons");
    (came > 0).then(|| format!("{entries} with a hand in them from outside enablement."))
}
