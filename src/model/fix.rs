//! What would mend a finding, where no thought is needed.

/// A change of the lines that a finding is about, and of no others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fix {
    /// The text at the place of the finding gives way to another.
    Replace { old: String, new: String },
    /// Spaces at the ends of these lines are taken out.
    Trim(Vec<u32>),
    /// The last line is ended.
    EndLine,
    /// These former ids or paths are written into `aliases`.
    Alias(Vec<String>),
}

impl Fix {
    /// One text instead of another.
    pub fn replace(old: &str, new: &str) -> Fix {
        Fix::Replace { old: old.to_owned(), new: new.to_owned() }
    }

    /// What it does, in words: "`competitor` is now `competitors`".
    pub fn described(&self) -> String {
        match self {
            Fix::Replace { old, new } => format!("`{old}` is now `{new}`"),
            Fix::Trim(lines) if lines.len() == 1 => "took out spaces at the end of the line".to_owned(),
            Fix::Trim(lines) => format!("took out spaces at the end of {} lines", lines.len()),
            Fix::EndLine => "ended the last line".to_owned(),
            Fix::Alias(names) => {
                let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
                format!("wrote {} into `aliases`", names.join(" and "))
            }
        }
    }
}
