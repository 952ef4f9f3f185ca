//! `greenroom user import`.

use std::io::{IsTerminal, stderr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, bail};
use indicatif::{HumanBytes, ProgressBar, ProgressStyle};

use crate::clock::Clock;
use crate::config::Config;
use crate::people::import::{BadRow, BadRows, ImportProblem, Order, Progress, import};

use super::open;
use super::user::Import;

/// Bad rows that are shown; the others are counted.
const SHOWN: u64 = 50;

pub async fn run(order: Import, config: &Config) -> anyhow::Result<()> {
    let bytes = std::fs::metadata(&order.file).map_or(0, |file| file.len());
    let mut report = order.report.map(Report::create).transpose()?;
    let db = open::database(config).await?;
    let mut count = 0;
    let mut report_problem = None;
    let mut on_bad = |row: &BadRow| {
        count += 1;
        if count <= SHOWN {
            eprintln!("line {}: {}", row.line, row.problem);
        }
        if let Some(Err(error)) = report.as_mut().map(|report| report.write(row)) {
            report_problem.get_or_insert(error);
        }
    };
    let bad_rows = if order.skip_bad_rows { BadRows::Skip } else { BadRows::Refuse };
    let import_order = Order { file: order.file, bad_rows };
    let imported = import(&db, &Clock::System, import_order, &mut on_bad, progress(bytes)).await;
    db.close().await;
    if count > SHOWN {
        eprintln!("… and {} more bad rows{}", count - SHOWN, where_they_are(report.as_ref()));
    }
    if let Some(error) = report_problem {
        eprintln!("The report is not complete: {error}");
    }
    match imported {
        Ok(done) => {
            println!(
                "{} added, {} updated, {} unchanged, {} skipped.",
                done.added, done.updated, done.unchanged, done.skipped
            );
            Ok(())
        }
        Err(ImportProblem::BadRows(count)) => {
            bail!(
                "{count} bad rows, so nothing was imported; mend them, or leave them out with --skip-bad-rows"
            )
        }
        Err(problem) => Err(problem).context("nothing was imported"),
    }
}

fn where_they_are(report: Option<&Report>) -> String {
    report.map_or_else(
        || "; --report FILE writes them all".to_owned(),
        |report| format!("; all are in {}", report.file.display()),
    )
}

/// All bad rows, as a CSV file.
struct Report {
    file: PathBuf,
    csv: csv::Writer<std::fs::File>,
}

impl Report {
    fn create(file: PathBuf) -> anyhow::Result<Self> {
        let told = |file: &Path| format!("the report {} cannot be written", file.display());
        let mut csv = csv::Writer::from_path(&file).with_context(|| told(&file))?;
        csv.write_record(["line", "problem"]).with_context(|| told(&file))?;
        csv.flush().with_context(|| told(&file))?;
        Ok(Self { file, csv })
    }

    fn write(&mut self, row: &BadRow) -> csv::Result<()> {
        self.csv.write_record([row.line.to_string(), row.problem.to_string()])
    }
}

/// A bar on a terminal, one line for each tenth elsewhere. Both passes over the file count.
fn progress(bytes: u64) -> Arc<dyn Fn(Progress) + Send + Sync> {
    let position = move |progress| match progress {
        Progress::Checking(read) => ("checking", read),
        Progress::Writing(read) => ("writing", bytes + read),
    };
    if !stderr().is_terminal() {
        eprintln!("reading {}", HumanBytes(bytes));
        let tenths = AtomicU64::new(0);
        return Arc::new(move |progress| {
            let (doing, at) = position(progress);
            let tenth = at * 10 / (2 * bytes).max(1);
            if tenth > tenths.fetch_max(tenth, Ordering::Relaxed) {
                eprintln!("{doing}: {}%", tenth * 10);
            }
        });
    }
    let style = ProgressStyle::with_template("{msg:<8} {wide_bar} {percent:>3}% {elapsed}");
    let bar = ProgressBar::new(2 * bytes).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    Arc::new(move |progress| {
        let (doing, at) = position(progress);
        if bar.message() != doing {
            bar.set_message(doing);
        }
        bar.set_position(at);
    })
}
