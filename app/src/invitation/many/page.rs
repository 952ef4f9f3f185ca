//! The page of *Invite many*: a list that is being put together, or one that is on its way.

use domain::{BatchId, RoomId};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::api::{BatchSummary, KnownRow, Results, find_batch, list_batches, list_results, list_uninvited};
use super::batch::BatchView;
use super::compose::Compose;
use crate::account::PageProblem;
use crate::error::AppError;
use crate::media::api::{RoomPage, find_room};
use crate::routes;
use crate::t;
use crate::ui::{Icon, IconName, SkeletonLines};

/// What the address asks for; a word that names no list is a page that is not there.
type Place = Option<(RoomId, Wanted)>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Compose,
    /// Those of a list who could not be invited.
    Mend(BatchId),
    Batch(BatchId),
}

#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
struct Found {
    page: RoomPage,
    shown: Shown,
}

#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
enum Shown {
    /// The rows to begin with, and the lists of late.
    Compose(Vec<KnownRow>, Vec<BatchSummary>),
    Batch(Box<BatchSummary>, Results),
}

#[component]
pub fn InviteManyRoute() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let place = Memo::new(move |_| -> Place {
        let room = params.with(|params| params.get("room")?.parse().ok())?;
        let wanted = query.with(|query| match (query.get("batch"), query.get("mend")) {
            (Some(batch), _) => batch.parse().ok().map(Wanted::Batch),
            (None, Some(batch)) => batch.parse().ok().map(Wanted::Mend),
            (None, None) => Some(Wanted::Compose),
        })?;
        Some((room, wanted))
    });
    let found = Resource::new(move || place.get(), find);
    view! {
        <Title text=t!("Invite many") />
        <Transition fallback=|| view! { <div class="page"><SkeletonLines lines=8 /></div> }>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(found) => view! { <Desk found=found /> }.into_any(),
                    Err(error) => view! { <PageProblem error=error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

async fn find(place: Place) -> Result<Found, AppError> {
    let (room, wanted) = place.ok_or(AppError::NotFound)?;
    // First of all, with the last event it holds: what happens to a list while it is read is told after that one.
    let page = find_room(room).await?;
    let shown = match wanted {
        Wanted::Compose => Shown::Compose(Vec::new(), list_batches(room).await?),
        Wanted::Mend(batch) => Shown::Compose(list_uninvited(batch).await?, Vec::new()),
        Wanted::Batch(batch) => {
            let summary = find_batch(room, batch).await?;
            Shown::Batch(Box::new(summary), list_results(batch, None, None).await?)
        }
    };
    Ok(Found { page, shown })
}

#[component]
fn Desk(found: Found) -> impl IntoView {
    let Found { page, shown } = found;
    let room = page.id;
    let title = page.details.title.clone();
    view! {
        <div class="page many">
            <p class="way-back">
                <a href=routes::invitations(room)>
                    <Icon name=IconName::ArrowLeft />
                    {t!("Invitations to {title}", title)}
                </a>
            </p>
            {match shown {
                Shown::Compose(rows, batches) => {
                    view! { <Compose page=page rows=rows batches=batches /> }.into_any()
                }
                Shown::Batch(summary, results) => {
                    view! { <BatchView page=page summary=*summary results=results /> }.into_any()
                }
            }}
        </div>
    }
}
