//! Documents that only some people can open, known by where they lie.

/// Hosts whose documents only some people can open.
const PRIVATE: [&str; 22] = [
    "docs.google.com",
    "drive.google.com",
    "sites.google.com",
    "sharepoint.com",
    "onedrive.live.com",
    "1drv.ms",
    "notion.so",
    "notion.site",
    "atlassian.net",
    "getguru.com",
    "dropbox.com",
    "box.com",
    "slack.com",
    "figma.com",
    "airtable.com",
    "asana.com",
    "trello.com",
    "miro.com",
    "loom.com",
    "salesforce.com",
    "force.com",
    "gong.io",
];

/// Whether an address is that of a document which only some people can open.
pub fn is_private(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest).trim_start_matches('/');
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_lowercase();
    PRIVATE.iter().any(|known| host == *known || host.ends_with(&format!(".{known}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_documents_are_known_by_their_hosts() {
        for url in
            ["https://docs.google.com/document/d/x", "https://tarnfield.sharepoint.com/a", "//app.getguru.com/card/x"]
        {
            assert!(is_private(url), "{url}");
        }
        for url in ["https://x.example/docs.google.com", "mailto:a@box.example", "https://inbox.com/"] {
            assert!(!is_private(url), "{url}");
        }
    }
}
