use std::net::SocketAddr;
use std::time::{Duration, Instant};

use service::account::setup;
use service::{Clock, Hashing, Service};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

use crate::config::{Reach, Storage};
use crate::router;
use crate::web::App;

/// How often sessions that are over are forgotten.
const TIDY: Duration = Duration::from_mins(15);
/// How long requests have to finish when the program is asked to stop.
const DRAIN: Duration = Duration::from_secs(20);

pub(super) async fn serve(storage: &Storage, reach: &Reach) -> Result<(), String> {
    let start = Instant::now();
    let filter = EnvFilter::try_from_env("HOLDPOINT_LOG")
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let origin = reach.origin()?;
    let address = storage.address()?;
    let service = Service::open(address, Clock::System, Hashing::Full)
        .await
        .map_err(|error| error.to_string())?
        .keeping_files_in(&storage.data);
    if reach.demo {
        let loaded = demo::load(service.database(), service.now()).await;
        loaded.map_err(|error| error.to_string())?;
    }
    let listener = TcpListener::bind(reach.listen).await;
    let listener = listener.map_err(|error| format!("--listen {}: {error}", reach.listen))?;
    let link = setup::offer(&service).await.map_err(|error| error.to_string())?;
    println!("Holdpoint is ready at {origin} after {:.2} s", start.elapsed().as_secs_f64());
    if let Some(secret) = link {
        println!(
            "First start: open {origin}/setup/{} within an hour to become the administrator",
            secret.reveal()
        );
    }
    let tidying = tokio::spawn(tidy(service.clone()));
    let app = App::new(service.clone(), origin, reach.trusted_proxies.clone(), reach.demo);
    let served = run(listener, app).await;
    tidying.abort();
    service.close().await;
    served
}

#[expect(clippy::disallowed_methods, reason = "what has not ended by then is left")]
async fn run(listener: TcpListener, app: App) -> Result<(), String> {
    let (stopping, stopped) = tokio::sync::oneshot::channel();
    let stopped_app = app.clone();
    let signal = async move {
        asked_to_stop().await;
        stopped_app.stop();
        let _ = stopping.send(());
    };
    let make = router(app).into_make_service_with_connect_info::<SocketAddr>();
    let server = std::future::IntoFuture::into_future(
        axum::serve(listener, make).with_graceful_shutdown(signal),
    );
    let too_long = async {
        if stopped.await.is_ok() {
            tokio::time::sleep(DRAIN).await;
        } else {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        served = server => served.map_err(|error| error.to_string()),
        () = too_long => Ok(()),
    }
}

async fn asked_to_stop() {
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "old sessions are looked for every quarter of an hour"
)]
async fn tidy(service: Service) {
    loop {
        tokio::time::sleep(TIDY).await;
        if let Err(error) = service::account::session::forget_expired(&service).await {
            tracing::warn!(%error, "old sessions could not be forgotten");
        }
    }
}
