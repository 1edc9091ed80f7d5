//! A text written so that YAML, TOML or Markdown reads it as that text and as nothing else.

/// Words that some reader of YAML takes for something else than a text.
const SPECIAL: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];

/// A text as a YAML scalar: bare where nobody could mistake it, else between double quotes.
pub fn yaml(text: &str) -> String {
    let inner = |letter: char| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_' | '.' | '/');
    let starts = text.starts_with(char::is_alphabetic);
    let bare = starts && !text.ends_with(' ') && text.chars().all(inner);
    if bare && !SPECIAL.contains(&text.to_lowercase().as_str()) { text.to_owned() } else { quoted(text) }
}

/// Texts as a YAML list on one line.
pub fn yaml_list<'a>(texts: impl IntoIterator<Item = &'a String>) -> String {
    let items: Vec<_> = texts.into_iter().map(|text| yaml(text)).collect();
    format!("[{}]", items.join(", "))
}

/// A text between double quotes, the same in YAML and in TOML.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            letter if letter.is_control() => out.push_str(&format!("\\u{:04x}", letter as u32)),
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// A text inside a line of Markdown.
pub fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let marks = match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '{' | '}' | '#' | '$' => true,
            '&' => letters.peek().is_some_and(|next| !next.is_whitespace()),
            _ => false,
        };
        if marks {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::content::yaml as reader;
    use crate::model::value::Node;

    #[test]
    fn usual_names_stay_bare_and_others_are_quoted() {
        for bare in ["Qualify", "Über uns", "lena.fors", "stage/qualify", "Do nothing 2"] {
            assert_eq!(yaml(bare), bare);
        }
        for odd in ["no", "NULL", "On", "a: b", "- x", "'x'", "12", "1e3", "~", "", "a #b", "x,y", "🚀", "&a", "!x"] {
            assert!(yaml(odd).starts_with('"'), "{odd}");
        }
        assert_eq!(quoted("say \"a\\b\"\n"), r#""say \"a\\b\"\u000a""#);
    }

    #[test]
    fn markdown_is_escaped_where_it_would_mean_something() {
        assert_eq!(markdown("Smith & Sons"), "Smith & Sons");
        assert_eq!(markdown("<b>*A* &amp; [x](y)"), r"\<b\>\*A\* \&amp; \[x\](y)");
    }

    proptest! {
        #[test]
        fn what_is_written_is_what_is_read(text in "(\\PC|[-:#\n\t\\[\\]{}&*!|>'\"%@`\\\\]){0,60}") {
            let text = super::super::clean(&text);
            let row = format!("- {{id: {}, label: {}}}\n", yaml(&text), quoted(&text));
            let document = reader::parse(&row, 1).unwrap().value.unwrap();
            let row = document.items()[0].map().unwrap();
            for (_, value) in &row.entries {
                prop_assert!(matches!(&value.node, Node::Scalar { text: read, .. } if *read == text), "{value:?}");
            }
            let table: toml::Table = toml::from_str(&format!("x = {}\n", quoted(&text))).unwrap();
            prop_assert_eq!(table["x"].as_str(), Some(text.as_str()));
        }

        #[test]
        fn escaped_markdown_reads_as_the_text(text in "[A-Za-z0-9 *_`<>&;#|~{}\\[\\]()\\\\!$]{0,40}") {
            let text = super::super::clean(&text);
            let plain = crate::markdown::plain(&format!("a {} z\n", markdown(&text)));
            prop_assert_eq!(super::super::clean(&plain), super::super::clean(&format!("a {text} z")));
        }
    }
}
