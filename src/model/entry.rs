//! An entry: what an author wrote, read into types. What is derived from it lives in the catalog.

use jiff::civil::Date;

use super::battlecard::Battlecard;
use super::body::Body;
use super::checklist::Checklist;
use super::diagnostic::Position;
use super::discovery::Discovery;
use super::icp::Icp;
use super::id::{EntryId, Kind};
use super::lesson::Lesson;
use super::objection::Objection;
use super::onboarding_path::OnboardingPath;
use super::opportunity::Opportunity;
use super::origin::Origin;
use super::proof_point::ProofPoint;
use super::role_play::RolePlay;
use super::stage::Stage;
use super::value::Map;
use super::win_loss::WinLoss;

/// So many days past due, an entry is unverified.
pub const GRACE: i32 = 14;
/// The longest interval between two reviews.
const MOST_DAYS: u32 = 36_500;

/// One file of the content folder.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub id: EntryId,
    pub kind: Kind,
    /// Path below the content folder, with `/`.
    pub path: String,
    pub title: String,
    pub summary: String,
    pub common: Common,
    pub detail: Detail,
    /// Every reference that a field makes, with its place.
    pub references: Vec<Reference>,
    /// Facts of the discovery standard that fields name, with their place.
    pub facts: Vec<(String, Position)>,
    pub body: Body,
    /// Whether the file has front matter; without it, it is a plain page of which nothing is demanded.
    pub declared: bool,
    /// Hash of the file's bytes.
    pub hash: u64,
}

/// Where an entry is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    Draft,
    #[default]
    Published,
    Archived,
}

/// The common fields, as far as they were given.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Common {
    pub slug: Option<String>,
    pub status: Status,
    pub owner: Option<String>,
    pub contributors: Vec<String>,
    pub last_verified: Option<Date>,
    /// Where that stands.
    pub verified_at: Option<Position>,
    /// Days.
    pub review_in: Option<u32>,
    pub expires: Option<Date>,
    pub stages: Vec<String>,
    pub personas: Vec<String>,
    pub products: Vec<String>,
    pub competitors: Vec<String>,
    pub industries: Vec<String>,
    pub segments: Vec<String>,
    pub tags: Vec<String>,
    pub audience: Vec<String>,
    pub restricted: bool,
    /// Kept apart from what is for everybody: restricted, or a draft where drafts are for few.
    pub closed: bool,
    /// See [`Entry::team`].
    team: Vec<String>,
    pub related: Vec<String>,
    pub aliases: Vec<String>,
    pub language: Option<String>,
    /// Where it was imported from.
    pub source: Option<Box<Origin>>,
}

/// What a kind adds.
#[derive(Debug, Clone, PartialEq)]
pub enum Detail {
    Objection(Box<Objection>),
    Battlecard(Box<Battlecard>),
    Lesson(Box<Lesson>),
    Stage(Box<Stage>),
    Checklist(Box<Checklist>),
    Discovery(Box<Discovery>),
    Icp(Box<Icp>),
    WinLoss(Box<WinLoss>),
    ProofPoint(Box<ProofPoint>),
    OnboardingPath(Box<OnboardingPath>),
    RolePlay(Box<RolePlay>),
    Opportunity(Box<Opportunity>),
    Page,
}

/// A field's reference to another entry: `kind/slug`, with `#anchor` if need be.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    pub target: String,
    /// The kind that the field asks for.
    pub kind: Option<Kind>,
    pub field: String,
    pub at: Position,
}

/// How far an entry can be relied on today; computed, never written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// Somebody said that it is right, on this day, and that still holds.
    Verified(Date),
    /// Due since this day.
    ReviewDue(Date),
    /// Never verified, nobody answers for it, or long past due.
    Unverified,
    /// Past its hard end, or archived.
    Expired,
    /// A record, a live deal or a plain page: never due.
    Timeless,
}

impl Detail {
    /// Reads what a kind adds out of the front matter. Values of the wrong type are left out.
    pub fn read(kind: Kind, map: &Map) -> Detail {
        match kind {
            Kind::Objection => Detail::Objection(Box::new(Objection::read(map))),
            Kind::Battlecard => Detail::Battlecard(Box::new(Battlecard::read(map))),
            Kind::Lesson => Detail::Lesson(Box::new(Lesson::read(map))),
            Kind::Stage => Detail::Stage(Box::new(Stage::read(map))),
            Kind::Checklist => Detail::Checklist(Box::new(Checklist::read(map))),
            Kind::Discovery => Detail::Discovery(Box::new(Discovery::read(map))),
            Kind::Icp => Detail::Icp(Box::new(Icp::read(map))),
            Kind::WinLoss => Detail::WinLoss(Box::new(WinLoss::read(map))),
            Kind::ProofPoint => Detail::ProofPoint(Box::new(ProofPoint::read(map))),
            Kind::OnboardingPath => Detail::OnboardingPath(Box::new(OnboardingPath::read(map))),
            Kind::RolePlay => Detail::RolePlay(Box::new(RolePlay::read(map))),
            Kind::Opportunity => Detail::Opportunity(Box::new(Opportunity::read(map))),
            Kind::Page => Detail::Page,
        }
    }
}

impl Common {
    /// Reads the common fields. Values of the wrong type are left out.
    pub fn read(map: &Map) -> Common {
        Common {
            slug: map.text("id"),
            status: match map.text("status").as_deref() {
                Some("published") => Status::Published,
                Some("archived") => Status::Archived,
                None if map.get("status").is_none() => Status::Published,
                // What cannot be read is not announced as finished.
                _ => Status::Draft,
            },
            owner: map.text("owner"),
            contributors: map.texts("contributors"),
            last_verified: map.date("last_verified"),
            verified_at: map.get("last_verified").map(|value| value.at),
            review_in: map.days("review_in"),
            expires: map.date("expires"),
            stages: map.texts("stages"),
            personas: map.texts("personas"),
            products: map.texts("products"),
            competitors: map.texts("competitors"),
            industries: map.texts("industries"),
            segments: map.texts("segments"),
            tags: map.texts("tags"),
            audience: map.texts("audience"),
            restricted: map.get("visibility").is_some_and(|value| value.text() != Some("team")),
            closed: true,
            team: map.texts("team"),
            related: map.texts("related"),
            aliases: map.texts("aliases"),
            language: map.text("language"),
            source: Origin::read(map).map(Box::new),
        }
    }
}

impl Entry {
    /// The tough question, where it is one.
    pub fn objection(&self) -> Option<&Objection> {
        match &self.detail {
            Detail::Objection(objection) => Some(objection),
            _ => None,
        }
    }

    /// Everybody who takes part, and may read it where it is restricted. Of an ideal customer the field names no people.
    pub fn team(&self) -> &[String] {
        if self.kind == Kind::Icp { &[] } else { &self.common.team }
    }

    /// Whether it is past its hard end on a day.
    pub fn is_expired(&self, today: Date) -> bool {
        self.common.expires.is_some_and(|end| end < today)
    }

    /// For how many days a verification holds: as written, by default the kind's own interval, half of it for volatile
    /// questions; none for what is never due.
    pub fn review_days(&self) -> Option<u32> {
        let volatile = self.objection().is_some_and(|objection| objection.volatile);
        let default = self.kind.default_review_days().map(|days| if volatile { days / 2 } else { days });
        self.common.review_in.or(default).map(|days| days.min(MOST_DAYS))
    }

    /// How far it can be relied on, from what the file says alone. The law: `last_verified` plus the review interval;
    /// unverified 14 days past due.
    pub fn trust(&self, today: Date) -> Trust {
        if self.is_faded(today) {
            return Trust::Expired;
        }
        let Some(days) = self.review_days() else { return Trust::Timeless };
        match self.common.last_verified.filter(|_| self.common.owner.is_some()) {
            Some(verified) => Trust::by_date(verified, later(verified, i64::from(days)), today),
            None => Trust::Unverified,
        }
    }

    /// Archived or past its hard end: no longer offered as an answer.
    pub fn is_faded(&self, today: Date) -> bool {
        self.is_expired(today) || self.common.status == Status::Archived
    }
}

impl Trust {
    /// The state of what was verified on one day and is due on another.
    pub fn by_date(verified: Date, due: Date, today: Date) -> Trust {
        match (today - due).get_days() {
            late if late < 0 => Trust::Verified(verified),
            late if late <= GRACE => Trust::ReviewDue(due),
            _ => Trust::Unverified,
        }
    }
}

/// So many days after a day, or before it; the day itself where the calendar ends.
pub fn later(day: Date, days: i64) -> Date {
    day.checked_add(jiff::Span::new().days(days)).unwrap_or(day)
}
