//! Front matter of imported pages: what an author wrote stays, and what an import knows is added.

use jiff::civil::Date;

use super::form::Form;
use super::page::{Head, Page};
use crate::content::front_matter::Syntax;
use crate::content::scaffold::quote::{quoted, yaml, yaml_list};
use crate::content::{toml, yaml as reader};
use crate::model::value::{Node, Value};

/// Where something came from, as the field `source`.
#[derive(Debug, Clone)]
pub struct Stamp<'a> {
    pub form: Form,
    pub key: &'a str,
    pub date: Date,
}

impl Stamp<'_> {
    /// The field in YAML.
    pub fn yaml(&self) -> String {
        format!("source: {{type: {}, ref: {}, date: {}}}\n", self.form.name(), quoted(self.key), self.date)
    }

    fn toml(&self) -> String {
        let Stamp { form, key, date } = self;
        format!("source = {{ type = \"{}\", ref = {}, date = \"{date}\" }}\n", form.name(), quoted(key))
    }
}

/// Whether front matter can be read as fields.
pub fn is_readable(syntax: Syntax, text: &str) -> bool {
    fields(syntax, text).is_some()
}

/// Whether there is a field of this name.
pub fn has(page: &Page, name: &str) -> bool {
    let names = page.head.as_ref().and_then(|head| fields(head.syntax, &head.text)).unwrap_or_default();
    names.iter().any(|known| known == name)
}

/// The names of all fields.
fn fields(syntax: Syntax, text: &str) -> Option<Vec<String>> {
    let parsed = match syntax {
        Syntax::Yaml => reader::parse(text, 1),
        Syntax::Toml => toml::parse(text, 1),
    };
    match parsed.ok()?.value {
        Some(Value { node: Node::Map(map), .. }) => Some(map.entries.into_iter().map(|(key, _)| key.name).collect()),
        Some(Value { node: Node::Null, .. }) | None => Some(Vec::new()),
        Some(_) => None,
    }
}

/// The whole file of a page with this body. `kind` is written where the folder alone would say something else.
pub fn written(page: &Page, body: &str, stamp: &Stamp, kind: Option<&str>) -> String {
    let Some(head) = &page.head else {
        let body = body.trim_start_matches('\n');
        return format!("---\n{}{}{}---\n\n{body}", own(page), kind_line(kind), stamp.yaml());
    };
    let given = fields(head.syntax, &head.text).unwrap_or_default();
    let has = |name: &str| given.iter().any(|known| known == name);
    let stamped = !has("source");
    let aliased = ["aliases", "redirect_from", "old_paths"].iter().any(|name| has(name));
    match head.syntax {
        Syntax::Toml => {
            // Whatever follows a table would belong to it, so that what is added stands first.
            let source = if stamped { stamp.toml() } else { String::new() };
            let kind = kind.map(|kind| format!("kind = \"{kind}\"\n")).unwrap_or_default();
            format!("+++\n{kind}{source}{}+++\n{body}", ended(&without_kind(&head.text, !kind.is_empty())))
        }
        Syntax::Yaml => {
            let text = ended(&without_kind(&head.text, kind.is_some()));
            let source = if stamped { stamp.yaml() } else { String::new() };
            let aliases = if aliased { String::new() } else { list("aliases", &page.fields.aliases) };
            let added = format!("{aliases}{}{source}", kind_line(kind));
            format!("---\n{}---\n{body}", with(&text, &added, head))
        }
    }
}

/// Fields with others behind them, written as those are: in a line of their own, as far to the right; or all within braces.
/// What its author wrote is left alone where it could not be read with them.
fn with(text: &str, added: &str, head: &Head) -> String {
    let lines = || text.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    let indent = lines().next().map_or("", |line| &line[..line.len() - line.trim_start().len()]);
    let plain: String = added.lines().map(|line| format!("{indent}{line}\n")).collect();
    let plain = format!("{text}{plain}");
    let whole = added.lines().collect::<Vec<_>>().join(", ");
    let braced = text.rfind('}').map(|end| {
        let before = text[..end].trim_end();
        let comma = if before.ends_with(['{', ',']) { "" } else { "," };
        format!("{before}{comma} {whole}{}", &text[end..])
    });
    let wanted = fields(head.syntax, text).unwrap_or_default().len() + added.lines().count();
    let holds = |text: &String| fields(head.syntax, text).is_some_and(|names| names.len() == wanted);
    [Some(plain), braced].into_iter().flatten().find(holds).unwrap_or_else(|| text.to_owned())
}

/// What a system says of a page.
fn own(page: &Page) -> String {
    let fields = &page.fields;
    let title = fields.title.as_ref().map(|title| format!("title: {}\n", quoted(title))).unwrap_or_default();
    let owner = fields.owner.as_ref().map(|owner| format!("owner: {}\n", yaml(owner))).unwrap_or_default();
    format!("{title}{owner}{}{}", list("tags", &fields.tags), list("aliases", &fields.aliases))
}

/// A list as a field; nothing where it is empty.
pub fn list(name: &str, items: &[String]) -> String {
    if items.is_empty() { String::new() } else { format!("{name}: {}\n", yaml_list(items)) }
}

fn kind_line(kind: Option<&str>) -> String {
    kind.map(|kind| format!("kind: {kind}\n")).unwrap_or_default()
}

/// The fields without a `kind` of their own, where another is said.
fn without_kind(text: &str, replaced: bool) -> String {
    let is_kind = |line: &&str| replaced && line.split([':', '=']).next().is_some_and(|name| name.trim_end() == "kind");
    text.split_inclusive('\n').filter(|line| !is_kind(line)).collect()
}

fn ended(text: &str) -> String {
    if text.is_empty() || text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") }
}

#[cfg(test)]
mod tests {
    use super::super::page::Fields;
    use super::*;

    fn stamp() -> Stamp<'static> {
        Stamp { form: Form::Markdown, key: "hb/a \"b\".md", date: jiff::civil::date(2026, 11, 23) }
    }

    fn page(syntax: Syntax, text: &str) -> Page {
        Page { head: Some(Head { syntax, text: text.to_owned() }), ..Page::default() }
    }

    #[test]
    fn what_the_author_wrote_stays_and_the_origin_is_added() {
        let yaml = written(&page(Syntax::Yaml, "title: A\nx: |\n  y\n"), "body\n", &stamp(), Some("page"));
        assert_eq!(
            yaml,
            "---\ntitle: A\nx: |\n  y\nkind: page\nsource: {type: markdown, ref: \"hb/a \\\"b\\\".md\", date: 2026-11-23}\n---\nbody\n"
        );
        let toml = written(&page(Syntax::Toml, "title = 'A'\n[extra]\nx = 1\n"), "body\n", &stamp(), None);
        assert!(is_readable(Syntax::Toml, toml.split("+++\n").nth(1).unwrap()), "{toml}");
        let own = written(&page(Syntax::Yaml, "source: https://x.example\nkind: lesson\n"), "", &stamp(), Some("page"));
        assert_eq!(own, "---\nsource: https://x.example\nkind: page\n---\n");
    }

    #[test]
    fn what_is_added_can_be_read_however_the_author_wrote() {
        let read = |text: &str| {
            let text = written(&page(Syntax::Yaml, text), "body\n", &stamp(), Some("page"));
            let front = text.strip_prefix("---\n").unwrap().split_once("---\n").unwrap().0.to_owned();
            fields(Syntax::Yaml, &front).unwrap_or_else(|| panic!("{text}"))
        };
        let names = ["title", "x", "kind", "source"].map(str::to_owned).to_vec();
        for text in [
            "{title: A, x: [1]}\n",
            "{\n  title: A,\n  x: 1,\n}\n",
            "  title: A\n  x:\n    - 1\n",
            "# c\ntitle: A\nx: {b: 1}\n",
        ] {
            assert_eq!(read(text), names, "{text}");
        }
        assert_eq!(read("{}\n"), names[2..]);
    }

    #[test]
    fn a_page_without_fields_gets_those_that_are_known() {
        let fields = Fields { title: Some("A: b".to_owned()), tags: vec!["no".to_owned()], ..Fields::default() };
        let text = written(&Page { fields, ..Page::default() }, "\n\nbody\n", &stamp(), None);
        assert!(text.starts_with("---\ntitle: \"A: b\"\ntags: [\"no\"]\nsource: {"), "{text}");
        assert!(text.ends_with("}\n---\n\nbody\n"), "{text}");
    }
}
