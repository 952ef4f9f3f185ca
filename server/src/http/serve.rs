//! Sockets: one task and little memory for each connection, and an orderly end.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tower::Service;

/// Thousands of streams stay open: each buffer counts. It is also the most that a request's head may have.
const BUFFER_BYTES: usize = 8 * 1024;

/// How long a connection may wait for the end of a request's head, counted from its opening or the last answer.
/// Longer than proxies keep idle connections (nginx: 60 s), so that none sends into a closing one.
const HEAD_TIMEOUT: Duration = Duration::from_secs(75);

/// What is being answered when the process is told to stop has so long.
const DRAIN: Duration = Duration::from_secs(10);

/// After a failed accept, which mostly means that file descriptors have run out.
const PAUSE: Duration = Duration::from_millis(200);

/// Serves until `stop` is ready, then takes no more connections, calls `end_streams` so that open event streams
/// close, and waits for the rest.
pub async fn run(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()>,
    end_streams: impl FnOnce(),
) {
    let (stopping, _) = watch::channel(());
    tokio::pin!(stop);
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    tokio::spawn(connection(stream, peer, router.clone(), stopping.subscribe()));
                }
                Err(error) => wait_after(&error).await,
            },
            () = &mut stop => break,
        }
    }
    drop(listener);
    // An error says that no connection is open.
    let _ = stopping.send(());
    end_streams();
    if tokio::time::timeout(DRAIN, stopping.closed()).await.is_err() {
        tracing::warn!("some connections did not end in time");
    }
}

/// Ready when the process is asked to stop, by a supervisor or by Ctrl-C.
///
/// # Errors
/// When the system does not let us listen to its signals.
pub fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    Ok(async move {
        #[cfg(unix)]
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        #[cfg(not(unix))]
        let _ = tokio::signal::ctrl_c().await;
    })
}

async fn wait_after(error: &io::Error) {
    if !matches!(error.kind(), io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset) {
        tracing::error!(%error, "a connection could not be accepted");
        tokio::time::sleep(PAUSE).await;
    }
}

async fn connection(stream: TcpStream, peer: SocketAddr, router: Router, mut stopping: watch::Receiver<()>) {
    // Answers are small and wanted at once.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: http::Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().call(request)
    });
    let connection = http1::Builder::new()
        .max_buf_size(BUFFER_BYTES)
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        _ = stopping.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection broke");
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::routing::{get, post};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::sync::{Notify, oneshot};

    use super::*;

    /// Sends a request on a new connection and reads until the other side closes it.
    async fn exchange(server: SocketAddr, request: &str) -> String {
        let mut stream = TcpStream::connect(server).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }

    async fn listen() -> (TcpListener, SocketAddr) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        (listener, address)
    }

    #[tokio::test]
    async fn a_handler_knows_its_peer() {
        let (listener, server) = listen().await;
        let router = Router::new()
            .route("/", get(async |ConnectInfo(peer): ConnectInfo<SocketAddr>| peer.ip().to_string()));
        tokio::spawn(run(listener, router, std::future::pending(), || ()));
        let answer = exchange(server, "GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
        assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with("127.0.0.1"), "{answer}");
    }

    #[tokio::test]
    async fn an_endless_head_is_refused() {
        let (listener, server) = listen().await;
        tokio::spawn(run(listener, Router::new(), std::future::pending(), || ()));
        let head = format!("GET / HTTP/1.1\r\nhost: x\r\nx-long: {}\r\n\r\n", "x".repeat(BUFFER_BYTES));
        assert!(exchange(server, &head).await.starts_with("HTTP/1.1 431"));
    }

    #[tokio::test]
    async fn what_is_being_answered_is_answered_before_the_end() {
        let (listener, server) = listen().await;
        let (has_begun, may_end) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (begun, end) = (Arc::clone(&has_begun), Arc::clone(&may_end));
        let slow = post(async move || {
            begun.notify_one();
            end.notified().await;
            "done"
        });
        let (stop, stopped) = oneshot::channel::<()>();
        let stopped = async { stopped.await.unwrap() };
        let end_streams = move || may_end.notify_one();
        let serving = tokio::spawn(run(listener, Router::new().route("/", slow), stopped, end_streams));
        let client = tokio::spawn(async move {
            exchange(server, "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n").await
        });
        has_begun.notified().await;
        stop.send(()).unwrap();
        assert!(client.await.unwrap().ends_with("done"));
        serving.await.unwrap();
        assert!(TcpStream::connect(server).await.is_err(), "nobody listens any more");
    }
}
