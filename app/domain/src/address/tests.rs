use proptest::prelude::*;

use super::*;

const ID: &str = "019ab000-0000-7000-8000-000000000001";

fn words(release: Option<&str>, number: Option<i64>) -> Words {
    Words { product: "permit-portal".into(), release: release.map(Into::into), number }
}

#[test]
fn an_address_by_id_says_the_same_in_words() {
    for (by_id, words, in_words) in [
        ("/products/{}", words(None, None), "/permit-portal"),
        ("/products/{}/edit", words(None, None), "/permit-portal/edit"),
        ("/releases/{}/checklist", words(Some("2.4.0"), None), "/permit-portal/2.4.0/checklist"),
        ("/phases/{}", words(Some("2.4.0"), Some(2)), "/permit-portal/2.4.0/phases/2"),
        ("/phases/{}/gate", words(Some("2.4.0"), Some(2)), "/permit-portal/2.4.0/gate/2"),
        ("/phases/{}/gate/open", words(Some("2.4.0"), Some(2)), "/permit-portal/2.4.0/gate/2/open"),
        ("/items/{}/edit", words(Some("2.4.0"), Some(17)), "/permit-portal/2.4.0/items/17/edit"),
    ] {
        let path = by_id.replace("{}", ID);
        let read = ById::read(&path).unwrap();
        assert_eq!(read.in_words(&words), in_words);
        let back = InWords::read(in_words).unwrap();
        assert_eq!((back.product, back.release), ("permit-portal", words.release.as_deref()));
        assert_eq!(back.numbered.map(|(_, number)| number), words.number);
        assert_eq!(back.rest, read.rest);
    }
}

#[test]
fn what_is_no_address_of_a_thing_stays_what_it_is() {
    let id = format!("/people/{ID}");
    for path in ["/", "/products", "/products/new", "/items/17", "/items/{id}", &*id] {
        assert_eq!(ById::read(path), None, "{path}");
    }
    for path in ["/", "/items/17", "/products/new", "//x", "/Portal", "/a b", "/portal/2.0 x", "/-"]
    {
        assert_eq!(InWords::read(path), None, "{path}");
    }
    // A number is written in one way.
    assert_eq!(InWords::read("/portal/2.0/items/017").unwrap().numbered, None);
    assert_eq!(InWords::read("/portal/2.0/items/0").unwrap().numbered, None);
    assert_eq!(InWords::read("/portal/2.0/products/1").unwrap().numbered, None);
}

#[test]
fn names_become_words_that_one_can_type() {
    for (name, slug) in [
        ("Permit portal", "permit-portal"),
        ("Bürgeramt (neu)", "buergeramt-neu"),
        ("  .. 2.4.0 RC 1 ", "2.4.0-rc-1"),
        ("東京", "product"),
        ("v2...x", "v2...x"),
    ] {
        assert_eq!(Slug::of_words(name, "product").as_str(), slug);
    }
    assert!(matches!(Slug::parse_for_product("products"), Err(SlugError::Reserved(_))));
    assert!(matches!(Slug::parse_for_release("training"), Err(SlugError::Reserved(_))));
    assert_eq!(Slug::parse(" Portal ").unwrap().as_str(), "portal");
}

proptest! {
    #[test]
    fn whatever_something_is_called_its_words_are_an_address(name in "\\PC{0,80}", number in 2_u32..9999) {
        let slug = Slug::of_words(&name, "release");
        prop_assert!(Slug::is_one(slug.as_str()), "{}", slug.as_str());
        prop_assert!(Slug::is_one(slug.numbered(number).as_str()));
    }
}
