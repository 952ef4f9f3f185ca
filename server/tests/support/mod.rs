//! A whole site for tests: a fresh database, a clock that stands still, and devices that behave as browsers.
#![allow(
    clippy::allow_attributes,
    dead_code,
    unused_imports,
    unused_macros,
    reason = "each test file uses a part"
)]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

pub mod answer;
pub mod arguments;
pub mod database;
pub mod device;
pub mod engine;
pub mod fake_backend;
pub mod guest_links;
pub mod mails;
pub mod people;
pub mod program;
pub mod smtp;
pub mod stream;
pub mod test_app;
pub mod waiting;

pub use answer::Answer;
pub use arguments::Arguments;
pub use device::Device;
pub use engine::{Engine, on_postgres, on_sqlite};
pub use fake_backend::FakeBackend;
pub use people::{Guest, HOUR, MINUTE, Person, Room, command_id, local};
pub use test_app::{NOW, PUBLIC_URL, TestApp};
pub use waiting::while_held;

/// One test for each engine: `on_both_engines!(a_sentence, async |engine| { … });`.
macro_rules! on_both_engines {
    ($name:ident, $test:expr) => {
        mod $name {
            use super::*;

            #[tokio::test]
            async fn on_sqlite() {
                crate::support::on_sqlite($test).await;
            }

            #[tokio::test]
            async fn on_postgres() {
                crate::support::on_postgres($test).await;
            }
        }
    };
}
pub(crate) use on_both_engines;
