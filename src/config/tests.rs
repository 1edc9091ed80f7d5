//! What is given, written in files and taken for granted, brought together.

#![allow(clippy::disallowed_methods, reason = "tests prepare files")]

use super::*;

fn given(listen: &str) -> Given {
    Given { content: Some(PathBuf::from("src")), listen: Some(listen.to_owned()), ..Given::default() }
}

#[test]
fn loopback_is_served_and_the_rest_must_be_meant() {
    assert!(resolve(given("127.0.0.1:0")).is_ok());
    assert!(resolve(given("[::1]:0")).is_ok());
    assert!(matches!(resolve(given("0.0.0.0:80")), Err(Error::Exposed(_))));
    assert!(resolve(Given { public: true, ..given("0.0.0.0:80") }).is_ok());
    assert!(matches!(resolve(given("localhost")), Err(Error::Listen(_))));
}

#[test]
fn flags_beat_the_file_and_the_file_beats_defaults() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("server.toml");
    fs::create_folder(&folder.path().join("notes")).unwrap();
    fs::write(&path, b"content = \"notes\"\nlisten = \"127.0.0.1:5050\"\nhosts = [\"kb.example\"]\n").unwrap();
    fs::write(&folder.path().join("notes/fieldlore.toml"), b"name = \"Ours\"\nlanguage = \"de-AT\"\n").unwrap();
    let config = resolve(Given { config: Some(path.clone()), ..Given::default() }).unwrap();
    assert_eq!(config.server.listen.port(), 5050);
    assert_eq!((config.content.name.as_str(), config.content.language.as_str()), ("Ours", "de"));
    let flags = Given { config: Some(path.clone()), listen: Some("127.0.0.1:6060".to_owned()), ..Given::default() };
    assert_eq!(resolve(flags).unwrap().server.listen.port(), 6060);
    fs::write(&path, b"lisen = 1\n").unwrap();
    let error = resolve(Given { config: Some(path), ..Given::default() }).unwrap_err().to_string();
    assert!(error.contains("lisen") && error.contains("line 1"), "{error}");
}

fn server(text: &str) -> (tempfile::TempDir, Given) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("server.toml");
    fs::write(&path, text.as_bytes()).unwrap();
    let given = Given { config: Some(path), content: Some(PathBuf::from("src")), ..Given::default() };
    (folder, given)
}

const OIDC: &str = "[identity]\nmode = \"oidc\"\nissuer = \"https://id.example\"\nclient_id = \"kb\"\nbase = \"https://kb.example:8443\"\n";

fn secret(given: Given) -> Option<String> {
    match resolve(given).unwrap().server.identity {
        Identity::Oidc(oidc) => oidc.client_secret.map(|secret| secret.reveal().clone()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn other_machines_need_a_sign_in_or_a_word() {
    let open = |given: Given| Given { listen: Some("0.0.0.0:80".to_owned()), ..given };
    let local = resolve(given("127.0.0.1:0")).unwrap();
    assert_eq!((local.server.identity, local.content.closed_drafts), (Identity::Local, false));
    let public = resolve(Given { public: true, ..given("0.0.0.0:80") }).unwrap();
    assert_eq!((public.server.identity, public.content.closed_drafts), (Identity::Public, false));
    let (_folder, given) = server("[identity]\nmode = \"local\"\n");
    assert!(matches!(resolve(open(given)), Err(Error::Exposed(_))));
    let (_folder, given) = server("[identity]\nmode = \"proxy\"\nheader = \"X-Person\"\nfrom = [\"10.0.0.0/8\"]\n");
    let proxied = resolve(open(given)).unwrap();
    assert!(proxied.content.closed_drafts && proxied.server.identity.knows_people());
    let (_folder, given) = server(OIDC);
    let config = resolve(open(given)).unwrap();
    assert_eq!(config.server.hosts, ["kb.example"], "people come by the base");
}

#[test]
fn a_secret_comes_from_the_environment_or_a_file_and_in_clear_only_from_a_private_one() {
    let (_folder, given) = server(OIDC);
    assert_eq!(secret(given.clone()), None, "a client without one");
    let environment = Given { client_secret: Some(Secret::new("from outside".to_owned())), ..given };
    assert_eq!(secret(environment).as_deref(), Some("from outside"));
    let (folder, given) = server(&format!("{OIDC}client_secret_file = \"secret\"\n"));
    assert!(matches!(resolve(given.clone()), Err(Error::File(_))), "a file that is not there");
    fs::write(&folder.path().join("secret"), b"from a file\n").unwrap();
    assert_eq!(secret(given).as_deref(), Some("from a file"));
    let (_folder, given) = server(&format!("{OIDC}client_secret = \"hunter2\"\n"));
    let error = resolve(given.clone()).unwrap_err();
    assert!(matches!(error, Error::SecretForAll(_)) && !error.to_string().contains("hunter2"), "{error}");
    let private = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    std::fs::set_permissions(given.config.as_deref().unwrap(), private).unwrap();
    assert_eq!(secret(given.clone()).as_deref(), Some("hunter2"));
    assert!(!format!("{:?}", resolve(given).unwrap()).contains("hunter2"));
}

#[test]
fn a_proxy_is_where_its_addresses_are() {
    let (_folder, given) = server(
        "[identity]\nmode = \"proxy\"\nheader = \"X-Person\"\nfrom = [\"10.0.0.0/8\", \"192.0.2.7\", \"2001:db8::/32\"]\n",
    );
    let Identity::Proxy(proxy) = resolve(given).unwrap().server.identity else { panic!("no proxy") };
    assert_eq!(proxy.header, "x-person");
    for (address, is_there) in
        [("10.9.8.7", true), ("192.0.2.7", true), ("192.0.2.8", false), ("2001:db8::1", true), ("::1", false)]
    {
        assert_eq!(proxy.is_at(address.parse().unwrap()), is_there, "{address}");
    }
}

#[test]
fn a_monitor_shows_what_the_environment_or_a_file_says() {
    let (folder, plain) = server("[metrics]\ntoken_file = \"token\"\n");
    std::fs::write(folder.path().join("token"), "of the file\n").unwrap();
    let token = |given: Given| resolve(given).unwrap().server.metrics_token.map(|token| token.reveal().clone());
    assert_eq!(token(plain.clone()).as_deref(), Some("of the file"));
    let given = Given { metrics_token: Some(Secret::new("of the environment".to_owned())), ..plain };
    assert_eq!(token(given).as_deref(), Some("of the environment"));
    assert_eq!(token(server("").1), None);
}

#[test]
fn a_team_works_in_a_time_zone_that_there_is() {
    let (_folder, plain) = server("");
    assert_eq!(resolve(plain).unwrap().server.training, Training::default());
    let (_folder, given) = server("[training]\ntime_zone = \"Pacific/Auckland\"\n");
    assert_eq!(resolve(given).unwrap().server.training.time_zone.iana_name(), Some("Pacific/Auckland"));
    for wrong in ["time_zone = \"Atlantis\"", "time_zone = \"\"", "time_zone = \"../../etc/passwd\"", "zone = \"UTC\""]
    {
        let (_folder, given) = server(&format!("[training]\n{wrong}\n"));
        let error = resolve(given).unwrap_err();
        assert!(matches!(error, Error::TimeZone(_) | Error::Unreadable { .. }), "{wrong}: {error}");
    }
}

#[test]
fn git_is_pulled_and_written_as_its_section_says() {
    let (_folder, plain) = server("");
    let git = resolve(plain).unwrap().server.git;
    assert_eq!((git.remote.as_str(), git.pull, git.publish), ("origin", None, Publish::Propose));
    let text =
        "[git]\nremote = \"upstream\"\npull_seconds = 3\npublish = \"direct\"\nforge = \"https://git.example/a/b/\"\n";
    let (_folder, given) = server(text);
    let git = resolve(Given { hook_secret: Some(Secret::new("s".to_owned())), ..given }).unwrap().server.git;
    assert_eq!((git.remote.as_str(), git.publish), ("upstream", Publish::Direct));
    assert_eq!(git.pull, Some(std::time::Duration::from_secs(10)), "not oftener than that");
    assert_eq!(git.forge.as_deref(), Some("https://git.example/a/b"));
    assert!(git.hook_secret.is_some());
    let (_folder, option) = server("[git]\nremote = \"--upload-pack=x\"\n");
    assert!(matches!(resolve(option), Err(Error::Remote(_))));
    let (_folder, script) = server("[git]\nforge = \"javascript:alert(1)\"\n");
    assert!(matches!(resolve(script), Err(Error::Forge(_))));
}
