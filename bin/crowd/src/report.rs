//! The figures of a small room and a big one side by side: only their ratio outlives the machine.

use std::time::Duration;

use crate::room::Figures;

pub fn print(echo: Duration, small: &Figures, big: &Figures) {
    println!("{:<48} {:>12} {:>12} {:>8}", "", people(small), people(big), "ratio");
    line("all inside (s)", small, big, |figures| figures.coming_in.as_secs_f64());
    line("… and have heard of one another (s more)", small, big, |figures| figures.settling.as_secs_f64());
    line("a message from sending to its answer, p50 (ms)", small, big, |figures| {
        millis(percentile(&figures.answers, 500))
    });
    for (name, per_mille) in [("p50", 500), ("p95", 950), ("p99", 990), ("max", 1_000)] {
        line(&format!("a message from sending to receipt, {name} (ms)"), small, big, |figures| {
            millis(percentile(&figures.delays, per_mille))
        });
    }
    line("server memory for each, inside (KiB)", small, big, |figures| {
        each(grown(figures.memory_before_kib, figures.memory_inside_kib), figures.people)
    });
    line("… after all was said (KiB)", small, big, |figures| {
        each(grown(figures.memory_before_kib, figures.memory_talking_kib), figures.people)
    });
    line("received by each, coming in (KiB)", small, big, |figures| {
        each(count(figures.bytes_joining), figures.people) / 1024.0
    });
    line("received by each, talking (KiB)", small, big, |figures| {
        each(count(figures.bytes_talking), figures.people) / 1024.0
    });
    line("pages loaded again, coming in", small, big, |figures| count(figures.reloads_joining));
    line("went in again, taken for gone", small, big, |figures| count(figures.returns));
    line("pages loaded again, talking", small, big, |figures| count(figures.reloads_talking));
    line("server CPU for each who comes in (ms)", small, big, |figures| {
        each(figures.cpu_joining.as_secs_f64() * 1_000.0, figures.people)
    });
    line("server CPU for each message (ms)", small, big, |figures| {
        each(figures.cpu_talking.as_secs_f64() * 1_000.0, figures.messages)
    });
    line("server CPU for each delivery (µs)", small, big, |figures| {
        each(figures.cpu_talking.as_secs_f64() * 1e6, figures.messages * figures.people)
    });
    let echo = echo.as_secs_f64() * 1_000.0;
    println!(
        "\nThe server took {:.1} MiB before the crowd came and {:.1} MiB with {} inside.",
        mib(big.memory_before_kib),
        mib(big.memory_inside_kib),
        big.people
    );
    println!(
        "The same bytes over loopback and back take {echo:.3} ms at p50: a message to the big room, at p50, is {:.0} times that.",
        millis(percentile(&big.delays, 500)) / echo
    );
    println!("All of {} messages reached all of {} people, in one order, once.", big.messages, big.people);
}

fn people(figures: &Figures) -> String {
    format!("{} people", figures.people)
}

fn line(name: &str, small: &Figures, big: &Figures, of: impl Fn(&Figures) -> f64) {
    let (one, other) = (of(small), of(big));
    let ratio = if one > 0.0 { format!("{:.1}", other / one) } else { "–".to_owned() };
    println!("{name:<48} {one:>12.2} {other:>12.2} {ratio:>8}");
}

/// Of numbers in order.
fn percentile(sorted: &[u64], per_mille: usize) -> u64 {
    let place = (sorted.len() * per_mille).div_ceil(1_000).saturating_sub(1);
    sorted.get(place).copied().unwrap_or_default()
}

fn millis(micros: u64) -> f64 {
    number(micros) / 1_000.0
}

fn each(all: f64, of: usize) -> f64 {
    all / count(of)
}

fn grown(before: u64, after: u64) -> f64 {
    number(after) - number(before)
}

fn mib(kib: u64) -> f64 {
    number(kib) / 1024.0
}

fn count(value: usize) -> f64 {
    number(value as u64)
}

#[expect(clippy::cast_precision_loss, reason = "figures have three digits that matter")]
const fn number(value: u64) -> f64 {
    value as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_one_of_the_values() {
        let values: Vec<_> = (1..=200).collect();
        assert_eq!([500, 950, 990, 1_000].map(|part| percentile(&values, part)), [100, 190, 198, 200]);
        assert_eq!(percentile(&[7], 500), 7);
        assert_eq!(percentile(&[], 500), 0);
    }
}
