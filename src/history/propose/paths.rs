//! Which files may be written: those of the content folder that it would also serve.

/// Characters of a path.
const LONGEST: usize = 300;

/// Whether a path below the content folder may be written: nothing hidden, nothing above it, no name that means
/// something else on some disk.
pub fn may_be_written(path: &str) -> bool {
    path.chars().count() <= LONGEST && !path.is_empty() && path.split('/').all(is_plain)
}

fn is_plain(part: &str) -> bool {
    let strange = |letter: char| letter.is_control() || "\\:*?\"<>|~".contains(letter);
    !part.is_empty() && !part.starts_with(['.', ' ']) && !part.ends_with(['.', ' ']) && !part.contains(strange)
}

/// A piece of the name of a branch, made of any text: small letters, digits and single hyphens.
pub fn slug(text: &str, most: usize) -> String {
    let folded = text.to_lowercase();
    let pieces = folded.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|piece| !piece.is_empty());
    let slug: String = pieces.collect::<Vec<_>>().join("-").chars().take(most).collect();
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "change".to_owned() } else { slug.to_owned() }
}

/// A person's piece of the name of a branch. Two people never have the same.
pub fn person_slug(id: &str) -> String {
    let dotted = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    let is_plain = id.len() <= 60 && id.split('.').all(dotted) && !id.starts_with('-') && !id.ends_with(".lock");
    if is_plain {
        return id.to_owned();
    }
    use sha2::Digest;
    let hash = sha2::Sha256::digest(id.as_bytes());
    let hash: String = hash.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    // An underscore stands in no plain id.
    format!("{}_{hash}", slug(id, 40))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_the_folder_may_be_written() {
        for path in ["objections/a.md", "über uns/a b.md", "-x.md", "a/--help.md", "taxonomy.yaml"] {
            assert!(may_be_written(path), "{path}");
        }
        let hostile = ["", "/etc/passwd", "../a.md", "a/../b.md", ".git/config", "a/.git/x", "a//b.md", "a\\b.md"];
        let odd = ["a/./b.md", "GIT~1/config", "a\nb.md", "a\0.md", "C:x.md", "a/b.md ", "a./b.md", "a/"];
        for path in hostile.into_iter().chain(odd) {
            assert!(!may_be_written(path), "{path:?}");
        }
        assert!(!may_be_written(&"a/".repeat(200)));
    }

    #[test]
    fn names_of_branches_hold_nothing_that_git_reads_otherwise() {
        assert_eq!(slug("ERP already has scheduling?", 60), "erp-already-has-scheduling");
        assert_eq!([slug("--force", 60), slug("..@{-1}.lock", 60), slug("日本", 60)], ["force", "1-lock", "change"]);
        assert_eq!(person_slug("lena.fors"), "lena.fors");
        for id in ["Lena.Fors", "a..b", "-x", "x.lock", "proxy:a@b.example", "", "a/b", "oidc:1"] {
            let slug = person_slug(id);
            assert!(slug.contains('_') && !slug.contains("..") && !slug.starts_with('-'), "{id}: {slug}");
        }
        assert_ne!(person_slug("proxy:a@b"), person_slug("proxy:a.b"));
    }
}
