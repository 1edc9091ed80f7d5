//! Template tags of other site generators (`{% page "/x" %}`, `{{ … }}`): followed where they hold one quoted path
//! in a link target, otherwise shown as code.

use std::borrow::Cow;

/// Replaces template tags in link targets by the path that they quote, padded to the same length, so that every
/// offset and line stays what it was.
pub fn resolve_targets(text: &str) -> Cow<'_, str> {
    if !text.contains("]({") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("]({") {
        let (before, from) = rest.split_at(start + 2);
        out.push_str(before);
        match tag(from) {
            Some((tag, path)) if path.len() <= tag.len() && !path.contains([' ', '(', ')', '\n']) => {
                out.push_str(path);
                out.extend(std::iter::repeat_n(' ', tag.len() - path.len()));
                rest = &from[tag.len()..];
            }
            _ => rest = from,
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The tag at the start of `text` up to the closing parenthesis's brace, and the one quoted path in it.
fn tag(text: &str) -> Option<(&str, &str)> {
    let close = if text.starts_with("{%") {
        "%}"
    } else if text.starts_with("{{") {
        "}}"
    } else {
        return None;
    };
    let end = text.find(close)? + close.len();
    let tag = &text[..end];
    let mut quoted = tag.split('"');
    let (Some(_), Some(path), Some(after), None) = (quoted.next(), quoted.next(), quoted.next(), quoted.next()) else {
        return None;
    };
    (!after.contains('\n')).then_some((tag, path))
}

/// Puts template tags that are left into backticks, outside code.
pub fn as_code(text: &str) -> Cow<'_, str> {
    if !text.contains("{{") && !text.contains("{%") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 64);
    let mut fenced = false;
    for line in text.split_inclusive('\n') {
        let start = line.trim_start();
        if start.starts_with("```") || start.starts_with("~~~") {
            fenced = !fenced;
        }
        if fenced || line.starts_with("    ") || line.contains('`') {
            out.push_str(line);
        } else {
            wrap_tags(line, &mut out);
        }
    }
    Cow::Owned(out)
}

fn wrap_tags(line: &str, out: &mut String) {
    let mut rest = line;
    while let Some(start) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
        let close = if rest[start..].starts_with("{%") { "%}" } else { "}}" };
        let Some(length) = rest[start..].find(close) else { break };
        let end = start + length + close.len();
        out.push_str(&rest[..start]);
        out.push('`');
        out.push_str(&rest[start..end]);
        out.push('`');
        rest = &rest[end..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_path_becomes_the_target_at_the_same_length() {
        let text = "see [this]({% page \"/about-us/\" %}) now";
        let resolved = resolve_targets(text);
        assert_eq!(resolved.len(), text.len());
        assert!(resolved.contains("[this](/about-us/"));
        assert_eq!(resolve_targets("[a]({{ site.url }}/x)"), "[a]({{ site.url }}/x)");
        assert_eq!(resolve_targets("[a]({% open"), "[a]({% open");
    }

    #[test]
    fn what_is_left_is_code() {
        assert_eq!(as_code("a {{ b }} c {% d %}\n"), "a `{{ b }}` c `{% d %}`\n");
        assert_eq!(as_code("```\n{{ b }}\n```\n"), "```\n{{ b }}\n```\n");
        assert_eq!(as_code("open {{ only"), "open {{ only");
    }
}
