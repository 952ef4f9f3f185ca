//! Groups of people. Who is in one that the settings name may invite: a change counts at once, on open pages too.

use app::backend::Caller;
use app::error::AppError;
use app::people::api::GroupSummary;
use app::people::group_api::GroupPage;
use domain::audit::{AuditAct, AuditField, AuditValue, SubjectKind};
use domain::people::directory::DirectoryView;
use domain::people::group::{GroupName, GroupProblem, MOST_GROUPS};
use domain::people::search_key;
use domain::{GroupId, PersonId};
use futures::FutureExt;

use super::{desk, group_queries, lock, queries, standing};
use crate::account::service::require_administrator;
use crate::audit::{self, By, Note};
use crate::db::{Connection, DbError};
use crate::failure::{Failure, Outcome};
use crate::site::Site;
use crate::{secrets, settings};

/// The field of a group's name.
const NAME: &str = "name";

pub async fn list(site: &Site, caller: &Caller) -> Outcome<Vec<GroupSummary>> {
    require_administrator(site, caller).await?;
    Ok(group_queries::list(&mut site.db.read().await?).await?)
}

/// A group and those of its members whom the view shows.
pub async fn find(site: &Site, caller: &Caller, group: GroupId, view: DirectoryView) -> Outcome<GroupPage> {
    require_administrator(site, caller).await?;
    let mut connection = site.db.read().await?;
    let found = group_queries::find(&mut connection, group).await?.ok_or(AppError::NotFound)?;
    let view = DirectoryView { group: Some(group), ..view };
    Ok(GroupPage {
        group: found,
        members: desk::list_in(&mut connection, &view).await?,
        may_invite: is_named(&mut connection, group).await?,
    })
}

pub async fn make(site: &Site, caller: &Caller, name: &str) -> Outcome<GroupId> {
    let me = require_administrator(site, caller).await?;
    site.limits.write(&me.id.to_string())?;
    let name = read(name)?;
    let by = By::person(&me, caller);
    let now = site.clock.now();
    let group = GroupId::from_bits(secrets::id_bits(now));
    site.db
        .write(move |connection| {
            async move {
                lock(connection).await?;
                if group_queries::count(connection).await? >= MOST_GROUPS {
                    return Err(problem(GroupProblem::TooMany));
                }
                group_queries::insert(connection, group, &name, now).await.map_err(taken)?;
                audit::note(connection, &by, about(AuditAct::GroupMade, group, &name), now).await?;
                Ok::<_, Failure>(())
            }
            .boxed()
        })
        .await?;
    Ok(group)
}

pub async fn rename(site: &Site, caller: &Caller, group: GroupId, name: &str) -> Outcome<()> {
    let me = require_administrator(site, caller).await?;
    site.limits.write(&me.id.to_string())?;
    let name = read(name)?;
    let (by, now) = (By::person(&me, caller), site.clock.now());
    site.db
        .write(move |connection| {
            async move {
                lock(connection).await?;
                let known = group_queries::find(connection, group).await?.ok_or(AppError::NotFound)?;
                if known.name == name {
                    return Ok(());
                }
                group_queries::rename(connection, group, &name).await.map_err(taken)?;
                let note = about(AuditAct::GroupRenamed, group, &name).changed(
                    AuditField::Name,
                    AuditValue::text(known.name.as_str()),
                    AuditValue::text(name.as_str()),
                );
                audit::note(connection, &by, note, now).await?;
                Ok::<_, Failure>(())
            }
            .boxed()
        })
        .await
}

/// Deletes a group; the settings do not name it any more. Its members stay in the directory.
pub async fn delete(site: &Site, caller: &Caller, group: GroupId) -> Outcome<()> {
    let me = require_administrator(site, caller).await?;
    site.limits.write(&me.id.to_string())?;
    let by = By::person(&me, caller);
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                // The directory first, as whoever puts somebody into a group holds it: the rooms come after both.
                lock(connection).await?;
                settings::lock(connection).await?;
                let known = group_queries::find(connection, group).await?.ok_or(AppError::NotFound)?;
                let before = settings::load(connection).await?;
                if before.allowed_groups.contains(&group) {
                    let mut after = before.clone();
                    after.allowed_groups.retain(|named| *named != group);
                    settings::save(connection, &after, now).await?;
                    let note = settings::service::note_of(&before, &after);
                    audit::note(connection, &by, note, now).await?;
                }
                group_queries::delete(connection, group).await?;
                let note = about(AuditAct::GroupDeleted, group, &known.name)
                    .with(AuditField::Members, known.members);
                audit::note(connection, &by, note, now).await?;
                Ok::<_, Failure>(())
            }
            .boxed()
        })
        .await
}

/// Puts somebody into a group, or takes them out. What is so already is no error.
pub async fn set_member(
    site: &Site,
    caller: &Caller,
    group: GroupId,
    person: PersonId,
    is_member: bool,
) -> Outcome<()> {
    let me = require_administrator(site, caller).await?;
    site.limits.write(&me.id.to_string())?;
    let by = By::person(&me, caller);
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                lock(connection).await?;
                let known = group_queries::find(connection, group).await?.ok_or(AppError::NotFound)?;
                let whom = queries::find_person(connection, person).await?.ok_or(AppError::NotFound)?;
                let has_changed = if is_member {
                    group_queries::insert_member(connection, group, person).await?
                } else {
                    group_queries::delete_member(connection, group, person).await?
                };
                if has_changed {
                    let act = if is_member { AuditAct::MemberAdded } else { AuditAct::MemberRemoved };
                    let note = Note::of(act)
                        .about_person(&whom)
                        .with(AuditField::Group, AuditValue::text(known.name.as_str()));
                    audit::note(connection, &by, note, now).await?;
                }
                if has_changed && is_named(connection, group).await? {
                    standing::tell_host(connection, person, now).await?;
                }
                Ok::<_, Failure>(())
            }
            .boxed()
        })
        .await
}

/// The groups whose name begins with what is typed, or that have this identifier.
pub async fn suggest(connection: &mut Connection, query: &str) -> Result<Vec<GroupSummary>, DbError> {
    let key = search_key(query);
    let mut groups = group_queries::list(connection).await?;
    groups.retain(|group| {
        let name = group.name.key();
        name.starts_with(&key) || name.contains(&format!(" {key}")) || group.id.to_string() == key
    });
    Ok(groups)
}

/// Whether the settings name this group.
pub(super) async fn is_named(connection: &mut Connection, group: GroupId) -> Result<bool, DbError> {
    Ok(settings::load(connection).await?.allowed_groups.contains(&group))
}

fn about(act: AuditAct, group: GroupId, name: &GroupName) -> Note {
    Note::of(act).about(SubjectKind::Group, group, name.as_str())
}

fn read(name: &str) -> Outcome<GroupName> {
    GroupName::parse(name).map_err(problem)
}

fn problem(problem: GroupProblem) -> Failure {
    AppError::field(NAME, problem).into()
}

fn taken(error: DbError) -> Failure {
    match error {
        DbError::Constraint("person_group_name_unique") => problem(GroupProblem::Taken),
        other => other.into(),
    }
}
