#![no_main]
//! Whatever is typed into a field is taken or refused, and what is taken is taken again as it is.

use domain::address::Slug;
use domain::address::{ById, InWords};
use domain::day::{parse_date, parse_date_time, parse_time};
use domain::person::Email;
use domain::response::Language;
use domain::text::{Label, Line, Markdown, Name, Reason};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = (parse_date(text), parse_date_time(text), parse_time(text), Language::parse(text));
    let _ = (InWords::read(text), ById::read(text));
    macro_rules! same_again {
        ($($kind:ident),*) => {$(
            if let Ok(taken) = $kind::parse(text) {
                let again = $kind::parse(taken.as_str());
                assert_eq!(again.unwrap().as_str(), taken.as_str(), "{text:?}");
            }
        )*};
    }
    same_again!(Name, Label, Line, Reason, Markdown, Slug);
    if let Ok(email) = Email::parse(text) {
        assert_eq!(Email::parse(&email.to_string()).unwrap().to_string(), email.to_string());
    }
});
