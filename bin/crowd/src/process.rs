//! What the server's process uses, as Linux counts it.

use std::fs::read_to_string;
use std::time::Duration;

use anyhow::{Context, Result};

/// Linux counts a process's time in hundredths of a second, on every machine.
const TICK: Duration = Duration::from_millis(10);

#[derive(Clone, Copy, Debug)]
pub struct Process(pub u32);

impl Process {
    /// Its part of the memory it shares with others, and all that is its own: in KiB.
    pub fn memory_kib(self) -> Result<u64> {
        let rollup = read_to_string(format!("/proc/{}/smaps_rollup", self.0))
            .context("the server's memory cannot be read; does it still run?")?;
        pss(&rollup).context("smaps_rollup tells no Pss")
    }

    /// Processor time so far, its own and the kernel's for it.
    pub fn cpu(self) -> Result<Duration> {
        let stat = read_to_string(format!("/proc/{}/stat", self.0)).context("the server does not run")?;
        ticks(&stat).map(|ticks| TICK * ticks).context("stat cannot be read")
    }
}

fn pss(rollup: &str) -> Option<u64> {
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// The program's name may hold spaces; what follows its bracket does not.
fn ticks(stat: &str) -> Option<u32> {
    let fields: Vec<_> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let (user, system): (u32, u32) = (fields.get(11)?.parse().ok()?, fields.get(12)?.parse().ok()?);
    Some(user + system)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_and_time_are_read_as_linux_writes_them() {
        assert_eq!(
            pss("5581-7ffe ---p 00000000\nRss:   9000 kB\nPss:            8123 kB\nPss_Dirty: 1 kB\n"),
            Some(8123)
        );
        let stat = "42 (a (strange) name) S 1 42 42 0 -1 4194560 100 0 0 0 250 50 0 0 20 0 4 0 1 1 1";
        assert_eq!(ticks(stat), Some(300));
    }
}
