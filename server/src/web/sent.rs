use axum::BoxError;
use axum::body::{Body, Bytes};
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use domain::limits;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use service::{Refusal, person};
use ui::form::Form;
use uuid::Uuid;

use super::{Failure, Visit};

/// A form that a browser sent.
pub(crate) struct Sent(pub(crate) Form);

/// A form in which a name can stand more than once: boxes of which several are ticked.
pub(crate) struct Many(pub(crate) Vec<(String, String)>);

/// A form with a file: what was pasted and what was chosen.
pub(crate) struct Upload {
    pub(crate) pasted: String,
    pub(crate) file: Vec<u8>,
    /// What the file is called.
    pub(crate) name: String,
    /// What else was filled in; a name can stand more than once.
    pub(crate) fields: Vec<(String, String)>,
    /// The upload was cut because it was larger than any document may be.
    pub(crate) too_large: bool,
}

/// Such a form of somebody who is signed in, of which nothing is read yet.
pub(crate) struct Unread(Request);

/// The whole of a body that may be as large as a form and no larger.
pub(crate) async fn read_body(body: Body) -> Result<Bytes, Failure> {
    let read = Limited::new(body, limits::BODY).collect().await;
    let failed = |error: BoxError| match error.is::<LengthLimitError>() {
        true => Failure::TooLarge,
        false => Failure::TooSlow,
    };
    Ok(read.map_err(failed)?.to_bytes())
}

/// Fields that name a person. In a long list one is found by typing, and comes as it was typed.
const PEOPLE: [&str; 3] = ["owner", "watcher", "person"];

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let visit = request.extensions().get::<Visit>().cloned();
        let Many(mut pairs) = Many::from_request(request, state).await?;
        if let Some((visit, actor)) =
            visit.as_ref().and_then(|visit| Some((visit, visit.actor().ok()?)))
        {
            let named = |(name, value): &&mut (String, String)| {
                PEOPLE.contains(&name.as_str())
                    && !value.is_empty()
                    && Uuid::try_parse(value).is_err()
            };
            // Each of them once: whoever sends a hundred thousand asks for three.
            for (_, value) in pairs.iter_mut().filter(named).take(PEOPLE.len()) {
                if let Some(id) = person::find_named(visit.service(), actor, value).await? {
                    *value = id.to_string();
                }
            }
        }
        Ok(Self(Form::of(pairs)))
    }
}

impl<S: Send + Sync> FromRequest<S> for Many {
    type Rejection = Failure;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Failure> {
        let body = read_body(request.into_body()).await?;
        let pairs = url::form_urlencoded::parse(&body);
        Ok(Self(pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect()))
    }
}

impl<S: Send + Sync> FromRequest<S> for Unread {
    type Rejection = Failure;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Failure> {
        // Nobody keeps megabytes of a stranger.
        let visit = request.extensions().get::<Visit>();
        visit.ok_or(Refusal::NotSignedIn)?.actor()?;
        Ok(Self(request))
    }
}

impl Unread {
    /// Reads it behind what finds out whether its sender may send it at all.
    pub(crate) async fn behind<T, E: Into<Failure>>(
        self,
        allowed: impl Future<Output = Result<T, E>>,
    ) -> Result<(T, Upload), Failure> {
        let allowed = allowed.await.map_err(Into::into)?;
        Ok((allowed, Upload::of(self.0).await?))
    }
}

fn cut_off() -> Failure {
    Refusal::invalid("document", "The form was cut off. Send it again").into()
}

impl Upload {
    async fn of(request: Request) -> Result<Self, Failure> {
        let mut upload = Self {
            pasted: String::new(),
            file: Vec::new(),
            name: String::new(),
            fields: Vec::new(),
            too_large: false,
        };
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        if !kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
            let Many(pairs) = Many::from_request(request, &()).await?;
            for (name, value) in pairs {
                match name.as_str() {
                    "document" => upload.pasted = value,
                    _ => upload.fields.push((name, value)),
                }
            }
            return Ok(upload);
        }
        let parts = Multipart::from_request(request, &()).await.map_err(|_| cut_off())?;
        match upload.read(parts).await {
            Ok(()) => Ok(upload),
            // Beyond the limit of the route nothing more is read.
            Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                Ok(Self { too_large: true, ..upload })
            }
            Err(_) => Err(cut_off()),
        }
    }

    /// What was pasted or what was chosen; both would mean that one of them is lost.
    pub(crate) fn document(&self) -> Result<&[u8], Refusal> {
        match (self.too_large, self.file.is_empty(), self.pasted.trim().is_empty()) {
            (true, ..) => {
                let size = limits::IMPORT / 1024 / 1024;
                let message = format!("The document must be {size} MB or smaller");
                Err(Refusal::invalid("document", message))
            }
            (false, true, _) => Ok(self.pasted.as_bytes()),
            (false, false, true) => Ok(&self.file),
            (false, false, false) => {
                let message = "You pasted a text and chose a file. Import one after the other";
                Err(Refusal::invalid("document", message))
            }
        }
    }

    async fn read(&mut self, mut parts: Multipart) -> Result<(), MultipartError> {
        while let Some(mut part) = parts.next_field().await? {
            let name = part.name().unwrap_or_default().to_owned();
            let file = part.file_name().unwrap_or_default().to_owned();
            let mut bytes = Vec::new();
            while let Some(chunk) = part.chunk().await? {
                // The rest is read and dropped, so that the browser gets the page that says why.
                if bytes.len() + chunk.len() > limits::IMPORT.max(limits::UPLOAD) + limits::BODY {
                    self.too_large = true;
                } else {
                    bytes.extend_from_slice(&chunk);
                }
            }
            match name.as_str() {
                "document" => self.pasted = String::from_utf8_lossy(&bytes).into_owned(),
                "file" => (self.file, self.name) = (bytes, file),
                _ => self.fields.push((name, String::from_utf8_lossy(&bytes).into_owned())),
            }
        }
        Ok(())
    }
}
