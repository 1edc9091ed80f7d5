//! Bold lead-ins of other playbooks: paragraphs that begin with **Acknowledge** or **Why They Say This**.

/// The lead-ins that collections of tough questions use, in lower case.
const KNOWN: [&str; 20] = [
    "why they say this",
    "why they ask",
    "what they mean",
    "best when",
    "acknowledge",
    "empathize",
    "respond",
    "response",
    "answer",
    "reframe",
    "proof point",
    "proof points",
    "proof",
    "evidence",
    "follow-up question",
    "follow up question",
    "follow-up",
    "confirm",
    "from",
    "internal notes",
];

/// A lead-in and what stands behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeadIn {
    /// As it is written.
    pub label: String,
    pub text: String,
}

/// The text before the first lead-in that is known, and all of them. A paragraph without one goes on with the last.
pub fn lead_ins(text: &str) -> (String, Vec<LeadIn>) {
    let mut before = String::new();
    let mut found: Vec<LeadIn> = Vec::new();
    let mut fenced = false;
    for line in text.split_inclusive('\n') {
        fenced ^= line.trim_start().starts_with("```");
        match lead_in(line).filter(|_| !fenced) {
            Some((label, rest)) => found.push(LeadIn { label: label.to_owned(), text: rest.to_owned() }),
            None => found.last_mut().map_or(&mut before, |last| &mut last.text).push_str(line),
        }
    }
    for each in &mut found {
        each.text = unindented(each.text.trim());
    }
    (before.trim().to_owned(), found)
}

/// Whether a text says how to answer: lead-ins of more than one kind.
pub fn says_how(found: &[LeadIn]) -> bool {
    let mut labels: Vec<_> = found.iter().map(|each| each.label.to_lowercase()).collect();
    labels.sort();
    labels.dedup();
    labels.len() > 1
}

/// The label that a line begins with, and the rest of the line.
fn lead_in(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start();
    let in_list = || line.strip_prefix(['-', '*', '+'])?.strip_prefix(' ')?.trim_start().strip_prefix("**");
    let inner = line.strip_prefix("**").or_else(in_list)?;
    let (label, rest) = inner.split_once("**")?;
    let label = label.trim().trim_end_matches(':').trim();
    let known = KNOWN.contains(&label.to_lowercase().as_str());
    known.then(|| (label, rest.trim_start_matches([':', ' '])))
}

/// Lines that went on in a list item, as lines of their own.
fn unindented(text: &str) -> String {
    text.lines().map(|line| line.strip_prefix("  ").unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lead_ins_are_read_in_their_usual_spellings() {
        let text = "Intro.\n\n**Why They Say This:** They compare.\n\n- **Acknowledge**: Fair.\n- **Respond:** Say\n  this.\n\nMore.\n\n**Bold** is no label.\n";
        let (before, found) = lead_ins(text);
        let seen: Vec<_> = found.iter().map(|each| (each.label.as_str(), each.text.as_str())).collect();
        assert_eq!(before, "Intro.");
        assert_eq!(
            seen,
            [
                ("Why They Say This", "They compare."),
                ("Acknowledge", "Fair."),
                ("Respond", "Say\nthis.\n\nMore.\n\n**Bold** is no label."),
            ]
        );
        assert!(says_how(&found) && !says_how(&lead_ins("**Answer** a\n\n**Answer** b\n").1));
        assert!(lead_ins("```\n**Respond** no\n```\n").1.is_empty());
    }
}
