use std::io::Write as _;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use domain::limits;
use service::account::setup;
use store::engine::disk::network_kind;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tracing_subscriber::EnvFilter;

use super::{Problem, lock, open_locked};
use crate::config::{LogFormat, Reach, Storage, is_private};
use crate::jobs::Jobs;
use crate::places::Places;
use crate::web::App;
use crate::{descriptors, listen, metrics, router};

/// How long readiness says no before nothing more is accepted.
const NOTICED: Duration = Duration::from_secs(2);

pub(super) async fn serve(storage: &Storage, reach: &Reach) -> Result<(), Problem> {
    let start = Instant::now();
    let filter = EnvFilter::try_from_env("HOLDPOINT_LOG")
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match reach.log_format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
    if let Some(few) = descriptors::raise() {
        let wanted = limits::DESCRIPTORS;
        tracing::warn!(few, wanted, "the system lets the program have few files and connections");
    }
    let origin = reach.origin()?;
    storage.make_directory()?;
    refuse_network_disk(storage)?;
    let _lock = lock(&storage.address()?, &format!("Holdpoint at {}", reach.listen))?;
    let service = open_locked(storage).await?;
    if reach.demo {
        let loaded = demo::load(service.database(), service.now()).await;
        loaded.map_err(|error| error.to_string())?;
    }
    let listener = bind("--listen", reach.listen).await?;
    let watched = match reach.metrics_listen {
        Some(address) => Some(bind("--metrics-listen", address).await?),
        None => None,
    };
    if let Some(address) = reach.metrics_listen.filter(|address| !is_private(address.ip())) {
        tracing::warn!(%address, "strangers may reach the metrics, which ask nobody who they are");
    }
    let link = setup::offer(&service).await.map_err(|error| error.to_string())?;
    // Before anybody hears that it is ready: whoever stops it at once is heard.
    let signals = Signals::listen().map_err(|error| format!("signals: {error}"))?;
    let ready =
        format!("Holdpoint is ready at {origin} after {:.2} s", start.elapsed().as_secs_f64());
    say(&ready);
    if let Some(secret) = link {
        let link = format!("{origin}/setup/{}", secret.reveal());
        say(&format!("First start: open {link} within an hour to become the administrator"));
    }
    let mut jobs = Jobs::start(&service, storage.backup_hours > 0);
    let app = App::new(service.clone(), origin, reach.trusted_proxies.clone(), reach.demo);
    if reach.require_second_step {
        app.require_second_step();
    }
    let places = Places::new(&reach.trusted_proxies);
    if let Some(listener) = watched {
        jobs.serve_metrics(listener, metrics::page::addresses(app.clone(), places.clone()));
    }
    let stop = stop(signals, app.clone());
    listen::serve(listener, router(app), places, stop).await;
    drop(jobs);
    service.close().await;
    Ok(())
}

async fn bind(setting: &str, address: SocketAddr) -> Result<TcpListener, String> {
    TcpListener::bind(address).await.map_err(|error| format!("{setting} {address}: {error}"))
}

/// Tells whoever started the program. That nobody listens any more is no reason to end.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// How the program is asked to stop: by whoever runs it, or by Ctrl-C.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    fn listen() -> std::io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "whoever asks whether it is ready has a clock of their own"
)]
async fn stop(mut signals: Signals, app: App) {
    tokio::select! {
        _ = signals.interrupt.recv() => {}
        _ = signals.terminate.recv() => {
            // Whoever spreads requests over several processes notices first.
            app.leave();
            tokio::time::sleep(NOTICED).await;
        }
    }
    app.stop();
}

/// SQLite on a disk over a network loses what it has acknowledged.
fn refuse_network_disk(storage: &Storage) -> Result<(), String> {
    let address = storage.address()?;
    let Some(folder) = address.folder().filter(|_| !storage.network_disk) else { return Ok(()) };
    match network_kind(folder) {
        Ok(Some(kind)) => Err(format!(
            "{} is on {kind}, where the locks of SQLite may not hold; use a disk of this machine, PostgreSQL, or \
             --network-disk if you know that they do",
            folder.display()
        )),
        Ok(None) => Ok(()),
        Err(error) => Err(format!("{}: {error}", folder.display())),
    }
}
