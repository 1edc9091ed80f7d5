//! The rubric as it was when a role play began: a later change of the entry changes no score, and no word of it.

use serde::{Deserialize, Serialize};

use crate::model::role_play::RolePlay;

/// What a role play is scored by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    pub pass_mark: i64,
    pub behaviours: Vec<Behaviour>,
}

/// Something that can be seen, and the words of its levels, the lowest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Behaviour {
    pub behaviour: String,
    pub levels: Vec<String>,
}

/// What came out once all was scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Result {
    pub points: i64,
    pub passed: bool,
}

impl Sheet {
    /// The rubric of an entry; a behaviour without a choice of levels is left out. None where nothing could be passed by it.
    pub fn of(play: &RolePlay) -> Option<Sheet> {
        let can_differ = |row: &&crate::model::role_play::Behaviour| row.levels.len() > 1;
        let behaviours = play
            .rubric
            .iter()
            .filter(can_differ)
            .map(|row| Behaviour { behaviour: row.behaviour.clone(), levels: row.levels.clone() });
        let behaviours: Vec<_> = behaviours.collect();
        let pass_mark = play.pass_mark.filter(|_| !behaviours.is_empty())?;
        Some(Sheet { pass_mark, behaviours })
    }

    /// As it is kept.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// As it was kept; None where that cannot be read.
    pub fn from_text(text: &str) -> Option<Sheet> {
        serde_json::from_str(text).ok()
    }

    /// The points that there are to have.
    pub fn most(&self) -> usize {
        self.behaviours.iter().map(|behaviour| behaviour.levels.len()).sum()
    }

    /// The words of a level of the behaviour in a place, counted from 1; none where there is no such level.
    pub fn words(&self, place: usize, level: i64) -> Option<&str> {
        let at = usize::try_from(level).ok()?.checked_sub(1)?;
        self.behaviours.get(place)?.levels.get(at).map(String::as_str)
    }

    /// What comes out; nothing before each behaviour has a level.
    pub fn result(&self, levels: &[Option<i64>]) -> Option<Result> {
        let scored = |place: usize| {
            let level = levels.get(place).copied().flatten()?;
            self.words(place, level).map(|_| level)
        };
        let points = (0..self.behaviours.len()).map(scored).sum::<Option<i64>>()?;
        Some(Result { points, passed: points >= self.pass_mark })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::role_play;

    fn play(levels: &[usize]) -> RolePlay {
        let row = |count: &usize| role_play::Behaviour {
            id: format!("b{count}"),
            behaviour: format!("{count} levels"),
            levels: (1..=*count).map(|level| format!("level {level}")).collect(),
        };
        RolePlay { rubric: levels.iter().map(row).collect(), pass_mark: Some(7), ..RolePlay::default() }
    }

    #[test]
    fn points_are_told_once_all_is_scored() {
        let sheet = Sheet::of(&play(&[4, 4, 4])).unwrap();
        assert_eq!(sheet.most(), 12);
        assert_eq!(sheet.result(&[Some(1), None, Some(4)]), None);
        assert_eq!(sheet.result(&[Some(1), Some(2)]), None);
        assert_eq!(sheet.result(&[Some(1), Some(5), Some(1)]), None, "there is no fifth level");
        assert_eq!(sheet.result(&[Some(1), Some(2), Some(4)]), Some(Result { points: 7, passed: true }));
        assert_eq!(sheet.result(&[Some(1), Some(2), Some(3)]), Some(Result { points: 6, passed: false }));
        assert_eq!((sheet.words(0, 4), sheet.words(0, 0), sheet.words(3, 1)), (Some("level 4"), None, None));
    }

    #[test]
    fn a_slip_in_the_rubric_costs_only_itself() {
        let sheet = Sheet::of(&play(&[5, 1, 0, 4])).unwrap();
        assert_eq!(sheet.behaviours.iter().map(|each| each.levels.len()).collect::<Vec<_>>(), [5, 4]);
        assert_eq!(Sheet::of(&play(&[1, 0])), None);
        assert_eq!(Sheet::of(&RolePlay { pass_mark: None, ..play(&[4, 4]) }), None);
    }

    #[test]
    fn what_was_kept_is_read_again() {
        let sheet = Sheet::of(&play(&[4, 4, 4])).unwrap();
        assert_eq!(Sheet::from_text(&sheet.to_text()), Some(sheet));
        assert_eq!(Sheet::from_text("{}"), None);
    }
}
