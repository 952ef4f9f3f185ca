//! The page of a room's invitations, for its hosts. What is searched for, which invitations are shown and in which order
//! stands in the URL, so that a reload and a shared link show the same.

use domain::RoomId;
use domain::invitation::ListView;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::list::InvitationList;
use crate::account::PageProblem;
use crate::error::AppError;
use crate::guest_link::api::{GuestLinkList, list_guest_links};
use crate::invitation::api::{InvitationPage, list_invitations};
use crate::media::api::{RoomPage, find_room};
use crate::routes;
use crate::t;
use crate::ui::{Icon, IconName, SkeletonLines};

#[component]
pub fn InvitationsPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let room = Memo::new(move |_| params.with(|params| params.get("room")?.parse::<RoomId>().ok()));
    let view = Memo::new(move |_| query.with(|query| routes::read_view(|name| query.get(name))));
    // Another view of the same room is the list's own business.
    let found = Resource::new(move || room.get(), move |room| find(room, view.get_untracked()));
    view! {
        <Title text=t!("Invitations") />
        <Transition fallback=|| view! { <div class="page"><SkeletonLines lines=6 /></div> }>
            {move || Suspend::new(async move {
                match found.await {
                    Ok((page, first, guest_links)) => {
                        view! {
                            <div class="page invitations">
                                <WayBack page=page.clone() />
                                <InvitationList page=page first=first guest_links=guest_links view=view />
                            </div>
                        }
                            .into_any()
                    }
                    Err(error) => view! { <PageProblem error=error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

type Found = Result<(RoomPage, InvitationPage, GuestLinkList), AppError>;

async fn find(room: Option<RoomId>, view: ListView) -> Found {
    let room = room.ok_or(AppError::NotFound)?;
    Ok((find_room(room).await?, list_invitations(room, view, 0).await?, list_guest_links(room).await?))
}

#[component]
fn WayBack(page: RoomPage) -> impl IntoView {
    view! {
        <p class="way-back">
            <a href=routes::room(page.id)>
                <Icon name=IconName::ArrowLeft />
                <bdi>{page.details.title}</bdi>
            </a>
        </p>
    }
}
