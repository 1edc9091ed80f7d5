//! What a role play's fields say.

use maud::{Markup, html};

use super::{Told, some};
use crate::model::role_play::{Behaviour, RolePlay};
use crate::model::taxonomy::Vocabulary;
use crate::web::view::blocks::{Block, Fact};
use crate::web::view::{Setting, links, words};

pub fn told(setting: &Setting, play: &RolePlay) -> Told {
    let rubric = (!play.rubric.is_empty()).then(|| rubric(&play.rubric));
    let questions = (!play.objections.is_empty()).then(|| links::references(setting, &play.objections));
    let pass = play.pass_mark.map(|mark| {
        format!(
            "{mark} points, {} times, at least {} apart",
            play.passes_needed,
            words::days(play.min_days_between_passes)
        )
    });
    Told {
        label: "In short",
        blocks: some([
            questions.map(|links| Block::new("What comes up", links)),
            rubric.map(|table| Block::new("What is looked at", table)),
        ]),
        at_a_glance: 2,
        facts: some([
            Fact::text("Played", play.persona.as_deref().map(|id| setting.label(Vocabulary::Personas, id))),
            Fact::text("Takes", play.minutes.map(|minutes| format!("{minutes} minutes"))),
            Fact::text("Passed with", pass),
        ]),
    }
}

fn rubric(rows: &[Behaviour]) -> Markup {
    let levels = rows.iter().map(|row| row.levels.len()).max().unwrap_or_default();
    html! {
        table.stacks {
            thead { tr { th scope="col" { "Behaviour" } @for level in 1..=levels { th scope="col" { (level) } } } }
            tbody {
                @for row in rows {
                    tr {
                        th scope="row" dir="auto" { (row.behaviour) }
                        @for level in 0..levels {
                            td data-label=(level + 1) dir="auto" { (row.levels.get(level).map(String::as_str).unwrap_or_default()) }
                        }
                    }
                }
            }
        }
    }
}
