//! What a request can be answered instead of what it asked for: status, code and public words. It draws nothing;
//! [`super::middleware::draw_errors`] makes a page or JSON of it.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::insights::Refusal;
use crate::store;

/// A refusal or a failure. What went wrong inside goes to the log, never into the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("there is nothing at this address")]
    NotFound,
    #[error("the request cannot be understood")]
    BadRequest,
    #[error("this address only answers other methods")]
    MethodNotAllowed,
    #[error("this server does not answer to that host name; name it by --host")]
    WrongHost,
    #[error("there is no such answer: name an entry and the anchor of one of its answers, as in objection/x#anchor")]
    NoSuchAnswer,
    #[error(
        "there is no such deal among those that you may read: take one that is offered, or call it by a name of its own"
    )]
    NoSuchDeal,
    /// What is wrong with what was sent.
    #[error("{0}")]
    Invalid(&'static str),
    #[error("nothing can be written just now, and nothing was; everything can still be read. Try again in a moment")]
    Unwritable,
    #[error("this is for people with another role: managers, stewards, or whoever answers for the entry")]
    Forbidden,
    #[error("the store of what people did does not answer just now; entries and search do. Try again in a moment")]
    Store,
    #[error("git is asked for too much at this moment; try again in a few seconds")]
    Busy,
    #[error("the answer took too long")]
    Timeout,
    #[error("something broke on the server; the log has the details")]
    Internal,
    #[error("nobody is signed in; sign in and ask again")]
    SignedOut,
    #[error("this server is asked through a proxy that says who is asking; this request did not come from it")]
    NotTheProxy,
    #[error("the proxy in front does not say clearly who is asking; it has to name one person in its header")]
    NotNamed,
    #[error("people.yaml says that this person has left")]
    Left,
    #[error("another site asked for this change in your name; it was not made")]
    CrossSite,
    #[error("this is not signed with the secret that the push hook of this server has; set the same at the forge")]
    Unsigned,
    #[error("that is more than one request may bring")]
    TooLarge,
    #[error("that was too often; ask again in {seconds} s")]
    TooMany { seconds: u32 },
    #[error("the sign-in did not come to its end; begin it again")]
    SignInFailed,
    #[error("the identity provider does not answer; who is signed in stays so")]
    ProviderSilent,
}

impl Error {
    /// The HTTP status.
    pub fn status(self) -> StatusCode {
        match self {
            Error::NotFound | Error::NoSuchAnswer => StatusCode::NOT_FOUND,
            Error::Invalid(_) | Error::NoSuchDeal => StatusCode::UNPROCESSABLE_ENTITY,
            Error::BadRequest => StatusCode::BAD_REQUEST,
            Error::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Error::WrongHost => StatusCode::MISDIRECTED_REQUEST,
            Error::Forbidden => StatusCode::FORBIDDEN,
            Error::Busy | Error::Store | Error::Timeout | Error::Unwritable => StatusCode::SERVICE_UNAVAILABLE,
            Error::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Error::SignedOut | Error::NotTheProxy | Error::NotNamed => StatusCode::UNAUTHORIZED,
            Error::Left | Error::CrossSite | Error::Unsigned => StatusCode::FORBIDDEN,
            Error::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Error::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Error::SignInFailed => StatusCode::BAD_REQUEST,
            Error::ProviderSilent => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// In how many seconds it may be tried again, where that is known.
    pub fn retry_after(self) -> Option<u32> {
        match self {
            Error::TooMany { seconds } => Some(seconds),
            Error::Busy | Error::ProviderSilent | Error::Store | Error::Unwritable => Some(5),
            _ => None,
        }
    }

    /// The stable code in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Error::NotFound => "not_found",
            Error::BadRequest => "bad_request",
            Error::MethodNotAllowed => "method_not_allowed",
            Error::WrongHost => "wrong_host",
            Error::NoSuchAnswer => "no_such_answer",
            Error::Invalid(_) => "invalid",
            Error::NoSuchDeal => "no_such_deal",
            Error::Unwritable => "unwritable",
            Error::Forbidden => "forbidden",
            Error::Store => "store_unavailable",
            Error::Busy => "busy",
            Error::Timeout => "timeout",
            Error::Internal => "internal",
            Error::SignedOut => "signed_out",
            Error::NotTheProxy => "not_the_proxy",
            Error::NotNamed => "not_named",
            Error::Left => "left",
            Error::CrossSite => "cross_site",
            Error::Unsigned => "unsigned",
            Error::TooLarge => "too_large",
            Error::TooMany { .. } => "too_many",
            Error::SignInFailed => "sign_in_failed",
            Error::ProviderSilent => "provider_silent",
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        match refusal {
            Refusal::Unknown => Error::NoSuchAnswer,
            Refusal::NoSuchDeal => Error::NoSuchDeal,
            Refusal::Store(error) => error.into(),
        }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Error {
        tracing::error!(%error, "the store does not do what it is asked");
        match error {
            store::Error::Unwritable(_) => Error::Unwritable,
            _ => Error::Store,
        }
    }
}

/// Marks an answer that tells by itself what went wrong, so that no other page is drawn for its status.
#[derive(Debug, Clone, Copy)]
pub struct Drawn;

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
