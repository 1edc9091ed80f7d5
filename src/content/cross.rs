//! What holds between files: references, facts, links and the anchors that they name.

use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::Arc;

use super::links::{self, Destination};
use super::load::{Loaded, There};
use super::pointer;
use crate::model::Entry;
use crate::model::body::Link;
use crate::model::diagnostic::{BROKEN_ANCHOR, BROKEN_LINK, BROKEN_REFERENCE, Diagnostic, Position, UNKNOWN_FACT};
use crate::model::entry::{Detail, Reference};
use crate::model::id::{EntryId, Kind};
use crate::model::nearest::nearest;

/// What one file has to do with others.
#[derive(Debug, Default, PartialEq)]
pub struct Cross {
    pub findings: Vec<Diagnostic>,
    /// Paths of the entries that it links or refers to, each once.
    pub targets: Vec<Arc<str>>,
    /// Paths at which it looked for a file that is no entry, and what was there.
    pub sought: Vec<(String, There)>,
}

/// Looks at one file with all others in sight.
pub fn check(loaded: &Loaded, path: &str) -> Cross {
    let Some(file) = loaded.files.get(path) else { return Cross::default() };
    let entry = &file.entry;
    let mut found: Vec<_> = entry.references.iter().filter_map(|reference| broken(loaded, entry, reference)).collect();
    found.extend(facts(loaded, entry));
    found.extend(answers_met(loaded, entry));
    let mut targets: Vec<Arc<str>> =
        entry.references.iter().filter_map(|reference| referred(loaded, reference)).collect();
    let sought = RefCell::new(Vec::new());
    let is_file = |path: &str| {
        let there = loaded.there(path);
        sought.borrow_mut().push((path.to_owned(), there));
        there != There::Nothing
    };
    for link in &entry.body.links {
        let destination = loaded.directory.destination(path, &link.target, &is_file);
        found.extend(broken_link(loaded, entry, link, &destination));
        if let (Destination::Entry { path, .. }, false) = (destination, link.picture) {
            targets.push(loaded.directory.shared(&path));
        }
    }
    if entry.kind == Kind::Page {
        found = found.into_iter().map(Diagnostic::softened).collect();
    }
    targets.sort_unstable();
    targets.dedup();
    targets.retain(|target| **target != *path);
    Cross { findings: found, targets, sought: sought.into_inner() }
}

fn referred(loaded: &Loaded, reference: &Reference) -> Option<Arc<str>> {
    let id = reference.target.split('#').next().unwrap_or_default();
    loaded.directory.by_id(id).map(|path| loaded.directory.shared(path))
}

fn target<'a>(loaded: &'a Loaded, id: &str) -> Option<&'a Entry> {
    let path = loaded.directory.by_id(id)?;
    loaded.files.get(path).map(|file| file.entry.as_ref())
}

fn broken(loaded: &Loaded, entry: &Entry, reference: &Reference) -> Option<Diagnostic> {
    let (id, anchor) = match reference.target.split_once('#') {
        Some((id, anchor)) => (id, Some(anchor)),
        None => (reference.target.as_str(), None),
    };
    let cause = loaded.directory.by_id(id).map_or(id, |path| path);
    let report = |rule, message: String, help: String| {
        Some(Diagnostic::new(rule, &entry.path, reference.at, message, help).because_of([cause]))
    };
    let Some(target) = target(loaded, id) else {
        let kind = EntryId::parse(id).map(|id| id.kind()).or(reference.kind);
        let fits = |entry: &&Arc<Entry>| kind.is_none_or(|kind| entry.kind == kind) && !entry.common.closed;
        let ids = loaded.entries().filter(fits).map(|entry| entry.id.as_str());
        let help = match nearest(id, ids) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => "Write it as kind/file-name, and see that the file exists.".to_owned(),
        };
        return report(
            &BROKEN_REFERENCE,
            format!("`{}` refers to `{id}`, which does not exist", reference.field),
            help,
        );
    };
    if let Some(kind) = reference.kind.filter(|kind| *kind != target.kind && !target.common.closed) {
        let message = format!("`{}` refers to `{id}`, a {}, where a {kind} belongs", reference.field, target.kind);
        return report(&BROKEN_REFERENCE, message, format!("Name a {kind} here; `related` takes every kind."));
    }
    let anchor = anchor.filter(|anchor| !target.body.has_anchor(anchor))?;
    report(&BROKEN_ANCHOR, format!("`{id}` has no anchor `{anchor}`"), anchor_help(target, anchor))
}

fn anchor_help(target: &Entry, anchor: &str) -> String {
    if target.common.closed {
        return "Look at the entry for its anchors; it is not for everybody.".to_owned();
    }
    match nearest(anchor, target.body.anchors()) {
        Some(near) => format!("Did you mean `#{near}`?"),
        None => format!("Add `{{#{anchor}}}` to the heading or item that is meant in {}.", target.path),
    }
}

fn facts(loaded: &Loaded, entry: &Entry) -> Vec<Diagnostic> {
    if entry.facts.is_empty() {
        return Vec::new();
    }
    let standards = loaded.entries().filter_map(|entry| match &entry.detail {
        Detail::Discovery(standard) => Some((entry.common.closed, standard)),
        _ => None,
    });
    let facts = standards.flat_map(|(closed, standard)| standard.facts.iter().map(move |fact| (closed, fact)));
    let facts: Vec<_> = facts.map(|(closed, fact)| (closed, fact.id.as_str())).collect();
    let known: HashSet<&str> = facts.iter().map(|(_, id)| *id).collect();
    let standards = || loaded.entries().filter(|entry| entry.kind == Kind::Discovery).map(|entry| entry.path.as_str());
    if known.is_empty() {
        return Vec::new();
    }
    // What a closed standard asks for is told to nobody.
    let open = || facts.iter().filter(|(closed, _)| !closed).map(|(_, id)| *id);
    let unknown = entry.facts.iter().filter(|(fact, _)| !known.contains(fact.as_str()));
    let report = |(fact, at): &(String, Position)| {
        let help = match nearest(fact, open()) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => "Add it to the discovery standard, or name a fact that is there.".to_owned(),
        };
        let message = format!("`{fact}` is a fact of no discovery standard");
        Diagnostic::new(&UNKNOWN_FACT, &entry.path, *at, message, help).because_of(standards())
    };
    unknown.map(report).collect()
}

/// Answers that a review names must be answers of the question it met.
fn answers_met(loaded: &Loaded, entry: &Entry) -> Vec<Diagnostic> {
    let Detail::WinLoss(review) = &entry.detail else { return Vec::new() };
    let missing = review.objections_met.iter().filter_map(|met| {
        let anchor = met.answer.as_deref()?;
        let target = target(loaded, &met.objection)?;
        let known = target.body.answers.iter().any(|answer| answer.anchor == anchor);
        let at = entry.references.iter().find(|reference| reference.target == met.objection)?.at;
        (!known).then(|| {
            let message = format!("`{}` has no answer `{anchor}`", met.objection);
            let help = anchor_help(target, anchor);
            Diagnostic::new(&BROKEN_ANCHOR, &entry.path, at, message, help).because_of([target.path.as_str()])
        })
    });
    missing.collect()
}

fn broken_link(loaded: &Loaded, entry: &Entry, link: &Link, destination: &Destination) -> Option<Diagnostic> {
    let report = |rule, message: String, help: String| Some(Diagnostic::new(rule, &entry.path, link.at, message, help));
    match destination {
        Destination::Nowhere(path) => {
            let what = if link.picture { "picture" } else { "file" };
            let help = "Mend the path, or take the link out; it is shown as text.";
            let causes = links::candidates(&entry.path, path);
            report(&BROKEN_LINK, format!("no {what} at `{path}`"), help.to_owned())
                .map(|found| found.because_of(causes))
        }
        Destination::Entry { path, anchor: Some(anchor) } => {
            let target = &loaded.files.get(path)?.entry;
            if target.body.anchor_like(anchor).is_some() || anchor.eq_ignore_ascii_case("top") {
                return None;
            }
            let message = format!("{path} has no heading `#{anchor}`");
            report(&BROKEN_ANCHOR, message, anchor_help(target, anchor)).map(|found| found.because_of([path.as_str()]))
        }
        Destination::File(path) if link.picture && loaded.there(path) == There::Pointer => {
            let found = pointer::finding(&entry.path, link.at, &format!("the picture `{path}`"));
            Some(found.because_of([path.as_str()]))
        }
        _ => None,
    }
}
