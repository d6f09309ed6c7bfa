use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::ids::PersonId;
use domain::limits;
use ipnet::IpNet;
use service::Service;
use tokio::sync::{Semaphore, watch};
use ui::page::Assets;

use super::Origin;
use super::sendings::Sendings;
use crate::metrics::counted::Metrics;
use crate::shares::Shares;

/// What every request needs. Cloning shares it.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    service: Service,
    origin: Origin,
    trusted_proxies: Vec<IpNet>,
    demo: bool,
    stopping: watch::Sender<bool>,
    leaving: AtomicBool,
    streams: Shares<PersonId>,
    uploads: Shares<PersonId>,
    in_flight: Semaphore,
    metrics: Metrics,
    sendings: Sendings,
    requires_second_step: AtomicBool,
}

impl App {
    #[must_use]
    pub fn new(service: Service, origin: Origin, trusted_proxies: Vec<IpNet>, demo: bool) -> Self {
        let stopping = watch::Sender::new(false);
        let leaving = AtomicBool::new(false);
        let streams = Shares::new(limits::STREAMS, limits::STREAMS_OF_ONE);
        let uploads = Shares::new(limits::UPLOADS, limits::UPLOADS_OF_ONE);
        let in_flight = Semaphore::new(limits::IN_FLIGHT);
        Self {
            inner: Arc::new(Inner {
                service,
                origin,
                trusted_proxies,
                demo,
                stopping,
                leaving,
                streams,
                uploads,
                in_flight,
                metrics: Metrics::default(),
                sendings: Sendings::default(),
                requires_second_step: AtomicBool::new(false),
            }),
        }
    }

    /// From now on whoever has no second step at sign-in sets it up first.
    pub fn require_second_step(&self) {
        self.inner.requires_second_step.store(true, Ordering::Release);
    }

    pub(crate) fn requires_second_step(&self) -> bool {
        self.inner.requires_second_step.load(Ordering::Acquire)
    }

    /// Says by readiness that others should be asked from now on.
    pub fn leave(&self) {
        self.inner.leaving.store(true, Ordering::Release);
    }

    pub(crate) fn is_leaving(&self) -> bool {
        self.inner.leaving.load(Ordering::Acquire)
    }

    /// Ends what would never end by itself: the streams of open pages.
    pub fn stop(&self) {
        self.inner.stopping.send_replace(true);
    }

    /// Hears when the program stops.
    pub(crate) fn stopping(&self) -> watch::Receiver<bool> {
        self.inner.stopping.subscribe()
    }

    /// The streams of open pages, of which everybody has some.
    pub(crate) fn streams(&self) -> &Shares<PersonId> {
        &self.inner.streams
    }

    /// Uploads that are being read.
    pub(crate) fn uploads(&self) -> &Shares<PersonId> {
        &self.inner.uploads
    }

    /// Requests that are being answered.
    pub(crate) fn in_flight(&self) -> &Semaphore {
        &self.inner.in_flight
    }

    pub(crate) fn in_flight_now(&self) -> usize {
        limits::IN_FLIGHT.saturating_sub(self.inner.in_flight.available_permits())
    }

    /// Forms that are being sent, or were a moment ago.
    pub(super) fn sendings(&self) -> &Sendings {
        &self.inner.sendings
    }

    /// What was counted and measured.
    pub(crate) fn metrics(&self) -> &Metrics {
        &self.inner.metrics
    }

    pub(crate) fn service(&self) -> &Service {
        &self.inner.service
    }

    pub(crate) fn origin(&self) -> &Origin {
        &self.inner.origin
    }

    pub(crate) fn trusted_proxies(&self) -> &[IpNet] {
        &self.inner.trusted_proxies
    }

    /// The program was started with the demo: its box on the set-up page is ticked.
    pub(crate) fn is_demo(&self) -> bool {
        self.inner.demo
    }

    pub(crate) fn assets() -> Assets {
        Assets {
            style: bundle::STYLE,
            start: bundle::START,
            session: bundle::SESSION,
            live: bundle::LIVE,
            act: bundle::ACT,
            editor: bundle::EDITOR,
            palette: bundle::PALETTE,
            desk: bundle::DESK,
            font: bundle::FONT,
        }
    }
}
