//! How the provider is asked: over HTTP, without following it anywhere.

use std::pin::Pin;
use std::time::Duration;

use openidconnect::http::response::Builder;
use openidconnect::{AsyncHttpClient, ErrorResponse, HttpRequest, HttpResponse, RequestTokenError};

use super::Error;

/// How long it may take to answer.
const PATIENCE: Duration = Duration::from_secs(8);
/// How long it may take to be there at all.
const CONNECT: Duration = Duration::from_secs(3);

/// Asks the provider.
#[derive(Debug, Clone)]
pub(super) struct Http(reqwest::Client);

/// Why it could not be asked.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error(transparent)]
    Asking(#[from] reqwest::Error),
    #[error(transparent)]
    Answer(#[from] openidconnect::http::Error),
}

impl Http {
    pub fn new() -> Result<Http, Error> {
        // Somebody else in the process may have done it; then that one serves.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            // A provider that sends us elsewhere could have us ask inside our own network.
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT)
            .timeout(PATIENCE)
            .build();
        client.map(Http).map_err(|error| Error::NoTls(error.to_string()))
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, Failure> {
        let (parts, body) = request.into_parts();
        let request = self.0.request(parts.method, parts.uri.to_string()).headers(parts.headers).body(body);
        let answer = request.send().await?;
        let mut response = Builder::new().status(answer.status());
        for (name, value) in answer.headers() {
            response = response.header(name, value);
        }
        Ok(response.body(answer.bytes().await?.to_vec())?)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Failure>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

/// What became of asking for a token: whether nobody answered, or no.
pub(super) fn told<T: ErrorResponse>(error: RequestTokenError<Failure, T>) -> Error {
    match error {
        RequestTokenError::Request(failure) => Error::Silent(failure.to_string()),
        RequestTokenError::ServerResponse(answer) => Error::Refused(format!("{answer:?}")),
        error => Error::Refused(error.to_string()),
    }
}
