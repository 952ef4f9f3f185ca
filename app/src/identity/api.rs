//! Reading and changing what the site is.

use domain::EmailAddress;
use domain::identity::{PublicAddress, SiteName};
use domain::mail::{Encryption, MailServer};
use domain::mailed_code::CodePolicy;
use domain::setup::SetupStep;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// Names of forms, under which what was typed is kept when it is refused.
pub const NAME_FORM: &str = "site-name";
pub const ADDRESS_FORM: &str = "address";
pub const MAIL_SERVER_FORM: &str = "mail-server";

/// What every page shows of the site, guests' pages too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteFace {
    pub name: SiteName,
    /// Where the picture is; Greenroom's own sign when there is none.
    pub logo: Option<String>,
    /// The step at which the setup waits for an administrator.
    pub unfinished: Option<SetupStep>,
}

/// What administrators can say of the site, as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteDesk {
    pub face: SiteFace,
    pub address: AddressDesk,
    pub mail: MailServerDesk,
}

/// Where the site is reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressDesk {
    pub address: PublicAddress,
    /// It is set where the server is started, and cannot be changed on a page.
    pub is_fixed: bool,
    /// An administrator has said it.
    pub is_said: bool,
    /// Where the browser that asks seems to be.
    pub guess: Option<PublicAddress>,
}

/// How mails leave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailServerDesk {
    /// It is set where the server is started.
    pub is_fixed: bool,
    /// There is a mail server.
    pub leaves: bool,
    /// The server that an administrator has named.
    pub server: Option<MailServer>,
    /// Whom mails are from.
    pub from: String,
    /// Where a test goes: to whoever asks for it.
    pub test_to: EmailAddress,
    /// There is a template, so hosts can send links by mail.
    pub sends_links: bool,
    /// Who comes in only with a code that is mailed to them.
    pub codes: CodePolicy,
}

/// What the site is. For administrators; reads only.
#[server(endpoint = "site/find-desk")]
pub async fn find_site_desk() -> Result<SiteDesk, AppError> {
    crate::backend::call(async |backend, caller| backend.find_site_desk(&caller).await).await
}

/// Names the site. `walking` is the step of the setup that is done by it.
#[server(endpoint = "site/save-name")]
pub async fn save_site_name(name: String, walking: Option<SetupStep>) -> Result<SiteFace, AppError> {
    let saved =
        crate::backend::call(async |backend, caller| backend.save_site_name(&caller, &name).await).await;
    walk(crate::backend::keep_refused(saved, NAME_FORM, &[&name])?, walking).await
}

/// Shows this picture, in base64, beside the site's name.
#[server(endpoint = "site/save-logo")]
pub async fn save_logo(content: String) -> Result<SiteFace, AppError> {
    crate::backend::call(async |backend, caller| backend.save_logo(&caller, &content).await).await
}

/// Shows Greenroom's own sign again.
#[server(endpoint = "site/remove-logo")]
pub async fn remove_logo() -> Result<SiteFace, AppError> {
    crate::backend::call(async |backend, caller| backend.remove_logo(&caller).await).await
}

/// Says where the site is reached: links begin with it from now on.
#[server(endpoint = "site/save-address")]
pub async fn save_address(address: String, walking: Option<SetupStep>) -> Result<SiteFace, AppError> {
    let saved =
        crate::backend::call(async |backend, caller| backend.save_address(&caller, &address).await).await;
    walk(crate::backend::keep_refused(saved, ADDRESS_FORM, &[&address])?, walking).await
}

/// Names the mail server, and makes templates from the defaults where there are none.
#[server(endpoint = "site/save-mail-server")]
pub async fn save_mail_server(
    host: String,
    port: String,
    encryption: Encryption,
    user: String,
    password: String,
    from: String,
) -> Result<SiteFace, AppError> {
    let form = domain::mail::MailServerForm { host, port, encryption, user, password, from };
    let typed = form.clone();
    let saved =
        crate::backend::call(async |backend, caller| backend.save_mail_server(&caller, form).await).await;
    let typed = [&typed.host, &typed.port, encryption.word(), &typed.user, &typed.from];
    crate::backend::keep_refused(saved, MAIL_SERVER_FORM, &typed)
}

/// Goes without a mail server again: mails are kept as files.
#[server(endpoint = "site/remove-mail-server")]
pub async fn remove_mail_server() -> Result<SiteFace, AppError> {
    crate::backend::call(async |backend, caller| backend.remove_mail_server(&caller).await).await
}

/// Sends a mail made from the template, with samples, to the administrator who asks for it.
#[server(endpoint = "site/test-mail-server")]
pub async fn test_mail_server() -> Result<(), AppError> {
    let reads = crate::language::language();
    crate::backend::call(async |backend, caller| backend.test_mail_server(&caller, reads).await).await?;
    crate::backend::lead_form_back("sent=yes");
    Ok(())
}

/// Leads on to the next step, when this was one.
#[cfg(feature = "ssr")]
async fn walk(face: SiteFace, walking: Option<SetupStep>) -> Result<SiteFace, AppError> {
    match walking {
        None => Ok(face),
        Some(step) => crate::setup::api::go_on(step).await,
    }
}
