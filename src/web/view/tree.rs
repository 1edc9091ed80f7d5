//! Plain pages by folder: unfolded as one looks, or folder by folder where there are too many for one page.

use maud::{Markup, Render, html};

use super::listing::{LEAF, turns};
use super::{Setting, links};
use crate::catalog::Folder;
use crate::model::Kind;
use crate::web::urls;

/// The most pages that are listed with those of all folders below.
const WHOLE: usize = 1200;
/// The most folders that are listed in one.
const FOLDERS: usize = 500;

/// A folder of plain pages.
#[derive(Debug)]
pub struct Tree<'a> {
    pub setting: Setting<'a>,
    pub folder: &'a Folder,
    /// Which leaf of its own pages, where they are too many; from 1.
    pub leaf: usize,
}

impl Render for Tree<'_> {
    fn render(&self) -> Markup {
        html! {
            @if self.folder.total <= WHOLE { (self.whole(self.folder)) }
            @else { (folders(self.folder)) (self.own()) }
        }
    }
}

impl Tree<'_> {
    /// The folder with everything below. Where there is one folder only, it is open.
    fn whole(&self, folder: &Folder) -> Markup {
        let only = folder.pages.is_empty() && folder.folders.len() == 1;
        html! {
            (self.pages(folder, 0, WHOLE))
            @for inner in &folder.folders {
                details.folder open[only] {
                    summary dir="auto" { (inner.name()) " " span.count { (inner.total) } }
                    (self.whole(inner))
                }
            }
        }
    }

    fn own(&self) -> Markup {
        let skipped = (self.leaf - 1) * LEAF;
        html! {
            (self.pages(self.folder, skipped, LEAF))
            (turns(&urls::shelf(Kind::Page, &self.folder.path), self.leaf, self.folder.pages.len() > skipped + LEAF))
        }
    }

    fn pages(&self, folder: &Folder, skipped: usize, most: usize) -> Markup {
        let pages = folder.pages.iter().skip(skipped).take(most);
        let pages = pages.filter_map(|path| self.setting.catalog.page_at(path));
        html! {
            @if !folder.pages.is_empty() { ul.leaves { @for page in pages { li.editable { (links::page(page)) (links::edit(page.entry())) } } } }
        }
    }
}

/// The folders in a folder, with how many pages each holds.
pub fn folders(folder: &Folder) -> Markup {
    html! {
        ul.tally {
            @for inner in folder.folders.iter().take(FOLDERS) {
                li { a href=(urls::shelf(Kind::Page, &inner.path)) { span dir="auto" { (inner.name()) } " " span.count { (inner.total) } } }
            }
        }
        @if folder.folders.len() > FOLDERS {
            p.quiet { "and " (folder.folders.len() - FOLDERS) " more folders; search finds what is in them" }
        }
    }
}
