//! `/materials/{id}/files/{file}`: what may be added, and how it is given out.

use std::path::Path;

use super::{next_version, people};
use crate::world::{Client, World, both};

/// Adds a file and gives its address.
async fn add(client: &Client, material: &str, name: &str, bytes: &[u8]) -> String {
    let page = client.send_file(&format!("{material}/files/new"), name, bytes).await;
    assert_eq!(page.status, 303, "{}", page.text());
    let page = client.get(material).await;
    let start = page.body.find(&format!(">{name}<")).unwrap();
    let start = page.body[..start].rfind(&format!("{material}/files/")).unwrap();
    page.body[start..].split('"').next().unwrap().to_owned()
}

/// The files on the disk, those that are being written among them.
fn on_disk(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).into_iter().flatten().map(Result::unwrap);
    entries.map(|entry| if entry.path().is_dir() { on_disk(&entry.path()) } else { 1 }).sum()
}

fn files(world: &World) -> usize {
    on_disk(&world.data.path().join("files"))
}

both! {
    async fn a_file_is_given_out_as_what_it_is_and_runs_nothing(world: World) {
        let (ada, ben, vera, list) = people(&world).await;
        let material = ada.material(&list, &[]).await;
        ada.write_material(&material, &[("body", "Text")]).await;
        let file = add(&ada, &material, "plan ä'.txt", b"hello <b>").await;
        let picture = add(&ada, &material, "a.png", b"\x89PNG\r\n\x1a\nrest").await;
        for path in [&file, &picture] {
            assert_eq!(vera.get(path).await.status, 404, "the material is not published");
            assert_eq!(world.stranger().get(path).await.status, 303);
        }
        let body = format!("![A picture]({picture})");
        ada.write_material(&material, &[("body", &body)]).await;
        ada.publish_material(&ben, &material).await;
        assert!(vera.get(&material).await.body.contains(&format!("<img src=\"{picture}\"")));
        let page = vera.get(&file).await;
        let header = |name: &str| page.headers.get(name).unwrap().to_str().unwrap();
        assert_eq!((page.status, &*page.body), (200, "hello <b>"));
        assert_eq!(header("content-type"), "text/plain; charset=utf-8");
        assert_eq!(header("content-security-policy"), "sandbox; default-src 'none'");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("cache-control"), "no-store");
        assert_eq!(header("content-disposition"), "attachment; filename*=UTF-8''plan%20%C3%A4%27.txt");
        let other = ada.published_material(&ben, &list).await;
        assert_eq!(ada.get(&file.replace(&material, &other)).await.status, 404);
    }

    async fn a_file_that_lies_or_is_too_large_is_refused_and_leaves_nothing(world: World) {
        let (ada, _, vera, list) = people(&world).await;
        let material = ada.material(&list, &[]).await;
        let new = format!("{material}/files/new");
        let most = vec![b'x'; 10 * 1024 * 1024];
        let more = [&most[..], b"x"].concat();
        let huge = vec![b'x'; 14 * 1024 * 1024];
        let (lie, kinds) = ("Its name says that it is a", "Files like this cannot be added");
        let large = "The file must be 10 MiB or smaller";
        for (name, bytes, sentence) in [
            ("a.pdf", &b"<html><script>alert(1)</script>"[..], lie),
            ("a.png", b"%PDF-1.7", lie),
            ("a.txt", b"<svg onload=alert(1)>", lie),
            ("a.docx", b"PK\x03\x04 word/document.xml", lie),
            ("a.svg", b"<svg/>", kinds),
            ("a.html", b"text", kinds),
            ("a.txt", b"", "The file is empty"),
            ("", b"", "Choose a file"),
            ("a.txt", &more, large),
            ("a.txt", &huge, large),
        ] {
            let page = ada.send_file(&new, name, bytes).await;
            assert!(page.status == 422 && page.says(sentence), "{name}: {} {}", page.status, page.text());
        }
        assert_eq!(vera.send_file(&new, "a.txt", b"text").await.status, 404);
        assert_eq!(files(&world), 0);
        add(&ada, &material, "a.txt", &most).await;
        assert_eq!(files(&world), 1);
    }

    async fn a_file_reaches_readers_and_leaves_them_with_the_version_that_was_reviewed(world: World) {
        let (ada, ben, vera, list) = people(&world).await;
        let material = ada.published_material(&ben, &list).await;
        let file = add(&ada, &material, "plan.txt", b"plan").await;
        assert_eq!((vera.get(&file).await.status, ada.get(&file).await.status), (404, 200));
        assert!(!vera.get(&material).await.says("plan.txt"));
        next_version(&ada, &ben, &material).await;
        assert_eq!(vera.get(&file).await.status, 200);
        let delete = format!("{file}/delete");
        assert!(ada.get(&delete).await.says("Readers see it until the next version is published."));
        assert_eq!(ada.post(&delete, &[]).await.status, 303);
        assert_eq!(ada.post(&delete, &[]).await.status, 404, "the draft has it no more");
        assert!(ada.get(&material).await.says("Taken out file plan.txt"));
        assert_eq!((vera.get(&file).await.status, files(&world)), (200, 1));
        next_version(&ada, &ben, &material).await;
        assert_eq!((vera.get(&file).await.status, ada.get(&file).await.status), (404, 404));
        assert_eq!(files(&world), 0);
    }

    async fn what_is_deleted_is_gone_from_the_disk_and_the_same_file_beside_it_stays(world: World) {
        let (ada, ben, vera, list) = people(&world).await;
        let material = ada.material(&list, &[]).await;
        let one = add(&ada, &material, "one.txt", b"same").await;
        let two = add(&ada, &material, "two.txt", b"same").await;
        ada.write_material(&material, &[("body", "Text")]).await;
        let other = ada.published_material(&ben, &list).await;
        let elsewhere = add(&ada, &other, "one.txt", b"same").await;
        assert_eq!(files(&world), 2, "once for each material");
        assert_eq!(vera.post(&format!("{one}/delete"), &[]).await.status, 404);
        assert!(ada.get(&format!("{one}/delete")).await.says("Delete file “one.txt”?"));
        assert_eq!(ada.post(&format!("{one}/delete"), &[]).await.status, 303);
        assert_eq!((ada.get(&one).await.status, ada.get(&two).await.status), (404, 200));
        assert_eq!(ada.post(&format!("{two}/delete"), &[]).await.status, 303);
        assert_eq!((files(&world), ada.get(&elsewhere).await.status), (1, 200));
    }

    async fn a_material_has_so_many_files_and_no_more(world: World) {
        let (ada, _, _, list) = people(&world).await;
        let material = ada.material(&list, &[]).await;
        for number in 0..20_u8 {
            add(&ada, &material, &format!("{number}.txt"), &[b'a' + number]).await;
        }
        let page = ada.send_file(&format!("{material}/files/new"), "z.txt", b"z").await;
        assert!(page.status == 422 && page.says("A material has at most 20 files"));
        assert_eq!(files(&world), 20, "what had no room is not on the disk");
    }
}
