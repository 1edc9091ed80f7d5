//! Writing out a stretch of a text, with its matches counted in characters.

use std::ops::Range;

use super::marks::Mark;
use super::request::Snippet;

/// A stretch of a text with its spaces evened out, its matches counted in characters, and dots where it was cut.
pub(super) fn draw(text: &str, stretch: Range<usize>, found: &[Mark]) -> Snippet {
    let mut drawing = Drawing::default();
    if !text[..stretch.start].trim().is_empty() {
        drawing.put('…');
    }
    let mut inside = found.iter().filter(|mark| mark.start >= stretch.start && mark.end <= stretch.end).peekable();
    let mut open = None;
    for (at, c) in text[stretch.clone()].char_indices() {
        let at = stretch.start + at;
        if let Some(start) = open
            && inside.peek().is_some_and(|mark| mark.end <= at)
        {
            drawing.mark(start);
            open = None;
            inside.next();
        }
        drawing.character(c);
        if open.is_none() && inside.peek().is_some_and(|mark| mark.start == at) {
            open = Some(drawing.length - 1);
        }
    }
    if let Some(start) = open {
        drawing.mark(start);
    }
    if !text[stretch.end..].trim().is_empty() {
        drawing.put('…');
    }
    drawing.snippet
}

#[derive(Default)]
struct Drawing {
    snippet: Snippet,
    /// Characters drawn.
    length: usize,
    /// A space is due before the next character.
    space: bool,
}

impl Drawing {
    fn put(&mut self, c: char) {
        self.snippet.text.push(c);
        self.length += 1;
    }

    fn character(&mut self, c: char) {
        if c.is_whitespace() || c.is_control() {
            self.space = true;
            return;
        }
        if std::mem::take(&mut self.space) && !(self.snippet.text.is_empty() || self.snippet.text == "…") {
            self.put(' ');
        }
        self.put(c);
    }

    fn mark(&mut self, start: usize) {
        if start < self.length {
            self.snippet.highlights.push((start, self.length));
        }
    }
}

/// Matches in characters.
pub(super) fn highlights(text: &str, found: &[Mark]) -> Vec<(usize, usize)> {
    let (mut characters, mut from) = (0, 0);
    let mut count = |to: usize| {
        characters += text[from..to].chars().count();
        from = to;
        characters
    };
    found.iter().map(|mark| (count(mark.start), count(mark.end))).collect()
}
