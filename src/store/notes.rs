//! Notes that were written on two screens, brought together: nothing is lost, and nothing stands there twice.

/// What stands between what was written on different screens.
const BETWEEN: &str = "\n\n";

/// Notes as one screen has them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Noted {
    /// As they were when the screen was drawn.
    pub before: String,
    /// As it sent them last without hearing whether they were kept; empty where it knows.
    pub tried: String,
    /// As they are now.
    pub now: String,
}

impl Noted {
    /// Whether nothing is to be kept.
    pub fn is_untouched(&self) -> bool {
        self.tried.is_empty() && self.before == self.now
    }

    /// The notes to keep, where others are known: what this screen wrote before is replaced, and what came from elsewhere
    /// stays above it.
    pub fn beside(&self, known: &str) -> String {
        let elsewhere = [&self.tried, &self.before].into_iter().find_map(|own| without(known, own));
        match elsewhere {
            _ if self.is_untouched() || known == self.now => known.to_owned(),
            Some(elsewhere) => joined(elsewhere, &self.now),
            // One that holds all of the other is enough.
            None if known.contains(&self.now) => known.to_owned(),
            None if self.now.contains(known) => self.now.clone(),
            None => joined(known, &self.now),
        }
    }
}

/// What stands above something that a screen wrote; nothing where that is not the end of what is known.
fn without<'k>(known: &'k str, own: &str) -> Option<&'k str> {
    if known == own { Some("") } else { known.strip_suffix(own).filter(|_| !own.is_empty())?.strip_suffix(BETWEEN) }
}

fn joined(above: &str, below: &str) -> String {
    let parts = [above, below].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(BETWEEN)
}

#[cfg(test)]
mod tests {
    use super::Noted;

    fn kept(known: &str, [before, tried, now]: [&str; 3]) -> String {
        let [before, tried, now] = [before, tried, now].map(str::to_owned);
        Noted { before, tried, now }.beside(known)
    }

    #[test]
    fn notes_that_changed_elsewhere_are_kept_beside_what_is_typed() {
        assert_eq!(kept("a", ["a", "", "ab"]), "ab");
        assert_eq!(kept("a", ["a", "", ""]), "");
        assert_eq!(kept("other", ["a", "", "mine"]), "other\n\nmine");
        assert_eq!(kept("other", ["a", "", "a"]), "other");
        assert_eq!(kept("other", ["a", "", ""]), "other");
        assert_eq!(kept("", ["a", "", "mine"]), "mine");
    }

    #[test]
    fn what_is_sent_twice_stands_there_once() {
        assert_eq!(kept("mine", ["", "", "mine"]), "mine");
        assert_eq!(kept("other\n\nmine", ["", "", "mine"]), "other\n\nmine");
        assert_eq!(kept("mine and more", ["", "", "mine"]), "mine and more", "the later one came first");
        // Typed on while the answer was lost.
        assert_eq!(kept("mine", ["", "", "mine and more"]), "mine and more");
    }

    #[test]
    fn what_a_screen_wrote_is_replaced_below_what_came_from_elsewhere() {
        assert_eq!(kept("other\n\nmine", ["mine", "", "mine and more"]), "other\n\nmine and more");
        assert_eq!(kept("other\n\nmine", ["mine", "", ""]), "other");
    }

    #[test]
    fn what_may_have_been_kept_is_replaced_where_it_was() {
        assert_eq!(kept("tihs", ["", "tihs", "this"]), "this");
        assert_eq!(kept("other\n\ntihs", ["", "tihs", "this"]), "other\n\nthis");
        assert_eq!(kept("", ["", "tihs", "this"]), "this", "it was not kept");
        assert_eq!(kept("tihs", ["", "tihs", ""]), "", "and taken back");
    }
}
