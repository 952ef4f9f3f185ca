//! The log of the process, on standard error.

use std::io::stderr;

use tracing_subscriber::EnvFilter;

use crate::config::{Config, LogFormat};

pub fn start(config: &Config) {
    // Its layers write whole addresses at the finest level, and links are addresses.
    let rules = EnvFilter::new(format!("tower_http=info,{}", config.log));
    let log = tracing_subscriber::fmt().with_env_filter(rules).with_writer(stderr);
    // An error says that a log has been started, which a test may have done.
    let _ = match config.log_format {
        LogFormat::Text => log.try_init(),
        LogFormat::Json => log.json().try_init(),
    };
}
