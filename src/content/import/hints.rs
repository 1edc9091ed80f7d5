//! What a page reads like, by its name and its headings. A hint decides nothing.

use crate::model::{Body, Kind};

/// Words, and the kind that they hint at. The first that is found counts.
const HINTS: [(&[&str], Kind); 6] = [
    (&["battlecard", "battle card", "competitor", "competitors", "competition", " vs "], Kind::Battlecard),
    (&["objection", "objections", "faq", "faqs", "common questions", "customer questions"], Kind::Objection),
    (&["win-loss", "win/loss", "win loss", "post-mortem", "postmortem", "why we lost"], Kind::WinLoss),
    (&["icp", "ideal customer", "who we are building for"], Kind::Icp),
    (&["discovery", "meddpicc", "meddic"], Kind::Discovery),
    (&["exit criteria", "sales stages", "opportunity stages", "deal stages"], Kind::Stage),
];
/// Words of paths for new colleagues.
const RAMP: [&str; 4] = ["onboarding", "ramp", "30/60/90", "30-60-90"];

/// The kind that a page reads like, if it reads like one.
pub fn hint(path: &str, title: &str, body: &Body) -> Option<Kind> {
    let headings = body.headings.iter().map(|heading| heading.text.as_str());
    let name = padded(&format!("{title} {}", path.replace(['/', '_', '.'], " ")));
    let whole = padded(&headings.collect::<Vec<_>>().join(" "));
    by_words(&name)
        .or_else(|| by_words(&whole).filter(|kind| *kind != Kind::Battlecard && *kind != Kind::OnboardingPath))
}

fn by_words(text: &str) -> Option<Kind> {
    let has = |word: &str| match word.starts_with(' ') {
        true => text.contains(word),
        false => text.contains(&format!(" {word} ")) || text.contains(&format!(" {} ", word.replace(' ', "-"))),
    };
    let found = HINTS.iter().find(|(words, _)| words.iter().any(|word| has(word))).map(|(_, kind)| *kind);
    found.or_else(|| RAMP.iter().any(|word| has(word)).then_some(Kind::OnboardingPath))
}

/// Lower case, with a blank around every word.
fn padded(text: &str) -> String {
    let words: Vec<_> = text.split(|letter: char| letter.is_whitespace() || ",;:?!()\"".contains(letter)).collect();
    format!(" {} ", words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::outline;

    #[test]
    fn names_and_headings_hint_at_kinds() {
        let kind = |path: &str, title: &str, text: &str| hint(path, title, &outline(text, 1));
        assert_eq!(kind("sales/corvane-vs-us.md", "Corvane vs Tarnfield", ""), Some(Kind::Battlecard));
        assert_eq!(kind("tools/common_customer_questions.md", "Common customer questions", ""), Some(Kind::Objection));
        assert_eq!(kind("x.md", "Stages", "## Exit criteria\n"), Some(Kind::Stage));
        assert_eq!(kind("sales/onboarding/week.md", "Week 1", ""), Some(Kind::OnboardingPath));
        assert_eq!(kind("sales/travel.md", "Travel", "## Booking\n"), None);
        assert_eq!(kind("tropical.md", "Tropical", "microscopic\n"), None);
    }
}
