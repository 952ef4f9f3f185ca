//! The steps: making the first administrator and the first room, and how far the setup has got.

use app::account::api::Me;
use app::backend::{Caller, SetCookie};
use app::error::{AppError, FieldError};
use app::identity::api::SiteFace;
use app::media::api::RoomForm;
use app::setup::api::{FirstAdministrator, FirstRoom};
use domain::audit::AuditAct;
use domain::identity::{AddressProblem, PublicAddress};
use domain::language::Say;
use domain::name::parse_part;
use domain::room::Audience;
use domain::setup::{SetupStep, after};
use domain::{ApplicationRole, EmailAddress, PersonId, PersonName, RoomId, say};
use futures::FutureExt;
use std::time::Duration;

use crate::account::service::{self as accounts, has_administrator_in, require_administrator};
use crate::account::{password, password_link};
use crate::audit::{self, By, Note};
use crate::db::{Connection, DbError};
use crate::failure::{Failure, Outcome};
use crate::identity::{service as identity, stored};
use crate::people::idn;
use crate::people::queries::{self as people, NewPerson};
use crate::room::{schedule, service as rooms};
use crate::secrets;
use crate::site::Site;

/// How long the first session lasts, unless its host changes that.
const FIRST_SESSION: Duration = Duration::from_hours(1);

/// Whether nobody can administer the site. Asked of the database until somebody can.
pub async fn is_new(site: &Site) -> Outcome<bool> {
    if site.identity.is_administered() {
        return Ok(false);
    }
    let has_one = accounts::has_administrator(site).await?;
    if has_one {
        site.identity.note_administrator();
    }
    Ok(!has_one)
}

/// The code that opens the setup, while nobody can administer the site.
pub async fn find_code(site: &Site) -> Outcome<Option<String>> {
    if !is_new(site).await? {
        return Ok(None);
    }
    let stored = stored::load(&mut site.db.read().await?).await?;
    Ok(Some(site.key.setup_code(stored.setups)))
}

/// Makes the first administrator, who is signed in by it. Of several who come at once, one does.
///
/// # Errors
/// [`AppError::SetUpAlready`] when there is one.
pub async fn make_first_administrator(
    site: &Site,
    caller: &Caller,
    form: FirstAdministrator,
) -> Outcome<(SetCookie, SiteFace)> {
    site.limits.sign_in(&caller.address)?;
    refuse_in_the_open(caller)?;
    if !is_new(site).await? {
        return Err(AppError::SetUpAlready.into());
    }
    let setups = stored::load(&mut site.db.read().await?).await?.setups;
    let is_right = site.key.is_setup_code(&form.code, setups);
    let (name, email) = read(&form, is_right)?;
    let hash = password::hash(&form.password).await?;
    let now = site.clock.now();
    // Somebody who is in the directory already, as by an import, is made the administrator.
    let known = people::find_by_email(&mut site.db.read().await?, &email).await?.map(|known| known.id);
    let id = known.unwrap_or_else(|| PersonId::from_bits(secrets::id_bits(now)));
    let (sign_in, cookie) = accounts::prepare_sign_in(site, caller);
    let by = By::person(
        &Me { id, email: email.clone(), name: name.clone(), application_role: ApplicationRole::Admin },
        caller,
    );
    let noted = by.clone();
    let face = identity::change(site, by, move |connection, stored| {
        // Another was faster, whose code was the same.
        let is_late = stored.setups != setups;
        stored.setups += 1;
        stored.unfinished = Some(SetupStep::Site);
        async move {
            if is_late || has_administrator_in(connection).await? {
                return Err(AppError::SetUpAlready.into());
            }
            let application_role = ApplicationRole::Admin;
            let password_hash = Some(hash);
            let person = NewPerson { id, email, name, application_role, password_hash, created_at: now };
            match known {
                None => people::insert_person(connection, &person).await?,
                Some(_) => make_administrator(connection, &person).await?,
            }
            accounts::keep_sign_in(connection, id, sign_in).await?;
            audit::note(connection, &noted, Note::of(AuditAct::AdministratorMade), now).await?;
            Ok(())
        }
        .boxed()
    })
    .await?;
    site.identity.note_administrator();
    Ok((cookie, face))
}

/// What they have had before, sign-ins and a link to choose a password, was not an administrator's.
async fn make_administrator(connection: &mut Connection, person: &NewPerson) -> Result<(), DbError> {
    people::update_administrator(connection, person).await?;
    password_link::delete(connection, person.id).await?;
    accounts::end_all_sign_ins(connection, person.id).await
}

/// Over plain http the browser would keep no sign-in, and the site would have an administrator whom it does not know.
fn refuse_in_the_open(caller: &Caller) -> Result<(), AppError> {
    let origin = caller.origin.as_deref().map(PublicAddress::parse);
    match origin {
        Some(Err(problem @ AddressProblem::NotSecure)) => Err(AppError::field("code", problem)),
        _ => Ok(()),
    }
}

/// All that is wrong, told at once.
fn read(form: &FirstAdministrator, is_right: bool) -> Result<(PersonName, EmailAddress), AppError> {
    let (first, last) = (parse_part(&form.first_name), parse_part(&form.last_name));
    let email = idn::parse_address(&form.email);
    let password = password::check_new(&form.password);
    let code = (!is_right).then(|| {
        say!("This is not the setup code. The server printed it when it was started; it is shown anew at each start.")
    });
    let problems = [
        ("code", code),
        ("first_name", first.err().map(|problem| problem.say())),
        ("last_name", last.err().map(|problem| problem.say())),
        ("email", email.as_ref().err().map(Say::say)),
        ("password", password.err().map(|problem| problem.say())),
    ];
    let problems: Vec<FieldError> = problems
        .into_iter()
        .filter_map(|(field, problem)| Some(FieldError { field: field.to_owned(), message: problem? }))
        .collect();
    match (PersonName::parse(&form.first_name, &form.last_name), email) {
        (Ok(name), Ok(email)) if problems.is_empty() => Ok((name, email)),
        _ => Err(AppError::Fields(problems)),
    }
}

/// Notes that a step is done, or left for later.
pub async fn finish_step(site: &Site, caller: &Caller, step: SetupStep) -> Outcome<SiteFace> {
    let me = require_administrator(site, caller).await?;
    site.limits.write(&me.id.to_string())?;
    let (now, leaves) = (site.clock.now(), site.mailer().kept_in().is_none());
    identity::change(site, By::person(&me, caller), move |connection, stored| {
        stored.unfinished = after(stored.unfinished, step);
        async move {
            // Where the mail server was set at the start, nobody has had to name one here.
            if step == SetupStep::Mail && leaves {
                identity::make_templates(connection, me.id, now).await?;
            }
            Ok(())
        }
        .boxed()
    })
    .await
}

pub async fn dismiss(site: &Site, caller: &Caller) -> Outcome<SiteFace> {
    let me = require_administrator(site, caller).await?;
    site.limits.write(&me.id.to_string())?;
    identity::change(site, By::person(&me, caller), |_, stored| {
        stored.unfinished = None;
        async { Ok::<_, Failure>(()) }.boxed()
    })
    .await
}

/// Makes a room for invited people, whose session lasts an hour.
pub async fn make_first_room(site: &Site, caller: &Caller, form: FirstRoom) -> Outcome<RoomId> {
    require_administrator(site, caller).await?;
    let ends = schedule::moment("starts", &form.starts, &form.time_zone)
        .map(|starts| schedule::local(starts + FIRST_SESSION, &form.time_zone));
    let room = RoomForm {
        room: None,
        version: None,
        title: form.title,
        description: String::new(),
        speakers: String::new(),
        starts: form.starts,
        // Where the start cannot be read, that is told.
        ends: ends.unwrap_or_default(),
        time_zone: form.time_zone,
        collaboration: true,
        audience: Audience::Invited,
        hosts: Vec::new(),
    };
    let room = rooms::save(site, caller, room).await.map_err(only_asked)?;
    finish_step(site, caller, SetupStep::Room).await?;
    Ok(room)
}

/// The form has no end: what is wrong with it is wrong with the start.
fn only_asked(failure: Failure) -> Failure {
    let Failure::Told(AppError::Fields(fields)) = failure else { return failure };
    let has_start = fields.iter().any(|field| field.field == "starts");
    let kept = fields.into_iter().filter_map(|mut field| {
        if field.field == "ends" {
            "starts".clone_into(&mut field.field);
            return (!has_start).then_some(field);
        }
        Some(field)
    });
    Failure::Told(AppError::Fields(kept.collect()))
}
