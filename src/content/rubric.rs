//! What can be said of the rubric of a role play. A slip costs only itself: what is there can still be scored.

use super::lint::Subject;
use crate::model::diagnostic::{Diagnostic, RUBRIC};
use crate::model::entry::Detail;
use crate::model::role_play::{BEHAVIOURS, Behaviour, LEVELS, RolePlay};

/// Findings about the number of behaviours, the levels of each, and the pass mark.
pub fn rubric(subject: &Subject) -> Vec<Diagnostic> {
    let Detail::RolePlay(play) = &subject.entry.detail else { return Vec::new() };
    if play.rubric.is_empty() {
        return Vec::new();
    }
    let finding = |field: &str, (message, help): (String, &'static str)| {
        subject.finding(&RUBRIC, subject.place(field), message, help)
    };
    let rows = behaviours(&play.rubric).into_iter().chain(play.rubric.iter().filter_map(levels));
    let mut found: Vec<_> = rows.map(|slip| finding("rubric", slip)).collect();
    found.extend(pass_mark(play).map(|slip| finding("pass_mark", slip)));
    found
}

fn behaviours(rows: &[Behaviour]) -> Option<(String, &'static str)> {
    let help = "Name 3 to 6 things that somebody who looks on can see: more cannot be scored while it is played.";
    let (count, word) = (rows.len(), if rows.len() == 1 { "behaviour" } else { "behaviours" });
    (!BEHAVIOURS.contains(&count)).then(|| (format!("{count} {word}; a rubric has 3 to 6"), help))
}

fn levels(row: &Behaviour) -> Option<(String, &'static str)> {
    let (count, name) = (row.levels.len(), &row.behaviour);
    let message = match count {
        LEVELS => return None,
        0 | 1 => format!("\"{name}\" has no levels to choose from, and is left out when it is scored"),
        _ => format!("\"{name}\" has {count} levels; a behaviour has four"),
    };
    Some((message, "Write four levels, the lowest first, each as what can be seen."))
}

fn pass_mark(play: &RolePlay) -> Option<(String, &'static str)> {
    let mark = play.pass_mark?;
    let scored = || play.rubric.iter().filter(|row| row.levels.len() > 1);
    let most: usize = scored().map(|row| row.levels.len()).sum();
    let least = scored().count();
    let fits = usize::try_from(mark).is_ok_and(|mark| mark > least && mark <= most);
    let help = "Choose a mark between: each behaviour gives 1 point at its lowest level, 4 at its highest.";
    (!fits && most > 0).then(|| (format!("the pass mark is {mark}; the points are {least} to {most}"), help))
}
