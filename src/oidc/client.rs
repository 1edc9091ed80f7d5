//! What the provider says of itself, and the client that is made of it.

use openidconnect::core::{CoreClient, CoreProviderMetadata};
use openidconnect::{
    ClientId, ClientSecret, DiscoveryError, EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, RedirectUrl,
};

use super::Error;
use super::http::{Failure, Http};
use crate::config::Oidc;

/// What the provider says of itself, with its keys.
pub(super) type Metadata = CoreProviderMetadata;

/// What asks it: there is an address to send people to, and there may be addresses for tokens and for more about them.
pub(super) type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// Asks the provider what it is.
pub(super) async fn discover(issuer: &str, http: &Http) -> Result<Metadata, Error> {
    let issuer = IssuerUrl::new(issuer.to_owned()).map_err(|error| Error::Refused(error.to_string()))?;
    Metadata::discover_async(issuer, http).await.map_err(|error| match error {
        DiscoveryError::Request(failure @ Failure::Asking(_)) => Error::Silent(failure.to_string()),
        // A provider that is only starting, or whose proxy is alone, answers something else than it will.
        error => Error::Silent(error.to_string()),
    })
}

pub(super) fn of(metadata: Metadata, settings: &Oidc, redirect: &str) -> Result<Client, Error> {
    let id = ClientId::new(settings.client_id.clone());
    let secret = settings.client_secret.as_ref().map(|secret| ClientSecret::new(secret.reveal().clone()));
    let redirect = RedirectUrl::new(redirect.to_owned()).map_err(|error| Error::Refused(error.to_string()))?;
    Ok(Client::from_provider_metadata(metadata, id, secret).set_redirect_uri(redirect))
}
