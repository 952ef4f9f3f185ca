//! The command line.

mod check_config;
mod demo;
mod import;
mod log;
mod open;
mod passwords;
mod room;
mod serve;
mod setting;
mod user;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::{Config, Options};

/// The exit code of a wrong configuration, as of wrong arguments.
const WRONG_CONFIGURATION: u8 = 2;

/// Live rooms with one secure link for each guest.
#[derive(Parser)]
#[command(
    name = "greenroom",
    version,
    arg_required_else_help = true,
    max_term_width = 100,
    after_help = "\
Start here:
  greenroom serve                     and open the link that it prints
  greenroom demo                      or fill an empty site first, to try things out

Each option of the configuration can be given as the variable in brackets. `greenroom help COMMAND` has examples."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    options: Options,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the site until told to stop
    Serve,
    /// People of the site's directory
    #[command(subcommand, arg_required_else_help = true)]
    User(user::Command),
    /// Rooms
    #[command(subcommand, arg_required_else_help = true)]
    Room(room::Command),
    /// What the administrator decides for the whole site
    #[command(subcommand, arg_required_else_help = true)]
    Setting(setting::Command),
    /// Fill an empty site with people and rooms to try things out
    Demo,
    /// Bring the database up to this version; `serve` does so by itself
    Migrate,
    /// Show the configuration in effect and try whether it works; exit code 2 when it does not
    CheckConfig,
}

/// Does what the command line says.
pub async fn run() -> ExitCode {
    let Cli { command, options } = Cli::parse();
    let config = match options.check() {
        Ok(config) => config,
        Err(problems) => {
            eprint!("greenroom: the configuration is wrong:\n{problems}");
            return ExitCode::from(WRONG_CONFIGURATION);
        }
    };
    log::start(&config);
    if matches!(command, Command::CheckConfig) {
        return check_config::run(&config).await;
    }
    match obey(command, &config).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("greenroom: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn obey(command: Command, config: &Config) -> anyhow::Result<()> {
    match command {
        Command::Serve => serve::run(config).await,
        Command::User(command) => user::run(command, config).await,
        Command::Room(command) => room::run(command, config).await,
        Command::Setting(command) => setting::run(command, config).await,
        Command::Demo => demo::run(config).await,
        Command::Migrate => {
            open::database(config).await?.close().await;
            println!("The database is up to date.");
            Ok(())
        }
        Command::CheckConfig => Ok(()),
    }
}
