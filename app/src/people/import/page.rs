//! The page of *Import*: a file that is being chosen, or one that has been sent.

use domain::ImportId;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};

use super::api::{ImportRows, ImportSummary, find_import, list_import_rows, list_imports};
use super::compose::Compose;
use super::view::ImportView;
use crate::account::PageProblem;
use crate::error::AppError;
use crate::people::api::GroupSummary;
use crate::people::group_api::list_groups;
use crate::people::nav::{PeopleNav, Place};
use crate::t;
use crate::ui::SkeletonLines;

/// What the address asks for; a word that names no file is a page that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Compose,
    File(ImportId),
    Nothing,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Shown {
    /// The groups of the site, and the files of late.
    Compose(Vec<GroupSummary>, Vec<ImportSummary>),
    File(Box<ImportSummary>, ImportRows),
}

#[component]
pub fn ImportPeopleRoute() -> impl IntoView {
    let query = use_query_map();
    let wanted = Memo::new(move |_| match query.with(|query| query.get("file")) {
        None => Wanted::Compose,
        Some(file) => file.parse().map_or(Wanted::Nothing, Wanted::File),
    });
    let found = Resource::new(move || wanted.get(), find);
    view! {
        <Title text=t!("Import people") />
        <div class="page people">
            <Transition fallback=|| view! { <SkeletonLines lines=8 /> }>
                {move || Suspend::new(async move {
                    match found.await {
                        Ok(Shown::Compose(groups, imports)) => {
                            view! {
                                <header class="people-head">
                                    <h1>{t!("Import people")}</h1>
                                </header>
                                <PeopleNav here=Place::Import />
                                <Compose groups=groups imports=imports />
                            }
                                .into_any()
                        }
                        Ok(Shown::File(summary, rows)) => {
                            view! { <ImportView summary=*summary rows=rows /> }.into_any()
                        }
                        Err(error) => view! { <PageProblem error=error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

async fn find(wanted: Wanted) -> Result<Shown, AppError> {
    match wanted {
        Wanted::Nothing => Err(AppError::NotFound),
        Wanted::Compose => Ok(Shown::Compose(list_groups().await?, list_imports().await?)),
        Wanted::File(import) => {
            let summary = find_import(import).await?;
            Ok(Shown::File(Box::new(summary), list_import_rows(import, None, None).await?))
        }
    }
}
