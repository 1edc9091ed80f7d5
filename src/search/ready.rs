//! Terms as they are handed to the index: in one text, to be taken apart again.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Name of the tokenizer that takes them apart.
pub(super) const NAME: &str = "ready";

/// Stands after each term.
pub(super) const END: char = '\n';
/// Stands before a term at the same place as the one before.
pub(super) const SAME: char = '\u{1}';
/// Stands before a term for each place that is left empty before it.
pub(super) const SKIP: char = '\u{2}';

/// Takes ready terms apart.
#[derive(Clone, Default)]
pub(super) struct Ready {
    token: Token,
}

impl Tokenizer for Ready {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        self.token.reset();
        Stream { rest: text, token: &mut self.token }
    }
}

pub(super) struct Stream<'a> {
    rest: &'a str,
    token: &'a mut Token,
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let Some((term, rest)) = self.rest.split_once(END) else { return false };
        self.rest = rest;
        let letters = term.trim_start_matches([SAME, SKIP]);
        for mark in term[..term.len() - letters.len()].chars() {
            // The first place is 0, after `usize::MAX`; a mark for the same place takes back what follows.
            let step = if mark == SKIP { 1 } else { usize::MAX };
            self.token.position = self.token.position.wrapping_add(step);
        }
        self.token.position = self.token.position.wrapping_add(1);
        self.token.text.clear();
        self.token.text.push_str(letters);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
pub(super) fn taken_apart(ready: &str) -> Vec<(String, usize)> {
    let mut tokenizer = Ready::default();
    let mut stream = tokenizer.token_stream(ready);
    let mut terms = Vec::new();
    while stream.advance() {
        terms.push((stream.token().text.clone(), stream.token().position));
    }
    terms
}
