//! Kinds of entry and the ids that votes, links and search results are keyed by.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What an entry is. The folder gives the kind; `kind:` in the front matter wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Objection,
    Battlecard,
    Lesson,
    Stage,
    Checklist,
    Discovery,
    Icp,
    WinLoss,
    ProofPoint,
    OnboardingPath,
    RolePlay,
    Opportunity,
    Page,
}

/// One row per kind: the name in files and URLs, the folder, and the words that people see.
struct KindRow {
    kind: Kind,
    name: &'static str,
    folder: &'static str,
    one: &'static str,
    many: &'static str,
}

const fn row(kind: Kind, name: &'static str, folder: &'static str, one: &'static str, many: &'static str) -> KindRow {
    KindRow { kind, name, folder, one, many }
}

const KINDS: [KindRow; 13] = [
    row(Kind::Objection, "objection", "objections", "Tough question", "Tough questions"),
    row(Kind::Battlecard, "battlecard", "battlecards", "Battlecard", "Battlecards"),
    row(Kind::Lesson, "lesson", "lessons", "Lesson", "Lessons"),
    row(Kind::Stage, "stage", "stages", "Stage guideline", "Stage guidelines"),
    row(Kind::Checklist, "checklist", "checklists", "Checklist", "Checklists"),
    row(Kind::Discovery, "discovery", "discovery", "Discovery standard", "Discovery standards"),
    row(Kind::Icp, "icp", "icp", "Ideal customer", "Ideal customers"),
    row(Kind::WinLoss, "win_loss", "win-loss", "Win/loss review", "Win/loss reviews"),
    row(Kind::ProofPoint, "proof_point", "proof", "Proof point", "Proof points"),
    row(Kind::OnboardingPath, "onboarding_path", "paths", "Onboarding path", "Onboarding paths"),
    row(Kind::RolePlay, "role_play", "role-plays", "Role play", "Role plays"),
    row(Kind::Opportunity, "opportunity", "opportunities", "Live deal", "Live deals"),
    row(Kind::Page, "page", "", "Page", "Pages"),
];

impl Kind {
    /// All kinds, in the order in which menus and reports show them.
    pub fn all() -> impl Iterator<Item = Kind> {
        KINDS.iter().map(|row| row.kind)
    }

    fn row(self) -> &'static KindRow {
        &KINDS[self as usize]
    }

    /// The name in front matter, ids, URLs and JSON: `win_loss`.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The folder whose files have this kind; empty for `page`.
    pub fn folder(self) -> &'static str {
        self.row().folder
    }

    /// What people call one of them: `Tough question`.
    pub fn one(self) -> &'static str {
        self.row().one
    }

    /// What people call several of them.
    pub fn many(self) -> &'static str {
        self.row().many
    }

    /// The kind with this name (hyphens are read as underscores), if there is one.
    pub fn from_name(name: &str) -> Option<Kind> {
        let name = name.trim().to_lowercase().replace('-', "_");
        Kind::all().find(|kind| kind.name() == name)
    }

    /// The kind that a path gets from its first folder.
    pub fn from_path(path: &str) -> Kind {
        let folder = path.split_once('/').map_or("", |(folder, _)| folder);
        Kind::all().find(|kind| !folder.is_empty() && kind.folder() == folder).unwrap_or(Kind::Page)
    }

    /// Days for which a verification holds by default; `None` for records and plain pages, which are never due.
    pub fn default_review_days(self) -> Option<u32> {
        match self {
            Kind::Battlecard => Some(45),
            Kind::Objection | Kind::Icp | Kind::OnboardingPath => Some(90),
            Kind::Stage | Kind::Checklist | Kind::Discovery | Kind::ProofPoint | Kind::RolePlay => Some(180),
            Kind::Lesson => Some(365),
            Kind::WinLoss | Kind::Opportunity | Kind::Page => None,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// `<kind>/<slug>`, such as `objection/erp-already-has-scheduling`; plain pages have their path as slug.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct EntryId(String);

impl EntryId {
    /// The id of kind and slug. The slug is taken as it is.
    pub fn new(kind: Kind, slug: &str) -> EntryId {
        EntryId(format!("{}/{slug}", kind.name()))
    }

    /// Reads `kind/slug`; `None` when the first part is no kind or the slug is empty.
    pub fn parse(text: &str) -> Option<EntryId> {
        let (kind, slug) = text.trim().split_once('/')?;
        let kind = Kind::from_name(kind)?;
        (!slug.is_empty()).then(|| EntryId::new(kind, slug))
    }

    /// The whole id.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part after the kind.
    pub fn slug(&self) -> &str {
        self.0.split_once('/').map_or("", |(_, slug)| slug)
    }

    /// The part before the slash.
    pub fn kind(&self) -> Kind {
        self.0.split_once('/').and_then(|(kind, _)| Kind::from_name(kind)).unwrap_or(Kind::Page)
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_in_the_order_of_their_rows() {
        for (index, kind) in Kind::all().enumerate() {
            assert_eq!(kind as usize, index);
            assert_eq!(Kind::from_name(kind.name()), Some(kind));
        }
    }

    #[test]
    fn the_first_folder_gives_the_kind() {
        assert_eq!(Kind::from_path("objections/price/too-high.md"), Kind::Objection);
        assert_eq!(Kind::from_path("win-loss/x.md"), Kind::WinLoss);
        assert_eq!(Kind::from_path("handbook/checklists/x.md"), Kind::Page);
        assert_eq!(Kind::from_path("objections.md"), Kind::Page);
        assert_eq!(Kind::from_path("handbook/how-we-sell.md"), Kind::Page);
    }

    #[test]
    fn ids_split_at_the_first_slash() {
        let id = EntryId::parse("page/departments/sales/index").unwrap();
        assert_eq!((id.kind(), id.slug()), (Kind::Page, "departments/sales/index"));
        assert_eq!(EntryId::parse("win-loss/x").unwrap().as_str(), "win_loss/x");
        assert_eq!(EntryId::parse("nothing/x"), None);
        assert_eq!(EntryId::parse("objection/"), None);
    }
}
