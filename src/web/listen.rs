//! Connections: taken, served, and ended when the other side dawdles or the server stops.

use std::io;
use std::net::IpAddr;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower_http::add_extension::AddExtension;

/// The address at the other end of the connection of a request. Nothing that a request says changes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

/// How long a connection may take to say what it wants, the first time and after each answer.
pub const HEAD_PATIENCE: Duration = Duration::from_secs(30);
/// After the system has refused a connection for want of something, it is asked again so much later.
const BREATH: Duration = Duration::from_millis(500);

/// Answers on a port until it is told to stop, and then until every answer under way is given. A connection that has
/// not sent the whole head of a request after `patience` is closed, so that half a request holds nothing for long.
pub async fn serve(listener: TcpListener, router: Router, stop: CancellationToken, patience: Duration) {
    let connections = TaskTracker::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(patience);
    loop {
        let taken = tokio::select! {
            taken = listener.accept() => taken,
            () = stop.cancelled() => break,
        };
        match taken {
            Ok((stream, address)) => {
                let peer = Peer(address.ip().to_canonical());
                let service = AddExtension::new(router.clone(), peer);
                connections.spawn(converse(stream, http.clone(), service, stop.clone()));
            }
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be taken; trying again");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
    drop(listener);
    connections.close();
    connections.wait().await;
}

/// One connection to its end. What goes wrong on it is the business of the other side.
async fn converse(
    stream: TcpStream,
    http: http1::Builder,
    service: AddExtension<Router, Peer>,
    stop: CancellationToken,
) {
    // Answers are written whole, so that waiting for more to send would only delay them.
    let _ = stream.set_nodelay(true);
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service)));
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stop.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection broke off");
    }
}

fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}
