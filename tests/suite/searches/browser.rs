//! What the script tells, in a real browser.

use fantoccini::key::Key;

use super::{NOW, noted, playbook};
use crate::browser::{key, open};
use crate::chromium::{Chromium, Look};
use crate::site::Site;

#[tokio::test(flavor = "multi_thread")]
async fn one_row_for_what_was_typed_and_one_key_to_say_no() {
    let folder = playbook();
    let site = Site::new(folder.path());
    let (browser, _) = open!(site, "/", Look::DESK);
    browser.until("the focus in the field", "document.activeElement?.id === 'fl-field'").await;
    for letter in "stuck lift".chars() {
        browser.press(&letter.to_string()).await;
    }
    browser.until("the results", "document.querySelector('#fl-results')?.dataset.query === 'stuck lift'").await;
    noted(&site, 1).await;
    let episodes = site.app.store.episodes(0, i64::MAX).await.unwrap();
    assert_eq!(episodes.len(), 1);
    assert_eq!(episodes[0].text.as_deref(), Some("stuck lift"));
    browser.press(&key(Key::Enter)).await;
    browser.until("the answer page", "location.pathname === '/objection/lift'").await;
    browser.until("the script", "document.documentElement.dataset.ready === 'true'").await;
    browser.press("n").await;
    browser
        .until("the form", "location.pathname === '/ask' && document.querySelector('#ask-q')?.value === 'stuck lift'")
        .await;
    let episodes = site.app.store.episodes(0, i64::MAX).await.unwrap();
    assert_eq!(episodes.iter().map(|each| each.state_at(NOW).name()).collect::<Vec<_>>(), ["said_no"]);
    let wrong = browser.accessibility().await.unwrap_or_default();
    assert!(wrong.is_empty(), "{wrong:?}");
    browser.close().await;
}
