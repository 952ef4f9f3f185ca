//! `greenroom serve`: the site, until it is told to stop.

use std::sync::Arc;

use anyhow::Context;
use app::routes;
use tokio::net::TcpListener;

use super::open;
use crate::assets::PublicFiles;
use crate::config::Config;
use crate::http::serve;
use crate::jobs;
use crate::live::hub;
use crate::router::{self, Edge};
use crate::setup;

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
    let router = router::build(&edge);
    let feeding = tokio::spawn(hub::run(Arc::clone(&site.hub), site.db.clone(), committed));
    let jobs = jobs::start(&site);
    let address = site.identity.now().address.clone();
    if let Some(code) = setup::service::find_code(&site).await? {
        println!("This site is new. Open this link to set it up:");
        println!("  {}", routes::setup_link(&address, &code));
        println!("or open {address}{} and type the setup code {code}", routes::setup());
        println!("It works until there is an administrator. Show it to nobody else.");
    }
    println!("Greenroom is at {address}");
    serve::run(listener, router, serve::stop_signal()?, || site.hub.stop()).await;
    drop(jobs);
    feeding.abort();
    site.db.close().await;
    Ok(())
}
