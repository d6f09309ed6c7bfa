//! Places for connections: so many in all, and so many for each network.

use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use domain::limits;
use ipnet::IpNet;
use prometheus_client::metrics::counter::Counter;
use service::household;

use crate::shares::{Share, Shares};

/// Cloning shares them.
#[derive(Clone)]
pub(crate) struct Places {
    shares: Shares<IpAddr>,
    /// Whoever comes by a proxy of ours has its address.
    trusted: Arc<[IpNet]>,
    said: Arc<Mutex<Option<Instant>>>,
    refused: Counter,
}

impl Places {
    pub(crate) fn new(trusted: &[IpNet]) -> Self {
        Self::of(trusted, limits::CONNECTIONS, limits::CONNECTIONS_OF_ONE)
    }

    fn of(trusted: &[IpNet], all: usize, of_one: usize) -> Self {
        Self {
            shares: Shares::new(all, of_one),
            trusted: trusted.into(),
            said: Arc::default(),
            refused: Counter::default(),
        }
    }

    /// How many connections there are.
    pub(crate) fn taken(&self) -> usize {
        self.shares.taken()
    }

    /// How many were turned away.
    pub(crate) fn refused(&self) -> Counter {
        self.refused.clone()
    }

    /// Tells whoever runs the program, once a minute: a proxy that is not named looks like one network.
    pub(crate) fn say_full(&self) {
        self.refused.inc();
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        if said.is_none_or(|at| at.elapsed() > Duration::from_mins(1)) {
            *said = Some(Instant::now());
            tracing::warn!(
                "a network has no more connections; is a proxy missing in --trusted-proxies?"
            );
        }
    }

    /// None when all are taken, or as many as one network may have.
    pub(crate) fn take(&self, address: IpAddr) -> Option<Share<IpAddr>> {
        let address = address.to_canonical();
        if self.trusted.iter().any(|net| net.contains(&address)) {
            return self.shares.take_for_all();
        }
        self.shares.take(household(address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn one_network_has_its_own_places_and_takes_nobody_elses() {
        let places = Places::of(&[], 10, 2);
        let first = places.take(at("192.0.2.1")).unwrap();
        let _second = places.take(at("192.0.2.1")).unwrap();
        assert!(places.take(at("192.0.2.1")).is_none());
        assert!(places.take(at("::ffff:192.0.2.1")).is_none(), "it is the same one");
        assert!(places.take(at("192.0.2.2")).is_some());
        drop(first);
        assert!(places.take(at("192.0.2.1")).is_some(), "a place is given back");
    }

    #[test]
    fn addresses_of_one_household_are_one_network() {
        let places = Places::of(&[], 10, 2);
        let _both =
            [places.take(at("2001:db8::1")).unwrap(), places.take(at("2001:db8::2")).unwrap()];
        assert!(places.take(at("2001:db8::3")).is_none());
        assert!(places.take(at("2001:db8:0:1::3")).is_some());
    }

    #[test]
    fn a_proxy_brings_many_and_all_together_have_an_end() {
        let places = Places::of(&["10.0.0.0/8".parse().unwrap()], 3, 1);
        let all: Vec<_> = (0..4).map(|_| places.take(at("10.1.2.3"))).collect();
        assert_eq!(all.iter().filter(|place| place.is_some()).count(), 3);
        drop(all);
        assert!(places.take(at("10.1.2.3")).is_some());
    }
}
