//! Puts values into templates: `{{name}}`, spelled for the place where it stands.

use std::collections::BTreeMap;

use super::quote;

/// What a placeholder stands for.
#[derive(Debug, Clone)]
pub enum Value {
    /// A text as people typed it; it is quoted for its place.
    Text(String),
    /// Already spelled as it should stand.
    Ready(String),
}

/// Values by name.
pub type Values = BTreeMap<&'static str, Value>;

/// How a text is spelled in a place.
type Spell = fn(&str) -> String;

/// Fills a template. In fields and settings a placeholder is a whole value; in Markdown it may stand inside a line.
pub fn fill(path: &str, template: &str, values: &Values) -> String {
    if path.ends_with(".md") {
        let (front, body) = parted(template);
        return fill_with(front, values, quote::yaml) + &fill_with(body, values, quote::markdown);
    }
    let spell: Spell = if path.ends_with(".toml") { quote::quoted } else { quote::yaml };
    fill_with(template, values, spell)
}

/// Front matter with its fences, and what follows.
pub fn parted(text: &str) -> (&str, &str) {
    const FENCE: &str = "---\n";
    let end = text.strip_prefix(FENCE).and_then(|rest| rest.find("\n---\n"));
    text.split_at(end.map_or(0, |end| FENCE.len() + end + 1 + FENCE.len()))
}

/// One pass, so that a value that looks like a placeholder stays what it is.
fn fill_with(template: &str, values: &Values, spell: Spell) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let found = after.split_once("}}").and_then(|(name, after)| Some((values.get(name)?, after)));
        rest = match found {
            Some((Value::Text(text), after)) => {
                out.push_str(&spell(text));
                after
            }
            Some((Value::Ready(text), after)) => {
                out.push_str(text);
                after
            }
            None => {
                out.push_str("{{");
                after
            }
        };
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_spelled_for_its_place_and_filled_once() {
        let values =
            Values::from([("a", Value::Text("x: {{b}}".to_owned())), ("b", Value::Ready("[1, 2]".to_owned()))]);
        let filled = fill("x.md", "---\nname: {{a}}\nlist: {{b}}\n---\n# {{a}} {{c}}\n", &values);
        assert_eq!(filled, "---\nname: \"x: {{b}}\"\nlist: [1, 2]\n---\n# x: \\{\\{b\\}\\} {{c}}\n");
        assert_eq!(fill("x.toml", "name = {{a}}\n", &values), "name = \"x: {{b}}\"\n");
    }

    #[test]
    fn a_page_without_fields_is_all_text() {
        assert_eq!(parted("# A\n\n---\nx\n---\n"), ("", "# A\n\n---\nx\n---\n"));
    }
}
