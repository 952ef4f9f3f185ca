//! Fills a live room with people, lets them talk, and measures what it costs the server that is named. A small room
//! comes first, so that the figures of the big one can be read as a ratio. `bin/bench room` starts the server and
//! runs this; `docs/benchmarks.md` says what the figures mean.

mod ear;
mod echo;
mod guest;
mod http;
mod process;
mod report;
mod room;

use std::io::stdin;
use std::net::{Ipv4Addr, SocketAddr};

use anyhow::{Context, Result, ensure};
use clap::Parser;
use domain::RoomId;

use guest::Host;
use http::Browser;
use process::Process;
use room::Order;

/// So many are in the small room.
const FEW: usize = 10;

/// The host's password is the first line of standard input.
#[derive(Parser)]
struct Arguments {
    #[arg(long, value_name = "IP:PORT")]
    server: SocketAddr,
    /// The server's process
    #[arg(long)]
    pid: u32,
    /// The address that the host signs in with
    #[arg(long)]
    host: String,
    /// Two empty, open rooms of the host: the small and the big one
    #[arg(long, num_args = 2, required = true)]
    rooms: Vec<RoomId>,
    #[arg(long, default_value_t = 1_000)]
    people: usize,
    /// Messages a second, as in 20 or 20/s
    #[arg(long, default_value = "20/s", value_parser = rate)]
    messages: f64,
    #[arg(long, default_value_t = 30.0)]
    seconds: f64,
}

fn rate(text: &str) -> Result<f64, String> {
    let rate = text.trim_end_matches("/s").parse().ok().filter(|rate: &f64| *rate > 0.0);
    rate.ok_or_else(|| "write how many a second, as in 20/s".to_owned())
}

#[tokio::main]
async fn main() -> Result<()> {
    let Arguments { server, pid, host, rooms, people, messages, seconds } = Arguments::parse();
    ensure!(people > 0, "nobody is no crowd");
    let mut password = String::new();
    stdin().read_line(&mut password).context("the host's password cannot be read")?;
    let browser = Browser::new(server, Ipv4Addr::new(10, 0, 0, 1));
    let host = Host::sign_in(browser, &host, password.trim_end()).await?;
    let echo = echo::measure().await?;
    let server = Process(pid);
    let mut figures = Vec::new();
    for (room, people) in rooms.into_iter().zip([FEW.min(people), people]) {
        println!("{people} people, {messages} messages a second for {seconds} s …");
        let order = Order { room, people, messages_per_second: messages, seconds };
        figures.push(order.run(&host, server).await?);
    }
    if let [small, big] = &figures[..] {
        report::print(echo, small, big);
    }
    Ok(())
}
