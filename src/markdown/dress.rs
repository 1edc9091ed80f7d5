//! What the product adds to clean HTML: where links lead, what stands for a picture that is missing, frames for wide
//! tables, check boxes, names of callouts, links of headings to themselves.
//!
//! This runs after the sanitiser: every tag that is added here is ours, and what it is made of is escaped.

use super::escape::escaped;
use super::footnotes;
use super::pictures;
use super::render::{Resolver, Target};
use super::tags::{Tag, tags};

/// Callouts: the class that Markdown gives them, and what they are called.
const CALLOUTS: [(&str, &str); 5] = [
    ("markdown-alert-note", "Note"),
    ("markdown-alert-tip", "Tip"),
    ("markdown-alert-important", "Important"),
    ("markdown-alert-warning", "Warning"),
    ("markdown-alert-caution", "Caution"),
];
/// The class of the mark of a task, until it is a check box: to do, and done.
pub const TASKS: [&str; 2] = ["task-open", "task-done"];

/// Dresses clean HTML.
pub fn dress(html: &str, resolve: Resolver) -> String {
    let out = String::with_capacity(html.len() + html.len() / 4);
    let mut dresser = Dresser { html, resolve, out, link: None, tables: 0, heading: None, caption: None, empty: false };
    let mut at = 0;
    for tag in tags(html) {
        dresser.out.push_str(&html[at..tag.range.start]);
        dresser.tag(&tag);
        at = tag.range.end;
    }
    dresser.out.push_str(&html[at..]);
    dresser.out
}

struct Dresser<'a> {
    html: &'a str,
    resolve: Resolver<'a>,
    out: String,
    /// What ends the open link.
    link: Option<&'static str>,
    /// How many tables are open.
    tables: usize,
    /// The id of the open heading.
    heading: Option<String>,
    /// What stands below the picture that is open.
    caption: Option<String>,
    /// The open paragraph has no words and is left out.
    empty: bool,
}

impl Dresser<'_> {
    fn tag(&mut self, tag: &Tag) {
        match tag.closes {
            false => self.open(tag),
            true => self.close(tag),
        }
    }

    fn open(&mut self, tag: &Tag) {
        let as_it_is = &self.html[tag.range.clone()];
        if tag.is("a") {
            self.link(tag);
        } else if tag.is("img") {
            let drawn = pictures::draw(tag, self.resolve, self.link.is_some());
            self.out.push_str(&drawn);
        } else if tag.is("table") {
            // Not a landmark: a page of tables would be a page of landmarks.
            if self.tables == 0 {
                self.out.push_str("<div class=\"table-wrap\" role=\"group\" aria-label=\"Table\" tabindex=\"0\">");
            }
            self.tables += 1;
            self.out.push_str(as_it_is);
        } else if tag.is("pre") {
            self.out.push_str("<pre dir=\"ltr\" tabindex=\"0\"");
            self.out.push_str(&as_it_is[4..]);
        } else if tag.is("h1") {
            // The page has one already.
            self.out.push_str("<h2");
            self.out.push_str(&as_it_is[3..]);
        } else if tag.is("p") && self.html[tag.range.end..].trim_start().starts_with("</p>") {
            // All that stood in it was for another program.
            self.empty = true;
        } else if let Some(caption) = tag.is("p").then(|| pictures::caption(&self.html[tag.range.end..])).flatten() {
            self.out.push_str("<figure>");
            self.caption = Some(caption);
        } else {
            self.out.push_str(as_it_is);
            self.after(tag);
        }
    }

    /// What comes behind a tag that stays as it is.
    fn after(&mut self, tag: &Tag) {
        let class = tag.attribute("class").unwrap_or_default();
        if tag.is_heading() {
            self.heading = tag.attribute("id");
        } else if let Some((_, name)) = CALLOUTS.iter().find(|(known, _)| tag.is("blockquote") && class == *known) {
            self.out.push_str(&format!("<p class=\"callout\" lang=\"en\">{name}</p>"));
        } else if let Some(done) = TASKS.iter().position(|known| tag.is("span") && class == *known) {
            let (state, name) = if done == 1 { (" checked", "done") } else { ("", "to do") };
            self.out.push_str(&format!("<input type=\"checkbox\" disabled{state} aria-label=\"{name}\">"));
        }
    }

    fn close(&mut self, tag: &Tag) {
        if tag.is("p") && std::mem::take(&mut self.empty) {
            return;
        }
        let as_it_is = &self.html[tag.range.clone()];
        if tag.is("a") {
            self.out.push_str(self.link.take().unwrap_or("</a>"));
        } else if tag.is("h1") {
            self.out.push_str("</h2>");
        } else if tag.is("p")
            && let Some(caption) = self.caption.take()
        {
            self.out.push_str(&format!("<figcaption>{}</figcaption></figure>", escaped(&caption)));
        } else {
            if tag.is_heading()
                && let Some(id) = self.heading.take()
            {
                self.out.push_str(&to_itself(&id));
            }
            self.out.push_str(as_it_is);
            if tag.is("table") {
                self.tables = self.tables.saturating_sub(1);
                if self.tables == 0 {
                    self.out.push_str("</div>");
                }
            }
        }
    }

    fn link(&mut self, tag: &Tag) {
        let id = tag.attribute("id").or_else(|| tag.attribute("name")).filter(|id| !id.is_empty());
        let id = id.map(|id| format!(" id=\"{}\"", escaped(&id))).unwrap_or_default();
        let Some(target) = tag.attribute("href") else {
            self.out.push_str(&format!("<span{id}>"));
            self.link = Some("</span>");
            return;
        };
        let title = tag.attribute("title").map(|title| format!(" title=\"{}\"", escaped(&title))).unwrap_or_default();
        self.link = Some("</a>");
        if let Some(link) = footnotes::link(&target, &id) {
            self.out.push_str(&link);
            return;
        }
        let opened = match self.resolve.link(&target, false) {
            Target::Inside(href) => format!("<a{id} href=\"{}\"{title}>", escaped(&href)),
            Target::Outside(href) => {
                format!("<a{id} href=\"{}\"{title} rel=\"noopener noreferrer nofollow\">", escaped(&href))
            }
            Target::Lost { href, why } => {
                format!("<a{id} class=\"lost-part\" href=\"{}\" title=\"{}\">", escaped(&href), escaped(&why))
            }
            Target::Missing(why) => {
                self.link = Some("</span>");
                format!("<span{id} class=\"broken-link\" title=\"{}\">", escaped(&why))
            }
        };
        self.out.push_str(&opened);
    }
}

/// The link of a heading to itself: its address, to be copied.
fn to_itself(id: &str) -> String {
    format!(" <a class=\"to-itself\" lang=\"en\" href=\"#{}\" aria-label=\"Link to this part\"></a>", escaped(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(target: &str, _picture: bool) -> Target {
        match target {
            "gone.md" => Target::Missing("There is no \"file\"".to_owned()),
            "half.md#x" => Target::Lost { href: "/page/half".to_owned(), why: "no part".to_owned() },
            target if target.starts_with("http") => Target::Outside(target.to_owned()),
            target => Target::Inside(format!("/page/{target}")),
        }
    }

    fn dressed(html: &str) -> String {
        dress(html, &resolve)
    }

    #[test]
    fn links_lead_where_the_caller_says() {
        assert_eq!(dressed("<a href=\"b.md\" rel=\"x\">b</a>"), "<a href=\"/page/b.md\">b</a>");
        assert_eq!(
            dressed("<a href=\"gone.md\">b</a> c"),
            "<span class=\"broken-link\" title=\"There is no &quot;file&quot;\">b</span> c"
        );
        assert!(dressed("<a href=\"half.md#x\">b</a>").starts_with("<a class=\"lost-part\" href=\"/page/half\""));
        assert!(dressed("<a href=\"https://x.example/?a&amp;b\">b</a>").contains("?a&amp;b\" rel=\"noopener"));
        assert_eq!(dressed("<a name=\"here\"></a>x"), "<span id=\"here\"></span>x");
    }

    #[test]
    fn tables_code_tasks_callouts_and_headings_are_dressed() {
        let table = dressed("<table><tr><td><table></table></td></tr></table>");
        assert_eq!((table.matches("table-wrap").count(), table.matches("</div>").count()), (1, 1));
        assert!(dressed("<pre><code>x</code></pre>").starts_with("<pre dir=\"ltr\" tabindex=\"0\"><code>"));
        let tasks = dressed("<li><span class=\"task-open\"></span>a</li><li><span class=\"task-done\"></span>b</li>");
        assert!(
            tasks.contains("disabled aria-label=\"to do\"") && tasks.contains("disabled checked aria-label=\"done\"")
        );
        assert!(dressed("<blockquote class=\"markdown-alert-note\">").contains(">Note</p>"));
        assert!(
            dressed("<h3 id=\"a\"><a href=\"b\">x</a></h3>")
                .contains("</a> <a class=\"to-itself\" lang=\"en\" href=\"#a\"")
        );
        assert_eq!(dressed("<h1>x</h1>"), "<h2>x</h2>");
        assert_eq!(dressed("<p> </p><p>x</p>"), " <p>x</p>");
    }

    #[test]
    fn a_picture_alone_has_its_title_below_it() {
        let figure = dressed("<p><img src=\"p.png\" alt=\"a\" title=\"Of 2026\"></p>\n<p>x</p>");
        assert!(figure.starts_with("<figure><img ") && figure.contains("<figcaption>Of 2026</figcaption></figure>"));
        assert!(figure.ends_with("\n<p>x</p>"));
        assert!(dressed("<p>So: <img src=\"p.png\" alt=\"a\" title=\"t\"></p>").starts_with("<p>So: <img"));
    }
}
