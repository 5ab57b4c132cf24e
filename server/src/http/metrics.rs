//! What is measured, in the format of Prometheus.

use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, histogram::Histogram},
    registry::Registry,
};
use std::time::Duration;

/// Which requests are counted together.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
    status: u16,
}

/// The server's counters.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<Route, Counter>,
    seconds: Histogram,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("afterword");
        let requests = Family::<Route, Counter>::default();
        let seconds = Histogram::new([0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0]);
        registry.register("requests", "Requests by route and status", requests.clone());
        registry.register(
            "request_seconds",
            "How long requests of shoppers took until they were durable",
            seconds.clone(),
        );
        Self {
            registry,
            requests,
            seconds,
        }
    }
}

impl Metrics {
    /// Counts a request to a route of the router's.
    pub fn count(&self, route: &str, status: u16, took: Duration) {
        self.requests
            .get_or_create(&Route {
                route: route.to_owned(),
                status,
            })
            .inc();
        if route.starts_with("/v1/") {
            self.seconds.observe(took.as_secs_f64());
        }
    }

    /// Everything, as Prometheus reads it.
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing into a String can't fail.
        encode(&mut text, &self.registry).ok();
        text
    }
}
