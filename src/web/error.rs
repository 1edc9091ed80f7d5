//! What a request can be answered instead of what it asked for: status, code and public words. It draws nothing;
//! [`super::middleware::draw_errors`] makes a page or JSON of it.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

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
    #[error("the answer took too long")]
    Timeout,
    #[error("something broke on the server; the log has the details")]
    Internal,
}

impl Error {
    /// The HTTP status.
    pub fn status(self) -> StatusCode {
        match self {
            Error::NotFound => StatusCode::NOT_FOUND,
            Error::BadRequest => StatusCode::BAD_REQUEST,
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
            Error::MethodNotAllowed => "method_not_allowed",
            Error::WrongHost => "wrong_host",
            Error::Timeout => "timeout",
            Error::Internal => "internal",
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
