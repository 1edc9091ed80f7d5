//! How soon somebody first did what the work is about, in one line.

use maud::{Markup, Render, html};

use crate::training::firsts::First;
use crate::web::view::blocks::line;
use crate::web::view::words;

/// The firsts; nothing where there are none.
#[derive(Debug, Clone, Copy)]
pub struct Firsts<'a>(pub &'a [First]);

impl Render for Firsts<'_> {
    fn render(&self) -> Markup {
        html! {
            @if !self.0.is_empty() {
                (line(2, "Firsts", &html! {
                    ul.points { @for first in self.0 { li { (words::sentence(first.what)) " " (after(first.days)) } } }
                }))
            }
        }
    }
}

fn after(days: i32) -> String {
    if days == 0 { "on the first day".to_owned() } else { format!("after {}", words::span(days)) }
}
