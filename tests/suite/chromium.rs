//! A real Chromium, driven through its own driver. Each browser has a profile of its own and ends with the test.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

/// A browser with one window.
pub struct Chromium {
    pub client: Client,
    driver: Driver,
    _profile: tempfile::TempDir,
}

struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// How the window looks.
#[derive(Clone, Copy)]
pub struct Look {
    pub width: u32,
    /// Of a phone's screen.
    pub height: u32,
    /// Whether it has a microphone that everybody may listen to; it hears a tone.
    pub microphone: bool,
    pub dark: bool,
    pub scripts: bool,
    /// What the browser says that it is; empty for what it is.
    pub agent: &'static str,
}

impl Look {
    pub const DESK: Look = Look { width: 1280, height: 900, microphone: false, dark: false, scripts: true, agent: "" };
    pub const PHONE: Look = Look { width: 360, height: 740, microphone: false, dark: false, scripts: true, agent: "" };
}

fn driver() -> Option<(Driver, u16)> {
    let child = Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut child = match child {
        Ok(child) => child,
        Err(error) if std::env::var_os("FIELDLORE_BROWSER").is_none() => {
            eprintln!("skipped: chromedriver is not on this machine ({error}); ./test.sh installs it");
            return None;
        }
        Err(error) => panic!("chromedriver cannot be started: {error}"),
    };
    let mut lines = BufReader::new(child.stdout.take()?).lines().map_while(Result::ok);
    let port = lines.find_map(|line| line.split("successfully on port ").nth(1)?.trim_end_matches('.').parse().ok());
    // Its output must be read on, or it stops at a full pipe.
    std::thread::spawn(move || lines.for_each(drop));
    Some((Driver(child), port.expect("chromedriver says its port")))
}

impl Chromium {
    /// Opens a browser; `None` (and a message) where there is none on this machine.
    pub async fn open(look: Look) -> Option<Chromium> {
        let (driver, port) = driver()?;
        let profile = tempfile::tempdir().unwrap();
        let scheme = if look.dark {
            "--blink-settings=preferredColorScheme=0"
        } else {
            "--blink-settings=preferredColorScheme=1"
        };
        let mut options = json!({
            "args": [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars", "--window-size=1280,900",
                scheme, format!("--user-data-dir={}", profile.path().display()),
            ],
        });
        if look.width < 1000 {
            options["mobileEmulation"] = json!({ "deviceMetrics": { "width": look.width, "height": look.height, "pixelRatio": 2.0, "touch": true } });
        }
        if look.microphone {
            let heard = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"];
            options["args"].as_array_mut().unwrap().extend(heard.map(|argument| json!(argument)));
        }
        if !look.agent.is_empty() {
            options["mobileEmulation"]["userAgent"] = json!(look.agent);
        }
        if !look.scripts {
            options["prefs"] = json!({ "profile.managed_default_content_settings.javascript": 2 });
        }
        let capabilities = json!({ "goog:chromeOptions": options });
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities.as_object().unwrap().clone())
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .expect("a browser session");
        Some(Chromium { client, driver, _profile: profile })
    }

    pub async fn close(self) {
        let _ = self.client.close().await;
        drop(self.driver);
    }

    /// The first element that a selector finds, waited for.
    pub async fn find(&self, css: &str) -> Element {
        let started = Instant::now();
        loop {
            match self.client.find(Locator::Css(css)).await {
                Ok(element) => return element,
                Err(error) if started.elapsed() > Duration::from_secs(15) => panic!("no {css}: {error}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
    }

    /// Runs a script in the page and gives what it returns.
    pub async fn run(&self, script: &str) -> Value {
        self.client.execute(script, vec![]).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Waits until a script returns true.
    pub async fn until(&self, what: &str, condition: &str) {
        let started = Instant::now();
        while self.client.execute(&format!("return Boolean({condition})"), vec![]).await.ok() != Some(Value::Bool(true))
        {
            let state = "return location.href + ' | ' + (document.activeElement?.id ?? '') + ' | ' + document.body.innerText.slice(0, 600)";
            if started.elapsed() > Duration::from_secs(15) {
                panic!("never seen: {what} ({condition}) at {}", self.run(state).await);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Types into whatever has the focus.
    pub async fn press(&self, keys: &str) {
        self.client.active_element().await.unwrap().send_keys(keys).await.unwrap();
    }

    /// What axe-core finds wrong on the page, in words; `None` where axe-core is not on this machine.
    pub async fn accessibility(&self) -> Option<Vec<String>> {
        let path = match std::env::var("FIELDLORE_AXE") {
            Ok(path) => path,
            Err(_) if std::env::var_os("FIELDLORE_BROWSER").is_none() => {
                eprintln!("skipped: axe-core is not on this machine; ./test.sh installs it");
                return None;
            }
            Err(_) => panic!("FIELDLORE_AXE names no file"),
        };
        self.run(&std::fs::read_to_string(path).unwrap()).await;
        let script = "const done = arguments[0]; axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})\
            .then(r => done(r.violations.flatMap(v => v.nodes.map(n => v.id + ' ' + n.target + ' ' + n.failureSummary))), e => done([String(e)]))";
        let found = self.client.execute_async(script, vec![]).await.unwrap();
        Some(found.as_array().unwrap().iter().map(|line| line.as_str().unwrap_or_default().to_owned()).collect())
    }
}
