//! `[identity]` of the server's own file: how it is known who is asking.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use ipnet::IpNet;
use serde::Deserialize;

use super::Error;
use super::base::Base;
use super::secret::{self, Secret};
use crate::model::person::Roles;

/// Where the secret of the identity provider is found, before any file.
pub const SECRET_VARIABLE: &str = "FIELDLORE_OIDC_CLIENT_SECRET";

/// How it is known who is asking.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Identity {
    /// Nobody signs in, and only this machine can connect: whoever asks may do everything.
    #[default]
    Local,
    /// Nobody signs in, and other machines can connect: whoever asks is a plain member.
    Public,
    /// A proxy in front says who is asking.
    Proxy(Proxy),
    /// People sign in through an identity provider.
    Oidc(Oidc),
}

impl Identity {
    /// Whether people are told apart by more than a cookie.
    pub fn knows_people(&self) -> bool {
        matches!(self, Identity::Proxy(_) | Identity::Oidc(_))
    }
}

/// A proxy in front that says who is asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proxy {
    /// Name of the header with the id or mail of the person, in lower case.
    pub header: String,
    /// Name of the header with the person's name.
    pub name_header: Option<String>,
    from: Vec<IpNet>,
}

impl Proxy {
    /// Whether an address is the proxy's, so that its word counts.
    pub fn is_at(&self, peer: IpAddr) -> bool {
        self.from.iter().any(|range| range.contains(&peer))
    }
}

/// An identity provider that speaks OpenID Connect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oidc {
    pub issuer: String,
    pub client_id: String,
    /// None for a client without one, which PKCE protects alone.
    pub client_secret: Option<Secret<String>>,
    /// Where people reach this server.
    pub base: Base,
    pub scopes: Vec<String>,
    /// The claim that says what somebody may do.
    pub roles_claim: Option<String>,
    /// What a value of that claim stands for.
    pub roles: BTreeMap<String, Roles>,
}

/// The section as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    mode: Option<Mode>,
    header: Option<String>,
    name_header: Option<String>,
    #[serde(default)]
    from: Vec<String>,
    issuer: Option<String>,
    client_id: Option<String>,
    client_secret: Option<String>,
    client_secret_file: Option<PathBuf>,
    base: Option<String>,
    #[serde(default)]
    scopes: Vec<String>,
    roles_claim: Option<String>,
    #[serde(default)]
    roles: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Mode {
    #[default]
    Local,
    Proxy,
    Oidc,
}

/// Where the section stands, and what is known besides.
#[derive(Clone)]
pub(super) struct Place<'a> {
    /// The file that holds the section.
    pub file: Option<&'a Path>,
    /// The folder that its paths begin in.
    pub folder: &'a Path,
    /// The secret of the environment.
    pub secret: Option<Secret<String>>,
    pub public: bool,
}

impl Section {
    /// Checks the section.
    pub(super) fn read(self, place: Place<'_>) -> Result<Identity, Error> {
        match self.mode.unwrap_or_default() {
            Mode::Local if place.public => Ok(Identity::Public),
            Mode::Local => Ok(Identity::Local),
            Mode::Proxy => self.proxy().map(Identity::Proxy),
            Mode::Oidc => self.oidc(place).map(Identity::Oidc),
        }
    }

    fn proxy(self) -> Result<Proxy, Error> {
        let header = self.header.ok_or(Error::Missing("header", "the header in which the proxy names the person"))?;
        if self.from.is_empty() {
            return Err(Error::Missing("from", "the addresses that the proxy has, such as [\"10.0.0.7\"]"));
        }
        Ok(Proxy {
            header: header_name(header)?,
            name_header: self.name_header.map(header_name).transpose()?,
            from: self.from.into_iter().map(range).collect::<Result<_, _>>()?,
        })
    }

    fn oidc(self, place: Place<'_>) -> Result<Oidc, Error> {
        let (written, file) = (self.client_secret.as_deref(), self.client_secret_file.as_deref());
        let client_secret = secret::find(&place, written, file)?;
        let base =
            self.base.ok_or(Error::Missing("base", "where people reach the server, such as https://kb.example"))?;
        let issuer = self.issuer.ok_or(Error::Missing("issuer", "the address of the identity provider"))?;
        Base::parse(issuer.split_once("://").map_or(&issuer, |(scheme, rest)| {
            let host = rest.split('/').next().unwrap_or_default().len();
            &issuer[..scheme.len() + 3 + host]
        }))?;
        let scopes = if self.scopes.is_empty() { vec!["profile".to_owned()] } else { self.scopes };
        Ok(Oidc {
            issuer,
            client_id: self.client_id.ok_or(Error::Missing("client_id", "the id of this server at the provider"))?,
            client_secret,
            base: Base::parse(&base)?,
            scopes,
            roles_claim: self.roles_claim,
            roles: self.roles.into_iter().map(role).collect::<Result<_, _>>()?,
        })
    }
}

fn header_name(name: String) -> Result<String, Error> {
    let fits = !name.is_empty() && name.bytes().all(|letter| letter.is_ascii_alphanumeric() || b"-_".contains(&letter));
    if fits { Ok(name.to_lowercase()) } else { Err(Error::Header(name)) }
}

/// A range such as `10.0.0.0/8`, or one address.
fn range(text: String) -> Result<IpNet, Error> {
    let one = || text.parse::<IpAddr>().ok().map(IpNet::from);
    text.parse().ok().or_else(one).ok_or(Error::Range(text))
}

fn role((value, roles): (String, String)) -> Result<(String, Roles), Error> {
    match Roles::parse(&roles) {
        Some(parsed) => Ok((value, parsed)),
        None => Err(Error::Role(roles)),
    }
}
