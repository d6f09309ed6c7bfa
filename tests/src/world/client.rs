use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, header};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

/// A browser without scripts: it keeps cookies and sends forms.
#[derive(Clone)]
pub(crate) struct Client {
    router: Router,
    cookies: Arc<Mutex<BTreeMap<String, String>>>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Client {
    pub(crate) fn new(router: Router) -> Self {
        Self { router, cookies: Arc::default() }
    }

    /// A page, at the address in words to which a browser is sent.
    pub(crate) async fn get(&self, path: &str) -> Page {
        let page = self.send(Request::get(path), Body::empty()).await;
        match page.status {
            307 => self.send(Request::get(page.location()), Body::empty()).await,
            _ => page,
        }
    }

    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body =
            url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(body)).await
    }

    /// Calls a server function the way an island does.
    pub(crate) async fn call(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body =
            url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(body)).await
    }

    /// Sends a file the way a form with `multipart/form-data` does.
    pub(crate) async fn upload(&self, path: &str, pasted: &str, file: &[u8]) -> Page {
        let mut body = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"document\"\r\n\r\n{pasted}\r\n"
        )
        .into_bytes();
        body.extend_from_slice(
            b"--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.md\"\r\n\r\n",
        );
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        let request = Request::post(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        self.send(request, Body::from(body)).await
    }

    /// Chooses one file in a form and sends it.
    pub(crate) async fn send_file(&self, path: &str, name: &str, file: &[u8]) -> Page {
        let head = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        );
        let body = [head.as_bytes(), file, b"\r\n--edge--\r\n"].concat();
        let request = Request::post(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        self.send(request, Body::from(body)).await
    }

    /// Asks for something that does not end, and looks only at how it begins.
    pub(crate) async fn peek(&self, path: &str) -> Page {
        let request = Request::get(path).header(header::COOKIE, self.cookies());
        let response = self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await;
        let response = response.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let streams =
            headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
        if streams {
            return Page { status, headers, body: String::new() };
        }
        let body = response.into_body().collect().await.unwrap().to_bytes();
        Page { status, headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    pub(crate) fn router(&self) -> Router {
        self.router.clone()
    }

    /// As if the browser of somebody else came here.
    pub(crate) fn take_cookies_of(&self, other: &Self) {
        let cookies = other.cookies.lock().unwrap().clone();
        *self.cookies.lock().unwrap() = cookies;
    }

    /// The cookies as a browser sends them.
    pub(crate) fn cookies(&self) -> String {
        let cookies = self.cookies.lock().unwrap();
        let pairs = cookies.iter().map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("; ")
    }

    /// Sends a request as it is, with the cookies.
    pub(crate) async fn send(&self, request: axum::http::request::Builder, body: Body) -> Page {
        let request = request.header(header::COOKIE, self.cookies()).body(body).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        for cookie in headers.get_all(header::SET_COOKIE) {
            let (name, value) =
                cookie.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
        }
        let body = response.into_body().collect().await.unwrap().to_bytes();
        Page { status, headers, body: String::from_utf8_lossy(&body).into_owned() }
    }
}

impl Page {
    /// A part of a page, to read it like one.
    pub(crate) fn of(body: &str) -> Self {
        Self { status: 200, headers: HeaderMap::new(), body: body.to_owned() }
    }

    /// Where the browser is sent.
    pub(crate) fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |to| to.to_str().unwrap())
    }

    /// Whether the words are on the page, as a reader sees them.
    pub(crate) fn says(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// How many characters the browser takes in the field with this id.
    pub(crate) fn longest(&self, id: &str) -> usize {
        let start = self.body.find(&format!("id=\"{id}\"")).unwrap();
        let tag = self.body[start..].split('>').next().unwrap();
        let limit = tag.split("maxlength=\"").nth(1).and_then(|rest| rest.split('"').next());
        limit.unwrap().parse().unwrap()
    }

    /// The page without its tags.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        let mut inside = false;
        for c in self.body.replace("<!>", "").replace("<!---->", "").chars() {
            match c {
                '<' => {
                    inside = true;
                    text.push(' ');
                }
                '>' => inside = false,
                c if !inside => text.push(c),
                _ => {}
            }
        }
        let text = text
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
