//! How a session stands, in two words.

use core::time::Duration;

use domain::session::{Phase, Session};
use leptos::prelude::*;

use crate::live::ServerClock;
use crate::t;

/// A planned session this near is worth getting ready for.
const SOON: Duration = Duration::from_hours(1);

/// How a session stands, as people say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Planned,
    Soon,
    Open,
    Ended,
}

impl Standing {
    pub fn of(session: &Session, clock: ServerClock) -> Self {
        let now = clock.now();
        match session.phase(now) {
            Phase::Ended => Self::Ended,
            Phase::Open => Self::Open,
            Phase::Planned if session.starts_at.since(now) <= SOON => Self::Soon,
            Phase::Planned => Self::Planned,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Planned => t!("Planned"),
            Self::Soon => t!("Starts soon"),
            Self::Open => t!("Open now"),
            Self::Ended => t!("Ended"),
        }
    }

    const fn kind(self) -> Option<&'static str> {
        match self {
            Self::Soon => Some("wait"),
            Self::Open => Some("success"),
            Self::Planned | Self::Ended => None,
        }
    }
}

#[component]
pub fn PhaseBadge(#[prop(into)] standing: Signal<Standing>) -> impl IntoView {
    view! {
        <span class="badge phase-badge" data-kind=move || standing.get().kind()>
            {move || standing.get().words()}
        </span>
    }
}
