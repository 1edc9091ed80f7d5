//! Links: what each becomes.

use super::private::is_private;
use super::{Leads, Stand};
use crate::content::import::names::relative;
use crate::content::import::report::{LeadRow, LinkOutcome};
use crate::content::links::Destination;
use crate::markdown::{Address, Change};

impl Leads {
    pub(super) fn link(&mut self, address: &Address, stand: Stand) -> Change {
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
pub fn same_way(one: &str, other: &str) -> bool {
    let plain = |address: &str| {
        let address = address.trim_start_matches("./");
        percent_encoding::percent_decode_str(address).decode_utf8_lossy().into_owned()
    };
    plain(one) == plain(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_compared_as_they_are_meant() {
        assert!(same_way("./a%20b.md#x", "a b.md#x"));
        assert!(!same_way("/a.md", "a.md"));
    }
}
