//! What a request can be answered instead of what it asked for: status, code and public words. It draws nothing;
//! [`super::middleware::draw_errors`] makes a page or JSON of it.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::store;

/// A refusal or a failure. What went wrong inside goes to the log, never into the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("there is nothing at this address")]
    NotFound,
    #[error("the request cannot be understood")]
    BadRequest,
    #[error("this is for those who look after the content")]
    Forbidden,
    #[error("nothing can be written down just now; what you sent was not kept")]
    Unwritable,
    #[error("this address only answers other methods")]
    MethodNotAllowed,
    #[error("this server does not answer to that host name; name it by --host")]
    WrongHost,
    #[error("the answer took too long")]
    Timeout,
    #[error("something broke on the server; the log has the details")]
    Internal,
}

/// The mark of a refusal that says everything itself, such as a form with what was typed: it is not drawn anew.
#[derive(Debug, Clone, Copy)]
pub struct Spoken;

impl Error {
    /// The HTTP status.
    pub fn status(self) -> StatusCode {
        match self {
            Error::NotFound => StatusCode::NOT_FOUND,
            Error::BadRequest => StatusCode::BAD_REQUEST,
            Error::Forbidden => StatusCode::FORBIDDEN,
            Error::Unwritable => StatusCode::SERVICE_UNAVAILABLE,
            Error::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Error::WrongHost => StatusCode::MISDIRECTED_REQUEST,
            Error::Timeout => StatusCode::SERVICE_UNAVAILABLE,
            Error::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The stable code in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Error::NotFound => "not_found",
            Error::BadRequest => "bad_request",
            Error::Forbidden => "forbidden",
            Error::Unwritable => "unwritable",
            Error::MethodNotAllowed => "method_not_allowed",
            Error::WrongHost => "wrong_host",
            Error::Timeout => "timeout",
            Error::Internal => "internal",
        }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Error {
        tracing::error!(%error, "the store");
        match error {
            store::Error::Unwritable(_) => Error::Unwritable,
            _ => Error::Internal,
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
