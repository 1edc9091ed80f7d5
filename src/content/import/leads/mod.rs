//! Where links and pictures of a source lead, and what their addresses become.

mod destination;
mod links;
mod pictures;
mod private;

use std::collections::{BTreeMap, HashMap};

use super::limits::Limits;
use super::names::relative;
use super::report::{LeadRow, LinkOutcome, PictureOutcome};
use crate::content::links::Directory;
use crate::markdown::{self, Change};
use crate::model::{Body, EntryId, Kind};
use destination::id_in;

/// The address that stands for an entry made of a part of the page, until that has its place.
pub const ENTRY: &str = "fieldlore-entry:";

/// A page of the source with its place here.
pub struct Placed {
    pub from: String,
    pub to: String,
    /// Its outline as it is written: what a link may name in it.
    pub body: Body,
}

/// Everything that links may lead to, and what has been found of them so far.
pub struct Leads {
    directory: Directory,
    pages: HashMap<String, Placed>,
    /// Ids and addresses that a system gives its pages, in lower case, to their paths in the source.
    names: HashMap<String, String>,
    /// How large the files are that are no pages.
    others: HashMap<String, u64>,
    /// Parts of pages that stand in entries now: the page and the anchor, and the file of the entry.
    moved: HashMap<(String, String), String>,
    /// What addresses of the source itself begin with.
    sites: Vec<String>,
    /// Addresses may begin at the top without saying so.
    from_top: bool,
    limits: Limits,
    /// Pictures that come along, by their path in the source, with their place here.
    pub pictures: BTreeMap<String, String>,
    pub links: Vec<LeadRow<LinkOutcome>>,
    pub shown: Vec<LeadRow<PictureOutcome>>,
    /// Links and pictures that were looked at.
    pub found: (usize, usize),
}

/// Where a text stands whose addresses are looked at.
#[derive(Clone, Copy)]
pub struct Stand<'a> {
    /// The page of the source that it came from.
    pub from: &'a str,
    /// The file that it is written to.
    pub to: &'a str,
    /// An entry may lead nowhere with no link.
    pub strict: bool,
}

impl Leads {
    /// Nothing yet.
    pub fn new(sites: &[String], from_top: bool, limits: Limits) -> Leads {
        let sites = sites.iter().map(|site| site.trim_end_matches('/').to_owned()).collect();
        Leads {
            directory: Directory::default(),
            pages: HashMap::new(),
            names: HashMap::new(),
            others: HashMap::new(),
            moved: HashMap::new(),
            sites,
            from_top,
            limits,
            pictures: BTreeMap::new(),
            links: Vec::new(),
            shown: Vec::new(),
            found: (0, 0),
        }
    }

    /// Adds a page under its path and all other names.
    pub fn add_page(&mut self, page: Placed, names: &[String]) {
        let stem = page.from.rsplit_once('.').map_or(page.from.as_str(), |(stem, _)| stem);
        self.directory.add(&page.from, &EntryId::new(Kind::Page, stem), names);
        for name in names.iter().map(String::as_str).chain(names.iter().filter_map(|name| id_in(name))) {
            self.names.entry(name.to_lowercase()).or_insert_with(|| page.from.clone());
        }
        self.pages.insert(page.from.clone(), page);
    }

    /// Adds a file that is no page.
    pub fn add_other(&mut self, path: &str, size: u64) {
        self.others.insert(path.to_owned(), size);
    }

    /// Notes that a part of a page stands in an entry.
    pub fn moved(&mut self, page: &str, anchor: &str, to: &str) {
        self.moved.insert((page.to_owned(), anchor.to_owned()), to.to_owned());
    }

    /// The text with its addresses as they lead from its place; entries are the places of what stands for entries.
    pub fn led(
        &mut self,
        text: &str,
        stand: Stand,
        entries: &[String],
        place: &mut dyn FnMut(&str) -> String,
    ) -> String {
        markdown::readdressed(text, |address| {
            if let Some(number) = address.target.strip_prefix(ENTRY) {
                let to = number.parse().ok().and_then(|number: usize| entries.get(number));
                return to.map_or(Change::Unlink, |to| Change::To(relative(stand.to, to)));
            }
            match address.picture {
                true => self.picture(address, stand, place),
                false => self.link(address, stand),
            }
        })
    }
}
