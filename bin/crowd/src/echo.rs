//! What this machine needs at least: some bytes over loopback and back, with nothing in between.

use std::time::{Duration, Instant};

use anyhow::Result;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// About as large as a message on a stream.
const BYTES: usize = 400;
const ROUNDS: usize = 2_000;

/// The time of one round, at p50.
pub async fn measure() -> Result<Duration> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let mut there = TcpStream::connect(listener.local_addr()?).await?;
    let (mut here, _) = listener.accept().await?;
    there.set_nodelay(true)?;
    here.set_nodelay(true)?;
    let echoing = tokio::spawn(async move {
        let mut bytes = [0; BYTES];
        while here.read_exact(&mut bytes).await.is_ok() && here.write_all(&bytes).await.is_ok() {}
    });
    let mut times = Vec::with_capacity(ROUNDS);
    let mut bytes = [0; BYTES];
    for _ in 0..ROUNDS {
        let began = Instant::now();
        there.write_all(&bytes).await?;
        there.read_exact(&mut bytes).await?;
        times.push(began.elapsed());
    }
    echoing.abort();
    times.sort_unstable();
    Ok(times[ROUNDS / 2])
}
