//! Mistakes in the configuration, collected so that one start tells them all.

use std::fmt;

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The variable that is wrong.
    pub name: &'static str,
    pub problem: String,
}

/// All mistakes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// The value, or `None` and a note of what is wrong with it.
    pub fn note<T, E>(
        &mut self,
        name: &'static str,
        read: Result<T, E>,
        explain: impl FnOnce(E) -> String,
    ) -> Option<T> {
        read.map_err(|error| self.0.push(Problem { name, problem: explain(error) })).ok()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Problem { name, problem } in &self.0 {
            writeln!(f, "  {name}: {problem}")?;
        }
        Ok(())
    }
}
