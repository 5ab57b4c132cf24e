//! Speaks HTTP: takes connections in, closes those on which nothing moves any more, and ends when
//! it is told to.
//!
//! What a connection waits for is written down by those who wait (the stream, the request's body,
//! the reply's) in its [`Progress`]; one alarm for each connection closes it once that takes too
//! long. A handler that works is never timed.

use axum::{
    Router,
    body::{Body, Bytes, HttpBody},
    response::Response,
    serve::Listener,
};
use hyper::{
    Request,
    body::{Frame, Incoming, SizeHint},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use std::{
    convert::Infallible,
    future::poll_fn,
    io::{self, IoSlice},
    pin::{Pin, pin},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpListener,
    sync::watch,
    task::JoinSet,
    time::{Instant, sleep_until},
};
use tower::ServiceExt;

/// How long a client may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// Until the head of a request is there, from its first byte on; until the first byte of all.
    pub head: Duration,
    /// Between two pieces of a request's body: a slow upload is none that stands still.
    pub body: Duration,
    /// Between two requests of a connection.
    pub idle: Duration,
    /// Between two pieces that the client takes of a reply.
    pub write: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            body: Duration::from_secs(30),
            idle: Duration::from_mins(1),
            write: Duration::from_mins(1),
        }
    }
}

/// Serves until `stopping` turns true, then takes no new connections and returns once what is
/// under way is done. Whoever drops it before closes every connection.
pub async fn serve(
    mut listener: TcpListener,
    router: Router,
    timeouts: Timeouts,
    mut stopping: watch::Receiver<bool>,
) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            // Outlives failures to accept, such as too many open files.
            (stream, _) = Listener::accept(&mut listener) => {
                connections.spawn(connection(stream, router.clone(), timeouts, stopping.clone()));
            }
            Some(_) = connections.join_next() => {}
            () = told(&mut stopping) => break,
        }
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

/// Waits until `stopping` turns true; who could turn it having gone is as good.
pub async fn told(stopping: &mut watch::Receiver<bool>) {
    drop(stopping.wait_for(|stopping| *stopping).await);
}

/// Serves one connection until it ends or takes too long.
async fn connection(
    stream: impl AsyncRead + AsyncWrite + Unpin + 'static,
    router: Router,
    timeouts: Timeouts,
    mut stopping: watch::Receiver<bool>,
) {
    let progress = Progress::default();
    let stream = TokioIo::new(Watched {
        stream,
        progress: progress.clone(),
    });
    let requests = progress.clone();
    let service = service_fn(move |request: Request<Incoming>| {
        requests.awaits(Awaited::Nothing);
        let progress = requests.clone();
        let request = request.map(|body| {
            Body::new(RequestBody {
                body,
                progress: progress.clone(),
            })
        });
        let reply = router.clone().oneshot(request);
        async move {
            let reply: Response = reply.await?;
            Ok::<_, Infallible>(reply.map(|body| ReplyBody { body, progress }))
        }
    });
    let mut connection = pin!(http1::Builder::new().serve_connection(stream, service));
    let mut alarm = pin!(sleep_until(Instant::now() + timeouts.head));
    let mut told = pin!(told(&mut stopping));
    let mut is_told = false;
    poll_fn(|cx| {
        if !is_told && told.as_mut().poll(cx).is_ready() {
            is_told = true;
            connection.as_mut().graceful_shutdown();
        }
        // Whatever ended it, there is nobody to tell.
        if connection.as_mut().poll(cx).is_ready() {
            return Poll::Ready(());
        }
        loop {
            let Some(due) = progress.due(&timeouts) else {
                return Poll::Pending;
            };
            // Set later only once it has rung: most of what is awaited comes long before.
            if alarm.is_elapsed() || due < alarm.deadline() {
                alarm.as_mut().reset(due);
            }
            ready!(alarm.as_mut().poll(cx));
            if due <= Instant::now() {
                return Poll::Ready(());
            }
        }
    })
    .await;
}

/// What a connection waits for from its client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Awaited {
    /// The rest of a request's head, or the first request.
    Head,
    /// More of a request's body.
    Body,
    /// The next request.
    Request,
    /// Nothing: we work.
    Nothing,
}

#[derive(Debug)]
struct State {
    awaited: Awaited,
    since: Instant,
    /// Since when the client takes nothing of what is written.
    stuck: Option<Instant>,
}

/// How far a connection has come.
#[derive(Clone, Debug)]
struct Progress(Arc<Mutex<State>>);

impl Default for Progress {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(State {
            awaited: Awaited::Head,
            since: Instant::now(),
            stuck: None,
        })))
    }
}

impl Progress {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on this is waited for.
    fn awaits(&self, awaited: Awaited) {
        let mut state = self.state();
        state.awaited = awaited;
        state.since = Instant::now();
    }

    /// Bytes have come.
    fn received(&self) {
        if self.state().awaited == Awaited::Request {
            self.awaits(Awaited::Head);
        }
    }

    /// The client took something of what is written, or there is no room for more.
    fn wrote(&self, taken: bool) {
        let mut state = self.state();
        if taken {
            // It is not idle while it still reads the reply before.
            if state.stuck.take().is_some() && state.awaited == Awaited::Request {
                state.since = Instant::now();
            }
        } else {
            state.stuck.get_or_insert_with(Instant::now);
        }
    }

    /// When the connection is to be closed, if nothing happens until then.
    fn due(&self, timeouts: &Timeouts) -> Option<Instant> {
        let state = self.state();
        if let Some(since) = state.stuck {
            return Some(since + timeouts.write);
        }
        let time = match state.awaited {
            Awaited::Head => timeouts.head,
            Awaited::Body => timeouts.body,
            Awaited::Request => timeouts.idle,
            Awaited::Nothing => return None,
        };
        Some(state.since + time)
    }
}

/// A stream that says when bytes pass.
struct Watched<S> {
    stream: S,
    progress: Progress,
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(cx, buffer))?;
        if buffer.filled().len() > before {
            self.progress.received();
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.progress.wrote(written.is_ready());
        written
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        self.progress.wrote(written.is_ready());
        written
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// A request's body, which is awaited while a handler wants more of it than has come.
struct RequestBody {
    body: Incoming,
    progress: Progress,
}

impl RequestBody {
    fn waits(&self, waits: bool) {
        let awaited = self.progress.state().awaited;
        match (awaited, waits) {
            (Awaited::Nothing, true) => self.progress.awaits(Awaited::Body),
            (Awaited::Body, false) => self.progress.awaits(Awaited::Nothing),
            // The reply may have come before the body's end.
            _ => {}
        }
    }
}

impl HttpBody for RequestBody {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(cx);
        self.waits(frame.is_pending());
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for RequestBody {
    fn drop(&mut self) {
        self.waits(false);
    }
}

/// A reply's body; once it is handed over, the next request is awaited.
struct ReplyBody {
    body: Body,
    progress: Progress,
}

impl HttpBody for ReplyBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for ReplyBody {
    fn drop(&mut self) {
        self.progress.awaits(Awaited::Request);
    }
}

#[cfg(test)]
mod tests;
