//! Handbooks of other teams, as they are: every page, link, picture and anchor, followed from the start page.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;

use axum::http::StatusCode;

use crate::folder::{Folder, sample, shared};
use crate::site::Site;

/// A link of a page: where it leads, and on which page it stands.
struct Lead {
    address: String,
    from: String,
}

/// A link or picture of which a page says that it leads nowhere.
struct Told {
    reason: String,
    /// The page that is there, where only a part of it is missing.
    page: Option<String>,
}

/// What a walk through a whole site found.
#[derive(Default)]
struct Walked {
    /// Ids on each page, by address.
    pages: BTreeMap<String, BTreeSet<String>>,
    /// Links to a part of a page.
    parts: Vec<(String, String, String)>,
    /// What is told to be broken, with the page that tells it.
    broken: Vec<(String, Told)>,
    /// Whatever did not answer.
    wrong: Vec<String>,
}

/// The values of an attribute of all tags of a kind, character references read.
fn attributes<'a>(html: &'a str, tag: &str, name: &str) -> Vec<String> {
    let opening = format!("<{tag} ");
    let pieces = html.split(opening.as_str()).skip(1).map(|rest| rest.split('>').next().unwrap_or_default());
    let needle = format!("{name}=\"");
    let value = |piece: &'a str| {
        let at = piece.match_indices(&needle).find(|(at, _)| *at == 0 || piece.as_bytes()[at - 1] == b' ')?.0;
        Some(piece[at + needle.len()..].split('"').next()?.replace("&quot;", "\"").replace("&amp;", "&"))
    };
    pieces.filter_map(value).collect()
}

/// All ids of a page.
fn ids(html: &str) -> BTreeSet<String> {
    let values = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
    values.map(|id| id.replace("&quot;", "\"").replace("&amp;", "&")).collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'%' => {
                let digits = [rest.next().unwrap_or(b'0'), rest.next().unwrap_or(b'0')];
                bytes.push(u8::from_str_radix(&String::from_utf8_lossy(&digits), 16).unwrap_or(b'?'));
            }
            byte => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Follows everything that leads somewhere on this site, from the start page and from every entry.
async fn walk(site: &Site) -> Walked {
    let mut walked = Walked::default();
    let start = |address: String| Lead { address, from: "the list of entries".to_owned() };
    let mut open: VecDeque<Lead> = VecDeque::from([start("/".to_owned()), start("/questions-in-pages".to_owned())]);
    open.extend(site.app.catalog().pages().map(|page| start(page.address())));
    let mut seen = BTreeSet::new();
    while let Some(Lead { address, from }) = open.pop_front() {
        let (path, part) = address.split_once('#').map_or((address.as_str(), None), |(path, part)| (path, Some(part)));
        let path = if path.is_empty() { from.as_str() } else { path }.to_owned();
        if let Some(part) = part.filter(|part| !part.is_empty() && *part != "top") {
            walked.parts.push((from.clone(), path.clone(), decoded(part)));
        }
        // Every search leads to other searches, and every page to its source: other tests draw those.
        if path.starts_with("/search") || path.starts_with("/source/") || !seen.insert(path.clone()) {
            continue;
        }
        let answer = site.get(&path).await;
        if answer.status != StatusCode::OK {
            walked.wrong.push(format!("{} {path}, linked from {from}", answer.status));
            continue;
        }
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        let html = &answer.body;
        walked.pages.insert(path.clone(), ids(html));
        for (tag, name) in [("a", "href"), ("img", "src"), ("link", "href"), ("script", "src")] {
            for address in attributes(html, tag, name) {
                if (address.starts_with('/') && !address.starts_with("//")) || address.starts_with('#') {
                    open.push_back(Lead { address, from: path.clone() });
                } else if !["http://", "https://", "mailto:", "tel:", "//"].iter().any(|how| address.starts_with(how)) {
                    walked.wrong.push(format!("{address} on {path} leads nowhere that is known"));
                }
            }
        }
        walked.broken.extend(told(html).into_iter().map(|told| (path.clone(), told)));
    }
    walked
}

/// What a page says of links and pictures that lead nowhere.
fn told(html: &str) -> Vec<Told> {
    let mut found = Vec::new();
    for class in ["broken-link", "lost-part", "missing-picture"] {
        let opening = format!("class=\"{class}\"");
        let pieces = html.split(opening.as_str()).skip(1).map(|rest| rest.split('>').next().unwrap());
        for piece in pieces {
            let of = |name: &str| attributes(&format!("<x{piece}>").replace("<x", "<x "), "x", name).pop();
            found.push(Told { reason: of("title").unwrap_or_default(), page: of("href") });
        }
    }
    found
}

/// What did not answer, and parts that their page does not have.
fn faults(walked: &Walked) -> Vec<String> {
    let lacks = |page: &String, part: &String| walked.pages.get(page).is_some_and(|ids| !ids.contains(part));
    let lost = walked.parts.iter().filter(|(_, page, part)| lacks(page, part));
    let lost = lost.map(|(from, page, part)| format!("{page} has no #{part}, linked from {from}"));
    walked.wrong.iter().cloned().chain(lost).collect()
}

/// Letters and digits of a text: what every way to make an anchor of a heading keeps.
fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether the folder has what `told` on the page of `source` says is missing. It looks at files and lines alone and
/// knows nothing of how the product looks for them.
fn is_there(root: &Path, source: &str, told: &Told, sources: &BTreeMap<String, String>) -> bool {
    if let Some(path) = told.reason.strip_prefix("There is no file at ") {
        let path = path.split(['#', '?']).next().unwrap();
        let folder = root.join(source).parent().unwrap().to_owned();
        let bases: Vec<_> = match path.strip_prefix('/') {
            Some(_) => folder.ancestors().take_while(|base| base.starts_with(root)).map(Path::to_owned).collect(),
            None => vec![folder],
        };
        let endings = ["", ".md", "/index.md", "/README.md", "/_index.md"];
        let bare = path.trim_matches('/');
        return !bare.is_empty()
            && bases.iter().any(|base| endings.iter().any(|end| base.join(format!("{bare}{end}")).is_file()));
    }
    let (_, anchor) = told.reason.split_once('#').unwrap_or_else(|| panic!("{source}: {}", told.reason));
    let target = told.page.as_ref().map_or(source, |page| &sources[page]);
    // What is commented out is not there.
    let text = std::fs::read_to_string(root.join(target)).unwrap();
    let pieces = text.split("<!--").enumerate();
    let text: String = pieces
        .map(|(place, piece)| if place == 0 { piece } else { piece.split_once("-->").map_or("", |two| two.1) })
        .collect();
    let headings = text.lines().filter(|line| line.trim_start_matches(['>', ' ']).starts_with('#'));
    let given = ["id=", "name="].iter().any(|name| text.contains(&format!("{name}\"{anchor}\"")));
    given || headings.map(letters).any(|heading| heading == letters(anchor) && !heading.is_empty())
}

/// Serves a folder and follows everything in it.
async fn follow(root: &Path) -> (Site, Walked) {
    let site = Site::new(root);
    let walked = walk(&site).await;
    let faults = faults(&walked);
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults[..faults.len().min(40)].join("\n"));
    let sources: BTreeMap<_, _> =
        site.app.catalog().pages().map(|page| (page.address(), page.entry().path.clone())).collect();
    for (page, told) in walked.broken.iter().filter(|(page, _)| sources.contains_key(page)) {
        assert!(!told.reason.is_empty(), "{page} says of something that it is missing and not why");
        assert!(!is_there(root, &sources[page], told, &sources), "{page}: {}", told.reason);
    }
    for address in sources.keys() {
        assert!(walked.pages.contains_key(address), "{address} was not reached");
    }
    (site, walked)
}

/// Every page is among what is found for its title.
async fn search_for_titles(site: &Site) {
    let catalog = site.app.catalog();
    for page in catalog.pages() {
        let title = &page.entry().title;
        let query = title.bytes().map(|byte| format!("%{byte:02x}")).collect::<String>();
        let id = page.entry().id.as_str();
        // Most are among the first few; fifty are asked for only where many pages have nearly one title.
        let (mut listed, mut titles) = (false, Vec::new());
        for limit in [3, 50] {
            let found = site.get(&format!("/api/v1/search?q={query}&limit={limit}&facets=0")).await.json();
            let results = found["results"].as_array().unwrap().clone();
            listed = results.iter().any(|result| result["id"] == id);
            if listed {
                break;
            }
            titles = results.iter().map(|result| result["title"].as_str().unwrap().to_owned()).collect();
        }
        // More pages of one title than are listed cannot all be listed.
        let crowded = titles.len() == 50 && titles.iter().all(|found| letters(found) == letters(title));
        assert!(listed || crowded || letters(title).is_empty(), "{id} is not found as “{title}”: {titles:?}");
    }
}

#[tokio::test]
async fn a_twin_for_another_program_is_served_beside_its_page() {
    let folder = Folder::with("guide.md", "# Guide\n\nFor readers.\n");
    let twin = "import Tab from './tab'\n\n# Guide\n\n<Tab label={{a: 1}}>For programs, see [it](guide).</Tab>\n";
    folder.write("guide.mdx", twin);
    folder.write("other.md", "See [the guide](guide).\n");
    let site = Site::new(folder.path());
    assert!(site.get("/page/guide").await.body.contains("For readers."));
    let page = site.get("/page/guide.mdx").await.body;
    assert!(page.contains("For programs, see <a href=\"/page/guide\">it</a>."), "{page}");
    assert!(
        !page.contains("import Tab") && !page.contains("{{a") && page.matches("class=\"prose\"").count() == 1,
        "{page}"
    );
    assert!(site.get("/page/other").await.body.contains("href=\"/page/guide\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sample_leads_nowhere_in_vain() {
    let (_, walked) = follow(&sample()).await;
    assert!(walked.broken.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handbook_of_relative_links_is_served_as_it_is() {
    let Some(root) = shared("handbooks/sourcegraph") else { return };
    let (site, walked) = follow(&root.canonicalize().unwrap()).await;
    assert!(walked.pages.len() >= 875);
    search_for_titles(&site).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handbook_of_template_tags_is_served_as_it_is() {
    let Some(root) = shared("handbooks/18f") else { return };
    let (site, walked) = follow(&root.canonicalize().unwrap()).await;
    assert!(walked.pages.len() >= 243);
    search_for_titles(&site).await;
}
