//! A shop's pages, on a site of their own.

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};
use tokio::{net::TcpListener, task::JoinHandle};

/// The number that lets the pages' own scripts run under a content security policy.
pub const NONCE: &str = "c2hvcA";

/// A page: HTML and the headers it comes with.
#[derive(Clone, Debug)]
pub struct Page {
    html: String,
    headers: Vec<(String, String)>,
}

impl Page {
    /// A page as it is written.
    pub fn new(html: impl Into<String>) -> Self {
        Self {
            html: html.into(),
            headers: Vec::new(),
        }
    }

    /// A shop's thank-you page: heading, a box with the order, a link; it notes every script error,
    /// unhandled rejection and `console.error` in `window.trouble`, whatever scripts wrote to the
    /// console in `window.heard`, what its content security policy refused in `window.refused`,
    /// and in `window.wasmRan` when a WebAssembly module was made and whoever asked for it has gone
    /// on.
    pub fn thanks(tag: &str) -> Self {
        Self::styled("", tag)
    }

    /// [`Self::thanks`] with a style sheet of the shop's own.
    pub fn styled(style: &str, tag: &str) -> Self {
        Self::new(format!(
            r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Thank you</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<script nonce="{NONCE}">
window.trouble = [];
addEventListener('error', e => trouble.push('error: ' + e.message));
addEventListener('unhandledrejection', e => trouble.push('rejection: ' + e.reason));
window.heard = [];
for (const level of ['debug', 'log', 'info', 'warn', 'error']) {{
  const say = console[level];
  console[level] = (...args) => {{
    heard.push(level + ' ' + args.join(' '));
    if (level == 'error') trouble.push('console: ' + args.join(' '));
    say.apply(console, args);
  }};
}}
window.refused = [];
addEventListener('securitypolicyviolation', e => refused.push(e.violatedDirective + ' ' + e.blockedURI));
for (const name of ['instantiate', 'instantiateStreaming']) {{
  const make = WebAssembly[name];
  WebAssembly[name] = (...args) => make.apply(WebAssembly, args).then(made => {{
    setTimeout(() => {{ window.wasmRan = true; }});
    return made;
  }});
}}
</script>
<style nonce="{NONCE}">
body {{ font: 18px/1.5 Georgia, serif; margin: 40px; color: #222; background: #fff; }}
.box {{ border: 1px solid #ccc; padding: 16px; max-width: 420px; }}
{style}
</style></head><body>
<h1>Thank you, Anna</h1>
<div class="box"><p>Your order <b>1001</b> is on its way.</p><p>Cup, moss, 2 × <i>€ 38.00</i></p></div>
<p><a href="/elsewhere">Back to the shop</a> <button id="shop-button" type="button">Print</button></p>
{tag}
</body></html>"#
        ))
    }

    /// With one more response header.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}

/// A shop's site at `http://localhost:…`: another site than the server's `127.0.0.1`.
pub struct ShopSite {
    origin: String,
    pages: Arc<Mutex<HashMap<String, Page>>>,
    task: JoinHandle<()>,
}

impl ShopSite {
    /// A site without pages, on a free port.
    ///
    /// # Panics
    ///
    /// When no port is free.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("its address").port();
        let pages: Arc<Mutex<HashMap<String, Page>>> = Arc::default();
        let router = Router::new().fallback(page).with_state(Arc::clone(&pages));
        let task = tokio::spawn(async move {
            axum::serve(listener, router)
                .await
                .expect("the shop's site runs");
        });
        Self {
            origin: format!("http://localhost:{port}"),
            pages,
            task,
        }
    }

    /// As browsers write it in `Origin`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Puts a page at a path and returns its address.
    ///
    /// # Panics
    ///
    /// When a request panicked while it read the pages.
    pub fn put(&self, path: &str, page: Page) -> String {
        let mut pages = self.pages.lock().expect("no panic while held");
        pages.insert(path.to_owned(), page);
        format!("{}{path}", self.origin)
    }
}

impl Drop for ShopSite {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn page(
    State(pages): State<Arc<Mutex<HashMap<String, Page>>>>,
    request: Request,
) -> Response {
    let page = {
        let pages = pages.lock().expect("no panic while held");
        pages.get(request.uri().path()).cloned()
    };
    let Some(page) = page else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    let mut response = ([(header::CONTENT_TYPE, kind)], page.html).into_response();
    for (name, value) in &page.headers {
        let name: HeaderName = name.parse().expect("a header's name");
        let value: HeaderValue = value.parse().expect("a header's value");
        response.headers_mut().append(name, value);
    }
    response
}
