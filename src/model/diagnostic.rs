//! What is wrong in a file: where, what, and what to do about it.

use std::borrow::Cow;

use serde::Serialize;

use super::fix::Fix;

/// A place in a file. Both count from 1; the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Position {
    pub line: u32,
    pub column: u32,
}

impl Position {
    /// The first character of the file: used where a finding concerns the file as a whole.
    pub const START: Position = Position { line: 1, column: 1 };

    /// A place by line and column, both from 1.
    pub fn new(line: u32, column: u32) -> Position {
        Position { line, column }
    }
}

/// How bad it is. `check` ends with exit status 1 where there is an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Error,
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// A rule of `check`: its stable code, its usual severity, and one line that says what it is about.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    pub code: &'static str,
    pub severity: Severity,
    pub about: &'static str,
}

macro_rules! rules {
    ($($name:ident = $severity:ident $code:literal $about:literal;)*) => {
        $(#[doc = $about] pub const $name: Rule = Rule { code: $code, severity: Severity::$severity, about: $about };)*
        /// Every rule, in the order of the documentation.
        pub const RULES: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    FILE_UNREADABLE = Error "file-unreadable" "A file could not be read: permission, device, or gone.";
    FILE_TOO_LARGE = Error "file-too-large" "A file is larger than the limit; what comes behind it is not read.";
    NOT_UTF8 = Error "not-utf8" "A file has bytes that are not UTF-8; they are shown as replacement characters.";
    LINK_OUTSIDE = Warning "link-outside" "A symbolic link leads out of the content folder or to nothing and is not followed.";
    LFS_POINTER = Error "lfs-pointer" "Git LFS has not fetched a page or a picture; a pointer to it is in its place.";
    CONFLICT_MARKERS = Error "conflict-markers" "A merge conflict was committed with the file.";
    FRONT_MATTER_UNREADABLE = Error "front-matter-unreadable" "The front matter is no valid YAML or TOML.";
    FRONT_MATTER_UNCLOSED = Error "front-matter-unclosed" "The front matter has no closing fence.";
    DUPLICATE_KEY = Error "duplicate-key" "A field stands twice in one front matter.";
    NO_FRONT_MATTER = Warning "no-front-matter" "A file in the folder of a kind has no front matter; it is shown as a page.";
    NEAR_FOLDER = Warning "near-folder" "A folder is named nearly as that of a kind, so that its files are plain pages.";
    UNKNOWN_KIND = Warning "unknown-kind" "`kind` names no kind; the entry is shown as a page.";
    WRONG_TYPE = Error "wrong-type" "A field has a value of another type than it takes.";
    UNKNOWN_VALUE = Error "unknown-value" "A field has a value that is not on its list.";
    UNKNOWN_TERM = Error "unknown-term" "A term is not in taxonomy.yaml.";
    RENAMED_TERM = Warning "renamed-term" "A term was renamed in taxonomy.yaml.";
    UNKNOWN_FACT = Error "unknown-fact" "A fact is in no discovery standard.";
    VISIBILITY_UNCLEAR = Error "visibility-unclear" "Who may see the entry cannot be read with certainty; it is kept closed.";
    MISSING_FIELD = Error "missing-field" "A required field is missing.";
    MISSING_TO_PUBLISH = Warning "missing-to-publish" "A field that an entry should have before it is published is missing.";
    UNKNOWN_FIELD = Warning "unknown-field" "A field that this kind does not have; it is kept and ignored.";
    NO_OWNER = Warning "no-owner" "Nobody answers for the entry, or nobody who is in people.yaml and still here.";
    VOLATILE_WORDS = Warning "volatile-words" "A text holds a price, a quarter or words such as \"currently\", and is not looked at within 60 days.";
    FORBIDDEN_WORD = Error "forbidden-word" "A word of forbidden.txt, such as the name of a customer, stands in an entry that everybody may read.";
    DUPLICATE_ID = Error "duplicate-id" "Two files claim one id.";
    DUPLICATE_ANCHOR = Error "duplicate-anchor" "Two headings or items of a file have one anchor.";
    DUPLICATE_STEP = Error "duplicate-step" "Two steps of an onboarding path have one id, by which progress knows them.";
    BROKEN_REFERENCE = Error "broken-reference" "A field refers to an entry that does not exist.";
    BROKEN_ANCHOR = Error "broken-anchor" "A link or reference names an anchor that its target does not have.";
    BROKEN_LINK = Error "broken-link" "A link leads to a file that does not exist.";
    TOO_LONG = Warning "too-long" "A text is longer than can be read or said in its place.";
    NO_QUESTION = Warning "no-question" "A quick response neither asks nor offers anything.";
    TOO_MANY_ITEMS = Error "too-many-items" "A checklist has more than nine items.";
    TOO_FEW_ITEMS = Warning "too-few-items" "A checklist has fewer than five items.";
    RUBRIC = Warning "rubric" "The rubric of a role play has fewer than three or more than six behaviours, a behaviour without its four levels, or a pass mark that nobody can miss or reach.";
    NO_ANSWER = Warning "no-answer" "A tough question has no answer section, or more than four.";
    TRAILING_SPACE = Warning "trailing-space" "Lines of an entry end in spaces that mean nothing.";
    NO_FINAL_NEWLINE = Warning "no-final-newline" "The last line of an entry is not ended, so that the next change touches it too.";
    NEVER_VERIFIED = Warning "never-verified" "Nobody has said yet that a published entry is right.";
    REVIEW_DUE = Warning "review-due" "The day on which an entry should have been looked at again is past.";
    DATE_AHEAD = Error "date-ahead" "`last_verified` is a day to come.";
    RENAMED_FILE = Warning "renamed-file" "A file was renamed, and its former id or path does not lead to it (where git can tell).";
    TAXONOMY_UNREADABLE = Error "taxonomy-unreadable" "taxonomy.yaml or people.yaml could not be read; terms or people are taken as they come.";
    SEARCH_PROMISE = Error "search-promise" "A tough question is not among the first three that search finds for one of its own wordings (with `--search`).";
    DUPLICATE_WORDING = Error "duplicate-wording" "Two tough questions claim one wording.";
    NEAR_DUPLICATE = Warning "near-duplicate" "Two tough questions ask nearly the same, by the meaning of their wordings (with `--search`, where there is a model).";
    HARD_TO_FIND = Warning "hard-to-find" "Most wordings of a tough question find it only because they stand in it (with `--search`).";
    QUERY_UNREADABLE = Error "query-unreadable" "A line of queries.jsonl is no query; it is left out (with `--search`).";
    QUERY_UNKNOWN_ID = Warning "query-unknown-id" "A query names an entry that cannot be found (with `--search`).";
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Path below the content folder, with `/`.
    pub path: String,
    pub line: u32,
    pub column: u32,
    pub severity: Severity,
    /// The rule's stable code, such as `wrong-type`.
    pub code: &'static str,
    pub message: String,
    /// What to do about it.
    pub help: Cow<'static, str>,
    /// What would mend it, where that is mechanical.
    #[serde(skip)]
    pub fix: Option<Fix>,
    /// Paths and ids, besides its own file, whose change may have brought it about.
    #[serde(skip)]
    pub causes: Vec<String>,
}

impl Diagnostic {
    /// A finding of `rule` at a place, with the rule's own severity.
    pub fn new(
        rule: &Rule,
        path: &str,
        at: Position,
        message: impl Into<String>,
        help: impl Into<Cow<'static, str>>,
    ) -> Diagnostic {
        Diagnostic {
            path: path.to_owned(),
            line: at.line,
            column: at.column,
            severity: rule.severity,
            code: rule.code,
            message: message.into(),
            help: help.into(),
            fix: None,
            causes: Vec::new(),
        }
    }

    /// The same finding, with what would mend it.
    pub fn mended_by(self, fix: Option<Fix>) -> Diagnostic {
        Diagnostic { fix, ..self }
    }

    /// The same finding, with the paths and ids whose change may have brought it about.
    pub fn because_of<T: Into<String>>(self, causes: impl IntoIterator<Item = T>) -> Diagnostic {
        Diagnostic { causes: causes.into_iter().map(Into::into).collect(), ..self }
    }

    /// The same finding as a warning.
    pub fn softened(mut self) -> Diagnostic {
        self.severity = Severity::Warning;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique() {
        let mut codes: Vec<_> = RULES.iter().map(|rule| rule.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), RULES.len());
    }
}
