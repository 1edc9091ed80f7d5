//! A line that tells how far long work has come, where somebody looks on.

use std::cell::Cell;
use std::io::{IsTerminal, Write};

use crate::content::import::{Progress, Step};

/// Characters of the line.
const WIDTH: usize = 50;

/// The line, at a terminal; elsewhere nothing.
pub struct Line {
    on: bool,
    /// What it shows: the step, and hundredths of it.
    shown: Cell<Option<(Step, usize)>>,
}

impl Line {
    /// On the standard error, so that what is printed stays what it is.
    pub fn at_terminal() -> Line {
        Line { on: std::io::stderr().is_terminal(), shown: Cell::new(None) }
    }

    /// Takes the line away.
    pub fn end(&self) {
        if self.shown.take().is_some() {
            self.draw(&" ".repeat(WIDTH));
            self.draw("");
        }
    }

    /// A line that cannot be drawn is no reason to stop.
    fn draw(&self, text: &str) {
        let mut err = std::io::stderr().lock();
        let _ = write!(err, "\r{text}").and_then(|()| err.flush());
    }
}

impl Progress for Line {
    fn step(&self, step: Step, done: usize, all: usize) {
        let part = done * 100 / all.max(1);
        if !self.on || self.shown.get() == Some((step, part)) {
            return;
        }
        self.shown.set(Some((step, part)));
        let words = match step {
            Step::Read => "Reading",
            Step::Link => "Following links",
            Step::Write => "Writing",
        };
        self.draw(&format!("{:WIDTH$}", format!("{words}: {done} of {all} ({part}%)")));
    }
}
