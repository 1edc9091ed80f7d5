//! Who writes: `Name <mail>`, as git has it.

use crate::content::scaffold::Author;

/// Reads `Name <mail>`, a name alone, or a mail alone.
pub fn read(text: &str) -> Result<Author, String> {
    let (name, mail) = match text.split_once('<') {
        Some((name, mail)) => (name.trim(), mail.trim_end_matches('>').trim()),
        None if text.contains('@') && !text.contains(' ') => ("", text),
        None => (text, ""),
    };
    let name = if name.is_empty() { mail.split('@').next().unwrap_or_default() } else { name };
    if name.is_empty() {
        return Err("takes your name and mail, as \"Name <mail>\"".to_owned());
    }
    Ok(Author { name: name.to_owned(), mail: Some(mail.to_owned()).filter(|mail| !mail.is_empty()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_author_is_a_name_a_mail_or_both() {
        let read = |text| read(text).map(|author| (author.name, author.mail.unwrap_or_default()));
        let pair = |name: &str, mail: &str| Ok((name.to_owned(), mail.to_owned()));
        assert_eq!(read("Lena Fors <lena@tarnfield.example>"), pair("Lena Fors", "lena@tarnfield.example"));
        assert_eq!(read("Lena Fors"), pair("Lena Fors", ""));
        assert_eq!(read("lena@tarnfield.example"), pair("lena", "lena@tarnfield.example"));
        assert_eq!(read("<lena@tarnfield.example>"), pair("lena", "lena@tarnfield.example"));
        assert!(read("").is_err() && read("<>").is_err());
    }
}
