//! What decided a deal, as a small chart: for us and against us, each by its strength.

use std::cmp::Reverse;

use maud::{Markup, html};

use crate::model::taxonomy::Vocabulary;
use crate::model::win_loss::Driver;
use crate::web::view::Setting;
use crate::web::view::blocks::column;

/// The strongest there is.
const MOST: i64 = 3;

/// How many are shown at a glance.
const FEW: usize = 3;

/// Both sides, the strongest first.
pub fn chart(setting: &Setting, level: u8, drivers: &[Driver]) -> Markup {
    html! {
        div.columns.drivers {
            (column(level, "For us", "for", &side(setting, drivers, false)))
            (column(level, "Against us", "against", &side(setting, drivers, true)))
        }
    }
}

/// The strongest of both sides in one list.
pub fn strongest(setting: &Setting, drivers: &[Driver]) -> Markup {
    html! {
        ul.plain.drivers {
            @for driver in sorted(drivers.iter()).into_iter().take(FEW) {
                li.against[driver.against] {
                    (strength(driver.strength))
                    span dir="auto" {
                        (setting.label(Vocabulary::DecisionDrivers, &driver.driver)) " "
                        span.side { (if driver.against { "against us" } else { "for us" }) }
                    }
                }
            }
        }
    }
}

fn sorted<'a>(drivers: impl Iterator<Item = &'a Driver>) -> Vec<&'a Driver> {
    let mut drivers: Vec<_> = drivers.collect();
    drivers.sort_by_key(|driver| Reverse(driver.strength));
    drivers
}

fn side(setting: &Setting, drivers: &[Driver], against: bool) -> Markup {
    let drivers = sorted(drivers.iter().filter(|driver| driver.against == against));
    html! {
        @if !drivers.is_empty() {
            ul.plain {
                @for driver in drivers {
                    li {
                        (strength(driver.strength))
                        span dir="auto" { (setting.label(Vocabulary::DecisionDrivers, &driver.driver)) }
                        @match driver.said_by.as_deref() {
                            Some("buyer") => { span.aside { "says the buyer" } }
                            Some("rep") => { span.aside { "says our rep" } }
                            _ => {}
                        }
                    }
                }
            }
        }
    }
}

/// Filled and empty marks, with the number in words.
fn strength(strength: Option<i64>) -> Markup {
    let strength = strength.map(|strength| strength.clamp(0, MOST));
    let words = strength.map_or("strength not said".to_owned(), |strength| format!("strength {strength} of {MOST}"));
    html! {
        span.strength role="img" aria-label=(words) {
            @for mark in 1..=MOST { span.mark.full[strength.is_some_and(|strength| mark <= strength)] {} }
        }
    }
}
