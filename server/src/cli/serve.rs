//! `greenroom serve`: the site, until it is told to stop.

use std::sync::Arc;

use anyhow::Context;
use tokio::net::TcpListener;

use super::open;
use crate::account::service::has_administrator;
use crate::assets::PublicFiles;
use crate::config::Config;
use crate::http::serve;
use crate::jobs;
use crate::live::hub;
use crate::router::{self, Edge};

pub async fn run(config: &Config) -> anyhow::Result<()> {
    let listener = TcpListener::bind(config.addr)
        .await
        .with_context(|| format!("cannot listen at {}; is it taken?", config.addr))?;
    let (site, committed) = open::site(config).await?;
    let files = PublicFiles::of_this_build();
    let edge = Edge {
        backend: Arc::clone(&site) as _,
        assets: files.assets().await.context("the files for browsers are missing; run bin/build")?,
        trusted_proxies: config.trusted_proxies.clone(),
        site: Arc::clone(&site),
        files,
    };
    let router = router::build(&edge).context("PUBLIC_URL cannot be served")?;
    let feeding = tokio::spawn(hub::run(Arc::clone(&site.hub), site.db.clone(), committed));
    let jobs = jobs::start(&site);
    if !has_administrator(&site).await? {
        println!("Nobody can administer this site yet. Make the first administrator:");
        println!("  greenroom user add you@example.org --first You --last Yourself --role admin");
    }
    println!("Greenroom is at {}", site.public_url);
    serve::run(listener, router, serve::stop_signal()?, || site.hub.stop()).await;
    drop(jobs);
    feeding.abort();
    site.db.close().await;
    Ok(())
}
