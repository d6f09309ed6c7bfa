//! Connections: how many there may be, how slow each may be, and how they end. Whoever does nothing, or drips a byte
//! now and then, takes a place of their own network and nobody else's.

use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Request};
use axum::{BoxError, Router};
use domain::limits;
use hyper::body::{Body as _, Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Sleep;
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt as _;

use crate::places::Places;

/// The head of a request is there within so long; a connection on which nothing is asked ends after as long.
const HEAD: Duration = Duration::from_secs(10);
/// Whoever takes nothing of an answer for so long gets no more of it.
const STALL: Duration = Duration::from_secs(30);
/// How long requests have to finish when the program is asked to stop.
const DRAIN: Duration = Duration::from_secs(10);
/// What was sent to a connection before nothing more was accepted has arrived after so long; then those end on which
/// nothing is asked.
const ON_THE_WAY: Duration = Duration::from_millis(250);
/// When no more connection can be accepted, because there are no more descriptors, it is tried again after so long.
const AGAIN: Duration = Duration::from_millis(50);

/// What is sent is there within so long …
const BODY: Duration = Duration::from_mins(1);
/// … and a second more for so many bytes: ten megabytes over a slow line.
const SLOWEST: u64 = 64 * 1024;

const FULL: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Type: text/plain\r\n\
    Connection: close\r\n\r\nToo many connections. Try again in a few seconds.\n";

/// Serves until it is asked to stop; what has not ended some seconds later is left.
#[expect(
    clippy::disallowed_methods,
    reason = "without descriptors, and at the end, there is nothing to do but wait"
)]
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    places: Places,
    stop: impl Future<Output = ()>,
) {
    let serving = Serving::new(router, places);
    tokio::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        match accepted {
            Ok((stream, peer)) => serving.begin(stream, peer),
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(AGAIN).await;
            }
        }
    }
    for (stream, peer) in connected(listener) {
        serving.begin(stream, peer);
    }
    tokio::time::sleep(ON_THE_WAY).await;
    if tokio::time::timeout(DRAIN, serving.graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests had not ended when the program stopped");
    }
}

/// Whom the system has connected already and who believes to be heard. Nothing more is accepted.
fn connected(listener: TcpListener) -> Vec<(TcpStream, SocketAddr)> {
    let Ok(listener) = listener.into_std() else { return Vec::new() };
    let accepted = std::iter::from_fn(|| listener.accept().ok());
    let there = accepted.filter_map(|(stream, peer)| {
        stream.set_nonblocking(true).ok()?;
        Some((TcpStream::from_std(stream).ok()?, peer))
    });
    there.collect()
}

/// What every connection needs.
struct Serving {
    graceful: GracefulShutdown,
    builder: http1::Builder,
    router: Router,
    places: Places,
}

impl Serving {
    fn new(router: Router, places: Places) -> Self {
        let mut builder = http1::Builder::new();
        builder
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD)
            .max_buf_size(limits::HEAD_BYTES)
            .max_headers(limits::HEADERS);
        Self { graceful: GracefulShutdown::new(), builder, router, places }
    }

    fn begin(&self, stream: TcpStream, peer: SocketAddr) {
        let Some(place) = self.places.take(peer.ip()) else {
            self.places.say_full();
            tokio::spawn(turn_away(stream));
            return;
        };
        let service = service_of(self.router.clone(), peer);
        let io = TokioIo::new(within_time(stream));
        let connection = self.graceful.watch(self.builder.serve_connection(io, service));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection broke");
            }
            drop(place);
        });
    }
}

/// The application for one connection.
fn service_of(
    router: Router,
    peer: SocketAddr,
) -> impl hyper::service::Service<
    Request<Incoming>,
    Response = axum::response::Response,
    Error = Infallible,
    Future: Send,
> {
    hyper::service::service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(|body| Body::new(InTime::new(body)));
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request)
    })
}

fn within_time(stream: TcpStream) -> Pin<Box<TimeoutStream<TcpStream>>> {
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(STALL));
    Box::pin(stream)
}

/// What somebody sends, until it takes too long.
struct InTime {
    body: Incoming,
    end: Option<Pin<Box<Sleep>>>,
}

impl InTime {
    #[expect(
        clippy::disallowed_methods,
        reason = "a clock of its own: it is about bytes, not about what is stored"
    )]
    fn new(body: Incoming) -> Self {
        // What says that it is large has longer.
        let seconds = body.size_hint().exact().unwrap_or_default() / SLOWEST;
        let within = BODY + Duration::from_secs(seconds);
        let end = (!body.is_end_stream()).then(|| Box::pin(tokio::time::sleep(within)));
        Self { body, end }
    }
}

impl hyper::body::Body for InTime {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if let Some(end) = &mut self.end
            && end.as_mut().poll(context).is_ready()
        {
            return Poll::Ready(Some(Err("it took too long to arrive".into())));
        }
        Pin::new(&mut self.body).poll_frame(context).map_err(Into::into)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Says that there is no place, to whoever listens at once.
async fn turn_away(mut stream: TcpStream) {
    let said = async {
        let _ = stream.write_all(FULL).await;
        let _ = stream.shutdown().await;
    };
    let _ = tokio::time::timeout(Duration::from_secs(1), said).await;
}
