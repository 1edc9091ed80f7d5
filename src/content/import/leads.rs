//! Where links and pictures of a source lead, and what their addresses become.

use std::collections::{BTreeMap, HashMap};

use super::limits::Limits;
use super::names::relative;
use super::report::{LeadRow, LinkOutcome, PictureOutcome};
use crate::content::links::{Destination, Directory, picture_type};
use crate::markdown::{self, Address, Change};
use crate::model::{Body, EntryId, Kind};

/// The address that stands for an entry made of a part of the page, until that has its place.
pub const ENTRY: &str = "fieldlore-entry:";

/// Hosts whose documents only some people can open.
const PRIVATE: [&str; 22] = [
    "docs.google.com",
    "drive.google.com",
    "sites.google.com",
    "sharepoint.com",
    "onedrive.live.com",
    "1drv.ms",
    "notion.so",
    "notion.site",
    "atlassian.net",
    "getguru.com",
    "dropbox.com",
    "box.com",
    "slack.com",
    "figma.com",
    "airtable.com",
    "asana.com",
    "trello.com",
    "miro.com",
    "loom.com",
    "salesforce.com",
    "force.com",
    "gong.io",
];

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

    fn link(&mut self, address: &Address, stand: Stand) -> Change {
        self.found.0 += 1;
        let target = address.target.trim();
        let (outcome, change) = match self.destination(stand.from, target) {
            Destination::Entry { path, anchor } => self.to_page(&path, anchor, target, stand),
            Destination::File(_) => (LinkOutcome::LeftOut, nowhere(stand, address, self)),
            Destination::Outside(url) if is_private(&url) => (LinkOutcome::Private, Change::Keep),
            Destination::Outside(_) => (LinkOutcome::Web, Change::Keep),
            Destination::Nowhere(_) => (LinkOutcome::NotInSource, nowhere(stand, address, self)),
        };
        let to = if let Change::To(to) = &change { Some(to.clone()) } else { None };
        self.links.push(LeadRow { page: stand.from.to_owned(), target: target.to_owned(), outcome, to });
        change
    }

    fn to_page(&self, path: &str, anchor: Option<String>, target: &str, stand: Stand) -> (LinkOutcome, Change) {
        let Some(page) = self.pages.get(path) else { return (LinkOutcome::NotInSource, Change::Keep) };
        if let Some((anchor, to)) =
            anchor.as_ref().and_then(|it| Some((it, self.moved.get(&(path.to_owned(), it.clone()))?)))
        {
            let way = if to == stand.to { String::new() } else { relative(stand.to, to) };
            return (LinkOutcome::Rewritten, Change::To(format!("{way}#{anchor}")));
        }
        let known = |anchor: &String| page.body.anchor_like(anchor).is_some() || anchor.eq_ignore_ascii_case("top");
        let missing = anchor.as_ref().is_some_and(|anchor| !known(anchor));
        let part = anchor.filter(|_| !(missing && stand.strict)).map(|anchor| format!("#{anchor}")).unwrap_or_default();
        let way = if page.to == stand.to { String::new() } else { relative(stand.to, &page.to) };
        let new = match (way.is_empty(), part.is_empty()) {
            (true, true) => relative(stand.to, &page.to),
            _ => format!("{way}{part}"),
        };
        let same = same_way(target, &new) || (target.starts_with('#') && way.is_empty());
        let change = if same { Change::Keep } else { Change::To(new) };
        let outcome = match (missing, same) {
            (true, _) => LinkOutcome::NoSuchPart,
            (_, true) => LinkOutcome::Kept,
            _ => LinkOutcome::Rewritten,
        };
        (outcome, change)
    }

    fn picture(&mut self, address: &Address, stand: Stand, place: &mut dyn FnMut(&str) -> String) -> Change {
        self.found.1 += 1;
        let target = address.target.trim();
        let gone = |outcome| (outcome, None, if stand.strict { Change::Unlink } else { Change::Keep });
        let (outcome, to, change) = match self.destination(stand.from, target) {
            Destination::File(path) if picture_type(&path).is_none() => gone(PictureOutcome::LeftOut),
            Destination::File(path) if self.others.get(&path).is_some_and(|size| *size > self.limits.picture) => {
                gone(PictureOutcome::TooLarge)
            }
            Destination::File(path) => {
                let to = self.pictures.entry(path.clone()).or_insert_with(|| place(&path)).clone();
                let way = relative(stand.to, &to);
                let change = if same_way(target, &way) { Change::Keep } else { Change::To(way) };
                (PictureOutcome::Copied, Some(to), change)
            }
            Destination::Outside(url) if url.starts_with("data:") => gone(PictureOutcome::Inline),
            Destination::Outside(_) => (PictureOutcome::Web, None, Change::Keep),
            Destination::Entry { .. } | Destination::Nowhere(_) => gone(PictureOutcome::Missing),
        };
        let target = crate::model::value::clipped(target, 200);
        self.shown.push(LeadRow { page: stand.from.to_owned(), target, outcome, to });
        change
    }

    /// Where an address leads in the source.
    fn destination(&self, from: &str, target: &str) -> Destination {
        let target = self.inside(target);
        let is_file = |path: &str| self.others.contains_key(path);
        let found = self.directory.destination(from, &target, &is_file);
        match &found {
            Destination::Outside(url) => self.by_name(url).unwrap_or(found),
            Destination::Nowhere(path) if self.from_top && !path.starts_with('/') => {
                match self.directory.destination(from, &format!("/{target}"), &is_file) {
                    Destination::Nowhere(_) => found,
                    top => top,
                }
            }
            _ => found,
        }
    }

    /// An address of the source's own site begins at its top.
    fn inside(&self, target: &str) -> String {
        let own = self.sites.iter().find_map(|site| target.strip_prefix(site.as_str()));
        let own = own.filter(|rest| rest.is_empty() || rest.starts_with(['/', '#', '?']));
        match own {
            Some(rest) if rest.starts_with('/') => rest.to_owned(),
            Some(rest) => format!("/{rest}"),
            None => target.to_owned(),
        }
    }

    /// A page by the address that its system gives it.
    fn by_name(&self, url: &str) -> Option<Destination> {
        let (url, anchor) = url.split_once('#').map_or((url, None), |(url, anchor)| (url, Some(anchor.to_owned())));
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let page_id = query.split('&').find_map(|pair| pair.strip_prefix("pageId="));
        let id = super::form::notion_id(last);
        let names = [Some(url), Some(path), page_id, id_in(path), id].into_iter().flatten();
        let path = names.map(str::to_lowercase).find_map(|name| self.names.get(&name).cloned())?;
        Some(Destination::Entry { path, anchor })
    }
}

/// The id of a card of Guru or a page of Confluence in its address.
fn id_in(path: &str) -> Option<&str> {
    path.split('/').skip_while(|part| !["card", "pages"].contains(part)).nth(1)
}

/// On a page a link that leads nowhere stays, and `check` tells of it; in an entry its words stay. A definition leads
/// to the page that it came from.
fn nowhere(stand: Stand, address: &Address, leads: &Leads) -> Change {
    match (stand.strict, address.is_whole()) {
        (false, _) => Change::Keep,
        (true, true) => Change::Unlink,
        (true, false) => {
            leads.pages.get(stand.from).map_or(Change::Keep, |page| Change::To(relative(stand.to, &page.to)))
        }
    }
}

/// Whether two addresses are the same but for how they are spelled.
fn same_way(one: &str, other: &str) -> bool {
    let plain = |address: &str| {
        let address = address.trim_start_matches("./");
        percent_encoding::percent_decode_str(address).decode_utf8_lossy().into_owned()
    };
    plain(one) == plain(other)
}

/// Whether an address is that of a document which only some people can open.
fn is_private(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest).trim_start_matches('/');
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_lowercase();
    PRIVATE.iter().any(|known| host == *known || host.ends_with(&format!(".{known}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_documents_are_known_by_their_hosts() {
        for url in
            ["https://docs.google.com/document/d/x", "https://tarnfield.sharepoint.com/a", "//app.getguru.com/card/x"]
        {
            assert!(is_private(url), "{url}");
        }
        for url in ["https://x.example/docs.google.com", "mailto:a@box.example", "https://inbox.com/"] {
            assert!(!is_private(url), "{url}");
        }
    }

    #[test]
    fn addresses_are_compared_as_they_are_meant() {
        assert!(same_way("./a%20b.md#x", "a b.md#x"));
        assert!(!same_way("/a.md", "a.md"));
    }
}
