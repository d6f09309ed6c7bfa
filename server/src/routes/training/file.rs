use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use domain::ids::{MaterialFileId, MaterialId};
use domain::training::file::{FileError, FileName, MaterialFile};
use service::Refusal;
use service::training::{self, file};
use ui::form::Form;
use ui::training::{delete_file_page, file_page};

use crate::web::{Answer, Failure, Id, Unread, Visit, redirect, refuse};

/// A browser that opens it in spite of everything runs nothing of it.
const POLICY: &str = "sandbox; default-src 'none'";

pub(super) async fn new(visit: Visit, Id(id): Id<MaterialId>) -> Answer {
    show_new(&visit, id, &Form::default()).await
}

pub(super) async fn add(visit: Visit, Id(id): Id<MaterialId>, unread: Unread) -> Answer {
    let allowed = training::find_to_write(visit.service(), visit.actor()?, id);
    let (_, upload) = unread.behind(allowed).await?;
    let mut form = Form::default();
    // Cut because it was larger than anything may be.
    let name = match upload.too_large {
        true => Err(FileError::TooLarge),
        false => FileName::parse(&upload.name),
    };
    match file::add(visit.service(), visit.actor()?, id, (name, &upload.file)).await {
        Ok(()) => return Ok(redirect(&format!("/materials/{id}#files"))),
        Err(error) => refuse(&mut form, error)?,
    }
    show_new(&visit, id, &form).await
}

async fn show_new(visit: &Visit, id: MaterialId, form: &Form) -> Answer {
    let shown = training::find_to_write(visit.service(), visit.actor()?, id).await?;
    Ok(visit.page(|| file_page(&shown, form)))
}

type Named = Path<(String, String)>;

fn read(Path((id, file)): &Named) -> Result<(MaterialId, MaterialFileId), Failure> {
    let id = id.parse().map_err(|_| Refusal::NotFound)?;
    Ok((id, file.parse().map_err(|_| Refusal::NotFound)?))
}

pub(super) async fn download(visit: Visit, named: Named) -> Answer {
    let (file, bytes) = file::read(visit.service(), visit.actor()?, read(&named)?).await?;
    Ok(response(&file, bytes))
}

/// A file that the browser keeps and never shows as a page.
pub(super) fn response(file: &MaterialFile, bytes: Vec<u8>) -> Response {
    let name: String =
        url::form_urlencoded::byte_serialize(file.name.as_str().as_bytes()).collect();
    // RFC 8187: every byte that is no plain sign as %XX; a space is no plus there.
    let name = name.replace('+', "%20").replace('*', "%2A");
    let headers = [
        (header::CONTENT_TYPE, file.kind.media().to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{name}")),
        (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
    ];
    (headers, bytes).into_response()
}

pub(super) async fn delete_page(visit: Visit, named: Named) -> Answer {
    let (id, file) = read(&named)?;
    let shown = training::find_to_write(visit.service(), visit.actor()?, id).await?;
    let file = shown.files.iter().find(|one| one.id == file).ok_or(Refusal::NotFound)?;
    Ok(visit.page(|| delete_file_page(&shown, file, &Form::default())))
}

pub(super) async fn delete(visit: Visit, named: Named) -> Answer {
    let (id, file) = read(&named)?;
    file::delete(visit.service(), visit.actor()?, (id, file)).await?;
    Ok(redirect(&format!("/materials/{id}")))
}
