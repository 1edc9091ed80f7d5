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
    /// What is wrong with what was sent.
    #[error("{0}")]
    Invalid(&'static str),
    #[error("nothing can be written just now, and nothing was; everything can still be read. Try again in a moment")]
    Unwritable,
    #[error("this is for people with another role: managers, stewards, or whoever answers for the entry")]
    Forbidden,
    #[error("the store of what people did does not answer just now; entries and search do. Try again in a moment")]
    Store,
    #[error("the answer took too long")]
    Timeout,
    #[error("something broke on the server; the log has the details")]
    Internal,
}

impl Error {
    /// The HTTP status.
    pub fn status(self) -> StatusCode {
        match self {
            Error::NotFound | Error::NoSuchAnswer => StatusCode::NOT_FOUND,
            Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Error::BadRequest => StatusCode::BAD_REQUEST,
            Error::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Error::WrongHost => StatusCode::MISDIRECTED_REQUEST,
            Error::Forbidden => StatusCode::FORBIDDEN,
            Error::Store | Error::Timeout | Error::Unwritable => StatusCode::SERVICE_UNAVAILABLE,
            Error::Internal => StatusCode::INTERNAL_SERVER_ERROR,
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
            Error::Unwritable => "unwritable",
            Error::Forbidden => "forbidden",
            Error::Store => "store_unavailable",
            Error::Timeout => "timeout",
            Error::Internal => "internal",
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        match refusal {
            Refusal::Unknown => Error::NoSuchAnswer,
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
