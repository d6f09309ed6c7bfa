//! The two cookies: the session, and the mark of a browser that signed in before.

use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use service::Secret;
use service::account::sign_in::SignedIn;

use super::App;

/// A browser is remembered for a year.
const DEVICE_DAYS: u32 = 365;

/// On an encrypted connection the browser itself guarantees that the cookie is ours alone.
fn name(app: &App, plain: &'static str, host: &'static str) -> &'static str {
    if app.origin().is_secure() { host } else { plain }
}

fn session_name(app: &App) -> &'static str {
    name(app, "sid", "__Host-sid")
}

fn device_name(app: &App) -> &'static str {
    name(app, "device", "__Host-device")
}

pub(crate) fn session(app: &App, jar: &CookieJar) -> Option<Secret> {
    jar.get(session_name(app)).map(|cookie| Secret::received(cookie.value()))
}

pub(crate) fn device(app: &App, jar: &CookieJar) -> Option<Secret> {
    jar.get(device_name(app)).map(|cookie| Secret::received(cookie.value()))
}

fn cookie(app: &App, name: &'static str, value: String) -> Cookie<'static> {
    let mut cookie = Cookie::new(name, value);
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_secure(app.origin().is_secure());
    cookie.set_same_site(SameSite::Lax);
    cookie
}

/// Gives a browser its session and its mark.
pub(crate) fn signed_in(app: &App, signed_in: &SignedIn) -> [String; 2] {
    let session = cookie(app, session_name(app), signed_in.session.reveal().to_owned());
    let device = cookie(app, device_name(app), signed_in.device.reveal().to_owned());
    [session.to_string(), format!("{device}; Max-Age={}", DEVICE_DAYS * 86_400)]
}

/// Takes the session from a browser.
pub(crate) fn signed_out(app: &App) -> String {
    format!("{}; Max-Age=0", cookie(app, session_name(app), String::new()))
}
