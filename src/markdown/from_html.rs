//! HTML of other systems as Markdown. What has no place in Markdown is left out and told.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use htmd::element_handler::{HandlerResult, Handlers};
use htmd::options::{BrStyle, BulletListMarker, HrStyle, Options};
use htmd::{Element, HtmlToMarkdown};

use super::tags::{tags, words};

/// Elements inside each other that are read as such; of a page with more, the words are taken.
const DEEPEST: usize = 200;
/// Elements that HTML closes by itself, or that hold nothing.
const SHALLOW: [&str; 24] = [
    "p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "dt", "dd", "option", "colgroup", "br", "img", "hr",
    "input", "meta", "link", "area", "base", "col", "embed", "source", "wbr",
];

/// Elements that end with whatever they stand in.
const PLAIN: [&str; 9] = ["span", "path", "g", "use", "rect", "circle", "line", "polygon", "polyline"];
/// Elements that end with a block around them.
const BLOCKS: [&str; 15] = [
    "div",
    "section",
    "article",
    "aside",
    "blockquote",
    "center",
    "dl",
    "figure",
    "footer",
    "header",
    "main",
    "nav",
    "ol",
    "ul",
    "pre",
];
/// Elements that style text.
const STYLES: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// How a system's pages are read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Classes and ids of what surrounds the text.
    pub furniture: &'static [&'static str],
    /// Classes of what only that system can draw, and what it is called.
    pub lost: &'static [(&'static str, &'static str)],
    /// Classes of boxes, and the alert that they become.
    pub boxes: &'static [(&'static str, &'static str)],
    /// Ids of headings to which something links.
    pub anchors: Arc<std::collections::HashSet<String>>,
}

/// Markdown, and what was lost on the way: its name and how often it came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FromHtml {
    pub text: String,
    pub lost: BTreeMap<String, usize>,
}

/// What was lost, shared by those that note it.
type Lost = Arc<Mutex<BTreeMap<String, usize>>>;

/// The page as Markdown.
pub fn from_html(html: &str, reading: &Reading) -> FromHtml {
    if depth(html) > DEEPEST {
        let lost = BTreeMap::from([("markup that is nested too deeply".to_owned(), 1)]);
        return FromHtml { text: words(html), lost };
    }
    let lost = Lost::default();
    let text = converter(reading, &lost).convert(html).unwrap_or_else(|_| words(html));
    let lost = std::mem::take(&mut *lost.lock().unwrap_or_else(PoisonError::into_inner));
    FromHtml { text: format!("{}\n", text.trim()), lost }
}

/// What a page calls itself: its `<title>`, in words.
pub fn html_title(html: &str) -> Option<String> {
    let mut open = None;
    for tag in tags(html).filter(|tag| tag.is("title")) {
        match (tag.closes, open) {
            (false, None) => open = Some(tag.range.end),
            (true, Some(start)) => {
                return Some(words(&html[start..tag.range.start])).filter(|title| !title.is_empty());
            }
            _ => {}
        }
    }
    None
}

/// How deep elements stand inside each other at most, as far as that matters.
fn depth(html: &str) -> usize {
    let (mut open, mut most): (Vec<&str>, _) = (Vec::new(), 0);
    for tag in tags(html).filter(|tag| !tag.is_one_of(&SHALLOW)) {
        match tag.closes {
            true => close(&mut open, tag.name),
            false => open.push(tag.name),
        }
        most = most.max(open.len());
        if most > DEEPEST {
            break;
        }
    }
    most
}

/// Closes the nearest element of a name. One that is not open closes nothing, and neither does one with something in it
/// that a parser may keep open: wrong markup may only seem deeper than it is.
fn close(open: &mut Vec<&str>, name: &str) {
    let is = |known: &str, names: &[&str]| names.iter().any(|name| known.eq_ignore_ascii_case(name));
    let Some(at) = open.iter().rposition(|known| known.eq_ignore_ascii_case(name)) else { return };
    let ends = |inner: &&str| inner.contains(':') || is(inner, &PLAIN) || is(name, &BLOCKS) && is(inner, &BLOCKS);
    if open[at + 1..].iter().all(|inner| ends(inner) || is(inner, &STYLES)) {
        let inner = open.split_off(at);
        // A style that is not closed goes on in what follows.
        open.extend(inner.into_iter().skip(1).filter(|inner| is(inner, &STYLES)));
    }
}

fn converter(reading: &Reading, lost: &Lost) -> HtmlToMarkdown {
    let options = Options {
        hr_style: HrStyle::Dashes,
        br_style: BrStyle::Backslash,
        bullet_list_marker: BulletListMarker::Dash,
        ul_bullet_spacing: 1,
        ol_number_spacing: 1,
        ..Options::default()
    };
    let noted = lost.clone();
    let dropped = move |_: &dyn Handlers, element: Element| {
        note(&noted, element.tag);
        None
    };
    let (framing, tables, merged) = (lost.clone(), lost.clone(), reading.clone());
    let (anchors, blocks) = (reading.anchors.clone(), lost.clone());
    HtmlToMarkdown::builder()
        .options(options)
        .skip_tags(vec!["script", "style", "title", "noscript", "template", "colgroup", "label"])
        .add_handler(vec!["svg", "object", "form", "button", "select", "textarea", "math", "canvas"], dropped)
        .add_handler(vec!["iframe", "video", "audio", "embed"], move |_: &dyn Handlers, element: Element| {
            note(&framing, "embedded page or film");
            let target = attribute(&element, "src")?.replace([' ', '(', ')', '<', '>'], "");
            Some(format!("\n\n[{target}]({target})\n\n").into())
        })
        .add_handler(vec!["input"], |_: &dyn Handlers, element: Element| {
            let is_box = attribute(&element, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"));
            let mark = if attribute(&element, "checked").is_some() { "[x] " } else { "[ ] " };
            is_box.then(|| mark.into())
        })
        .add_handler(vec!["td", "th"], move |handlers: &dyn Handlers, element: Element| {
            if ["colspan", "rowspan"].iter().any(|name| attribute(&element, name).is_some_and(|span| span != "1")) {
                note(&tables, "merged cells of a table");
            }
            handlers.fallback(element)
        })
        .add_handler(vec!["h1", "h2", "h3", "h4", "h5", "h6"], move |handlers: &dyn Handlers, element: Element| {
            let anchor = attribute(&element, "id").filter(|id| is_anchor(id) && anchors.contains(id));
            let heading = handlers.fallback(element)?;
            Some(match anchor {
                Some(anchor) => format!("\n\n{} {{#{anchor}}}\n\n", heading.content.trim()).into(),
                None => heading,
            })
        })
        .add_handler(
            vec![
                "div", "section", "span", "ul", "ol", "table", "nav", "header", "footer", "aside", "p", "figure", "img",
            ],
            move |handlers: &dyn Handlers, element: Element| block(handlers, element, &merged, &blocks),
        )
        .build()
}

/// Furniture goes, what is lost is noted, boxes become alerts; everything else is what it is.
fn block(handlers: &dyn Handlers, element: Element, reading: &Reading, lost: &Lost) -> Option<HandlerResult> {
    let classes = attribute(&element, "class").unwrap_or_default();
    let id = attribute(&element, "id").unwrap_or_default();
    let names = || classes.split_whitespace().chain([id.as_str()]);
    if names().any(|name| reading.furniture.contains(&name)) {
        return None;
    }
    if let Some((_, what)) = reading.lost.iter().find(|(class, _)| names().any(|name| name == *class)) {
        note(lost, what);
        return None;
    }
    let alert = reading.boxes.iter().find(|(class, _)| names().any(|name| name == *class)).map(|(_, alert)| *alert);
    let inner = handlers.fallback(element)?;
    let Some(alert) = alert else { return Some(inner) };
    let lines = inner.content.trim().lines().map(|line| format!("> {line}").trim_end().to_owned());
    Some(format!("\n\n> [!{alert}]\n{}\n\n", lines.collect::<Vec<_>>().join("\n")).into())
}

fn note(lost: &Lost, what: &str) {
    *lost.lock().unwrap_or_else(PoisonError::into_inner).entry(what.to_owned()).or_default() += 1;
}

fn attribute(element: &Element, name: &str) -> Option<String> {
    element.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| attribute.value.to_string())
}

/// Whether an id can stand as the anchor of a heading.
fn is_anchor(id: &str) -> bool {
    !id.is_empty() && id.chars().all(|letter| letter.is_alphanumeric() || "-_.:".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::outline;

    fn read(html: &str) -> FromHtml {
        let anchors = Arc::new(["Page-Two".to_owned()].into());
        let reading = Reading {
            furniture: &["breadcrumbs"],
            lost: &[("toc-macro", "table of contents")],
            boxes: &[("information", "NOTE")],
            anchors,
        };
        from_html(html, &reading)
    }

    #[test]
    fn structure_stays() {
        let html = "<html><head><title>T</title></head><body><div id='breadcrumbs'>Home</div><h2 id='Page-Two'>Two</h2>\
            <p>a <b>b</b> <a href='x y.html#z'>c</a> <img src='p.png' alt='P'></p><ul><li>one<ul><li>in</li></ul></li></ul>\
            <table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2 | 3</td></tr></table>\
            <pre><code class='language-sh'>ls -l\n</code></pre><blockquote>said</blockquote></body></html>";
        let FromHtml { text, lost } = read(html);
        for part in ["## Two {#Page-Two}", "a **b** ", "![P](p.png)", "- one", "| A", "> said", "ls -l"] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(!text.contains("Home") && lost.is_empty(), "{text} {lost:?}");
        let body = outline(&text, 1);
        assert!(body.has_anchor("Page-Two"));
        assert_eq!(body.links.len(), 2, "{text}");
        assert_eq!(html_title(html).as_deref(), Some("T"));
    }

    #[test]
    fn what_is_lost_is_told() {
        let html = "<div class='toc-macro'>1</div><div class='information'><p>Mind</p></div><svg></svg><script>x</script>\
            <table><tr><td colspan=2>a</td></tr></table><iframe src='https://x.example/v'></iframe>";
        let FromHtml { text, lost } = read(html);
        assert!(text.contains("> [!NOTE]\n> Mind") && text.contains("(https://x.example/v)"), "{text}");
        let told: Vec<_> = lost.keys().map(String::as_str).collect();
        assert_eq!(told, ["embedded page or film", "merged cells of a table", "svg", "table of contents"]);
    }

    #[test]
    fn a_page_that_is_nested_beyond_measure_gives_its_words() {
        let html = format!("{}deep{}", "<div>".repeat(50_000), "</div>".repeat(50_000));
        let FromHtml { text, lost } = read(&html);
        assert_eq!((text.trim(), lost.len()), ("deep", 1));
    }

    #[test]
    fn tags_that_close_nothing_make_nothing_shallower() {
        let FromHtml { text, lost } = read(&format!("{}deep", "<div></x>".repeat(30_000)));
        assert_eq!((text.trim(), lost.len()), ("deep", 1));
        assert_eq!(depth(&"<div><b>a</b></div><DIV><svg><path/><path/></svg><i></div>".repeat(9)), 12);
        assert!(depth(&"<div><table></div></table>".repeat(300)) > DEEPEST);
        assert!(depth(&format!("<!-->{}", "<div><? </div>".repeat(300))) > DEEPEST);
    }
}
