//! How far an entry can be relied on, and why: what its file says, and what readers and votes say of it.
//!
//! By date it is verified until its review is due; some things make it due at once. Each of them ends by something that
//! can be done: closing a flag, or verifying after the vote, the claim or the end of the permission.

use jiff::civil::Date;

use crate::catalog::Catalog;
use crate::model::entry::{Trust, later};
use crate::model::signals::Signal;
use crate::model::{Detail, Entry, Kind, volatile};

/// An end so many days ahead makes an entry due.
const SOON: i64 = 7;
/// Words that age make an entry due so many days after it was verified.
const AGED: i64 = 60;

/// How far an entry can be relied on, and why where a date alone does not tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub trust: Trust,
    pub reason: Option<Reason>,
    /// When it falls due by date, where it does.
    pub due: Option<Date>,
}

/// What makes an entry due at once, or leaves it without anybody who answers for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Readers say that something is wrong, so many of them.
    Flagged(usize),
    /// An answer, by its anchor, loses more than it wins.
    Losing(String),
    /// The permission of a proof point that it uses has ended.
    ProofEnded(String),
    /// A battlecard has newer claims about an alternative that it is about.
    NewerClaims(String),
    /// Its hard end is near.
    Expires(Date),
    /// Who answered for it is no longer here.
    OwnerGone,
    /// It holds words that age.
    Ages,
}

/// The standing of an entry on a day.
pub fn standing(catalog: &Catalog, entry: &Entry, today: Date) -> Standing {
    if entry.is_faded(today) {
        return Standing { trust: Trust::Expired, reason: None, due: None };
    }
    let signal = catalog.signals().of(entry.id.as_str());
    let verified = verified(entry, signal);
    let due = entry.review_days().zip(verified).map(|(days, on)| due(catalog, entry, signal, on, days));
    let owned = catalog.has_owner(entry);
    let by_date = match (entry.review_days(), verified.zip(due)) {
        (None, _) => Trust::Timeless,
        (_, Some((verified, due))) if owned => Trust::by_date(verified, due, today),
        _ => Trust::Unverified,
    };
    let at_once = at_once(catalog, entry, signal, verified, today);
    let gone = (entry.common.owner.is_some() && !owned).then_some(Reason::OwnerGone);
    match at_once {
        Some((reason, since)) => {
            let trust = match by_date {
                Trust::Verified(_) | Trust::Timeless => Trust::ReviewDue(since),
                late => late,
            };
            Standing { trust, reason: Some(reason), due }
        }
        None => Standing { trust: by_date, reason: gone.filter(|_| by_date == Trust::Unverified), due },
    }
}

/// The last day on which somebody who may do so said that it is right: in the file, or here of the same text.
fn verified(entry: &Entry, signal: Option<&Signal>) -> Option<Date> {
    let here = signal.and_then(|signal| signal.verified).filter(|confirmed| confirmed.hash == entry.hash);
    entry.common.last_verified.max(here.map(|confirmed| confirmed.on))
}

/// When it falls due. A reader who confirmed the same text since delays that once, by half an interval.
fn due(catalog: &Catalog, entry: &Entry, signal: Option<&Signal>, verified: Date, days: u32) -> Date {
    let due = catalog.due(entry, verified, days);
    let confirmed = signal.and_then(|signal| signal.confirmed);
    let delays = confirmed.is_some_and(|confirmed| confirmed.hash == entry.hash && confirmed.on >= verified);
    if delays { later(due, i64::from(days / 2)) } else { due }
}

/// What makes it due whatever the date, and since when.
fn at_once(
    catalog: &Catalog,
    entry: &Entry,
    signal: Option<&Signal>,
    verified: Option<Date>,
    today: Date,
) -> Option<(Reason, Date)> {
    let is_news = |on: Date| verified.is_none_or(|verified| on > verified);
    let flags = signal.map(|signal| signal.flags.as_slice()).unwrap_or_default();
    if let Some(first) = flags.first() {
        return Some((Reason::Flagged(flags.len()), first.on));
    }
    // What is never due is due by a flag only: it is a record.
    entry.review_days()?;
    let losing = signal.into_iter().flat_map(|signal| &signal.losing);
    // An answer that is no longer there loses nothing.
    let mut losing = losing.filter(|losing| is_news(losing.on) && has_answer(entry, &losing.answer));
    if let Some(losing) = losing.next() {
        return Some((Reason::Losing(losing.answer.clone()), losing.on));
    }
    proof_ended(catalog, entry, today)
        .filter(|(_, on)| is_news(*on))
        .or_else(|| newer_claims(catalog, entry, today).filter(|(_, on)| is_news(*on)))
        .or_else(|| expires_soon(entry, today))
        .or_else(|| ages(entry, verified?, today))
}

fn has_answer(entry: &Entry, anchor: &str) -> bool {
    entry.body.answers.iter().any(|answer| answer.anchor == anchor)
}

/// The linked proof point whose permission ended last.
fn proof_ended(catalog: &Catalog, entry: &Entry, today: Date) -> Option<(Reason, Date)> {
    let linked = entry.references.iter().filter_map(|reference| catalog.page(reference.target.split('#').next()?));
    let ended = linked.filter_map(|page| match &page.entry().detail {
        Detail::ProofPoint(proof) => {
            let end = proof.permission_expires.filter(|end| *end < today)?;
            Some((Reason::ProofEnded(page.entry().id.to_string()), end))
        }
        _ => None,
    });
    ended.max_by_key(|(_, end)| *end)
}

/// The newest claim about an alternative that the entry is about. A battlecard is about its own.
fn newer_claims(catalog: &Catalog, entry: &Entry, today: Date) -> Option<(Reason, Date)> {
    let about = &entry.common.competitors;
    if about.is_empty() {
        return None;
    }
    let cards = catalog.of_kind(Kind::Battlecard).filter_map(|page| match &page.entry().detail {
        Detail::Battlecard(card) if page.entry().id != entry.id => Some((page.entry(), card)),
        _ => None,
    });
    let cards = cards.filter(|(_, card)| card.competitor.as_ref().is_some_and(|name| about.contains(name)));
    let newest = cards.filter_map(|(card, detail)| {
        let dates = detail.claims.iter().filter_map(|claim| claim.as_of).filter(|on| *on <= today);
        Some((Reason::NewerClaims(card.id.to_string()), dates.max()?))
    });
    newest.max_by_key(|(_, on)| *on)
}

fn expires_soon(entry: &Entry, today: Date) -> Option<(Reason, Date)> {
    let end = entry.common.expires.filter(|end| *end <= later(today, SOON))?;
    Some((Reason::Expires(end), later(end, -SOON)))
}

fn ages(entry: &Entry, verified: Date, today: Date) -> Option<(Reason, Date)> {
    let aged = later(verified, AGED);
    let objection = entry.objection().and_then(|objection| objection.quick_response.as_deref()).unwrap_or_default();
    let holds = aged <= today && (volatile::holds(&entry.body.text) || volatile::holds(objection));
    holds.then_some((Reason::Ages, aged))
}
