//! Two texts compared word by word, as far as readers see them.

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::substance;

/// Words that are compared; what comes behind them is left out.
const MOST_WORDS: usize = 12_000;

/// Words that stayed, went or came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Same(String),
    Gone(String),
    Come(String),
}

/// A line in which something changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    pub pieces: Vec<Piece>,
    /// Lines that stayed as they were stand before it.
    pub after_others: bool,
}

/// The lines of two texts in which readers see a difference.
pub fn compare(before: &str, after: &str) -> Vec<Paragraph> {
    let texts = [before, after].map(substance::lines);
    let [old, new] = [tokens(&texts[0]), tokens(&texts[1])];
    let mut drawn = Drawn::default();
    for change in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (tag, gone, come) = change.as_tag_tuple();
        if tag == DiffTag::Equal {
            new[come].iter().for_each(|word| drawn.put(word, Piece::Same));
        } else {
            old[gone].iter().for_each(|word| drawn.put(word, Piece::Gone));
            new[come].iter().for_each(|word| drawn.put(word, Piece::Come));
        }
    }
    drawn.end();
    drawn.paragraphs
}

/// Words, and where lines end.
fn tokens(lines: &[String]) -> Vec<&str> {
    let words = lines.iter().flat_map(|line| line.split_whitespace().chain(["\n"]));
    words.take(MOST_WORDS).collect()
}

#[derive(Debug, Default)]
struct Drawn {
    paragraphs: Vec<Paragraph>,
    pieces: Vec<Piece>,
    after_others: bool,
}

impl Drawn {
    fn put(&mut self, word: &str, kind: fn(String) -> Piece) {
        if word == "\n" {
            return self.end();
        }
        let fresh = kind(word.to_owned());
        match (self.pieces.last_mut(), fresh) {
            (Some(Piece::Same(words)), Piece::Same(word))
            | (Some(Piece::Gone(words)), Piece::Gone(word))
            | (Some(Piece::Come(words)), Piece::Come(word)) => {
                words.push(' ');
                words.push_str(&word);
            }
            (_, fresh) => self.pieces.push(fresh),
        }
    }

    fn end(&mut self) {
        let pieces = std::mem::take(&mut self.pieces);
        if pieces.iter().all(|piece| matches!(piece, Piece::Same(_))) {
            self.after_others |= !pieces.is_empty();
            return;
        }
        self.paragraphs.push(Paragraph { pieces, after_others: std::mem::take(&mut self.after_others) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &str, after: &str) -> Vec<String> {
        let piece = |piece: &Piece| match piece {
            Piece::Same(words) => words.clone(),
            Piece::Gone(words) => format!("[-{words}-]"),
            Piece::Come(words) => format!("{{+{words}+}}"),
        };
        let line = |line: &Paragraph| line.pieces.iter().map(piece).collect::<Vec<_>>().join(" ");
        compare(before, after).iter().map(line).collect()
    }

    #[test]
    fn words_that_changed_stand_in_their_lines() {
        assert_eq!(told("a\n\nIt is dear.\n\nz", "a\n\nIt is cheap now.\n\nz"), ["It is [-dear.-] {+cheap now.+}"]);
        assert_eq!(told("a\n", "a\nb\n"), ["{+b+}"]);
        assert_eq!(told("a\nb\n", "b\n"), ["[-a-]"]);
        assert_eq!(told("---\nowner: a\n---\nx", "---\nowner: b\n---\n x"), Vec::<String>::new());
        let paragraphs = compare("a\nb\nc", "a\nB\nc");
        assert!(paragraphs.len() == 1 && paragraphs[0].after_others);
    }

    #[test]
    fn long_texts_are_compared_in_time() {
        let long = |word: &str| (0..50_000).map(|number| format!("{word}{number} ")).collect::<String>();
        assert_eq!(compare(&long("a"), &long("b")).len(), 1);
    }
}
