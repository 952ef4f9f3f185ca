//! What the site is called, how it looks, where it is reached and how its mails leave.

mod address_form;
pub mod api;
mod card_page;
pub mod face;
mod fixed_notice;
mod logo_field;
mod mail_server_acts;
mod mail_server_draft;
mod mail_server_form;
mod name_form;
mod section;

pub use address_form::AddressForm;
pub use card_page::CardPage;
pub use face::{Face, provide_face, take_face, use_face};
pub use logo_field::LogoField;
pub use mail_server_acts::MailServerActs;
pub use mail_server_form::{MailServerFields, TestMail};
pub use name_form::NameForm;
pub use section::SiteSection;
