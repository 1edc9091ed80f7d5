//! What figures must reach, so that a change that makes search worse is noticed before it is merged.

use std::str::FromStr;

use serde::Serialize;

use super::figures::{Figure, Figures};

/// The least that a figure may be: `recall3=.95`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Floor {
    pub figure: Figure,
    pub least: f64,
}

/// A floor that was not reached.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Missed {
    pub figure: &'static str,
    pub least: f64,
    /// `None` where there was nothing to count.
    pub value: Option<f64>,
}

impl FromStr for Floor {
    type Err = String;

    fn from_str(text: &str) -> Result<Floor, String> {
        let (name, least) = text.split_once('=').unwrap_or((text, ""));
        let figure = Figure::ALL.into_iter().find(|figure| figure.name() == name.trim()).ok_or_else(|| {
            let names = Figure::ALL.map(Figure::name).join(", ");
            format!("`{}` is no figure; there are {names}", name.trim())
        })?;
        let least = least.trim().parse().ok().filter(|least| (0.0..=1.0).contains(least));
        let least = least.ok_or_else(|| format!("write it as {}=.85, with a share from 0 to 1", figure.name()))?;
        Ok(Floor { figure, least })
    }
}

/// The floors that figures do not reach. What could not be counted reaches nothing.
pub fn missed(figures: &Figures, floors: &[Floor]) -> Vec<Missed> {
    let look =
        |floor: &Floor| Missed { figure: floor.figure.name(), least: floor.least, value: figures.value(floor.figure) };
    let under = |missed: &Missed| missed.value.is_none_or(|value| value < missed.least);
    floors.iter().map(look).filter(under).collect()
}
