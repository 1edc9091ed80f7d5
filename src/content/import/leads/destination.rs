//! Where an address leads in the source, by whatever habit of its system.

use super::Leads;
use crate::content::import::form::notion_id;
use crate::content::links::Destination;

impl Leads {
    /// Where an address leads in the source.
    pub(super) fn destination(&self, from: &str, target: &str) -> Destination {
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
        let id = notion_id(last);
        let names = [Some(url), Some(path), page_id, id_in(path), id].into_iter().flatten();
        let path = names.map(str::to_lowercase).find_map(|name| self.names.get(&name).cloned())?;
        Some(Destination::Entry { path, anchor })
    }
}

/// The id of a card of Guru or a page of Confluence in its address.
pub fn id_in(path: &str) -> Option<&str> {
    path.split('/').skip_while(|part| !["card", "pages"].contains(part)).nth(1)
}
