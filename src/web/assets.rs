//! Style, script and icon, inside the binary, under names that hold their hash.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use super::error::Error;

#[derive(RustEmbed)]
#[folder = "src/web/assets/"]
struct Files;

/// One embedded file: plain name, hashed name, address.
struct Asset {
    name: String,
    hashed: String,
    address: String,
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let asset = |name: std::borrow::Cow<'static, str>| {
        let file = Files::get(&name)?;
        let hash: String = file.metadata.sha256_hash()[..6].iter().map(|byte| format!("{byte:02x}")).collect();
        let (stem, extension) = name.rsplit_once('.')?;
        let hashed = format!("{stem}.{hash}.{extension}");
        Some(Asset { address: format!("/assets/{hashed}"), hashed, name: name.into_owned() })
    };
    Files::iter().filter_map(asset).collect()
});

/// The address of a file in `src/web/assets`. Its content may be kept by browsers for ever.
pub fn address(name: &str) -> &'static str {
    let asset = ASSETS.iter().find(|asset| asset.name == name);
    asset.map_or("/assets/missing", |asset| asset.address.as_str())
}

/// The addresses of scripts and style, which every page of this very program names.
pub fn addresses() -> String {
    [address("app.js"), address("lately.js"), address("searched.js"), address("terms.js"), address("app.css")].join(" ")
}

/// `GET /assets/{name}`: only the current hash has an answer, so old and new files never mix.
pub async fn asset(Path(name): Path<String>) -> Result<Response, Error> {
    let asset = ASSETS.iter().find(|asset| asset.hashed == name).ok_or(Error::NotFound)?;
    let file: EmbeddedFile = Files::get(&asset.name).ok_or(Error::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type(&asset.name))),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    Ok((headers, file.data).into_response())
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_pages_name_is_there() {
        for name in [
            "app.css",
            "app.js",
            "checklist.js",
            "icon.svg",
            "lately.js",
            "plays.js",
            "practice.js",
            "searched.js",
            "terms.js",
        ] {
            assert_ne!(address(name), "/assets/missing", "{name}");
        }
    }
}
