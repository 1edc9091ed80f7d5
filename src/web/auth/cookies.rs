//! Cookies, read and written. Scripts never see them, and other sites never send them but by a link.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use cookie::{Cookie, SameSite};

use crate::store::Millis;

/// The value of a cookie of a request.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut cookies = lines.flat_map(Cookie::split_parse).flatten();
    cookies.find(|cookie| cookie.name() == name).map(|cookie| cookie.value().to_owned())
}

/// Has the browser keep a cookie for a time.
pub fn set(response: &mut Response, name: &str, value: String, kept: Millis, secure: bool) {
    let cookie = Cookie::build((name.to_owned(), value))
        .path("/")
        .http_only(true)
        .secure(secure)
        .same_site(SameSite::Lax)
        .max_age(cookie::time::Duration::milliseconds(kept));
    if let Ok(value) = HeaderValue::from_str(&cookie.build().to_string()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// Has the browser forget a cookie.
pub fn clear(response: &mut Response, name: &str, secure: bool) {
    set(response, name, String::new(), 0, secure);
}
