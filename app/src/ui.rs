//! Building blocks of pages, without a word of the product in them.

mod avatar;
pub mod combobox;
pub mod copy_button;
pub mod copy_field;
pub mod device_name;
pub mod dialog;
mod error_notice;
mod field;
mod icon;
mod local_time;
mod menu_button;
mod page_title;
mod post_form;
mod raw_text;
mod skeleton;
mod text_area;
mod toast;
mod utc_text;

pub use crate::browser::format_time::TimeStyle;
pub use avatar::Avatar;
pub use combobox::Combobox;
pub use copy_button::CopyButton;
pub use copy_field::CopyField;
pub use device_name::device_name;
pub use dialog::{ConfirmDialog, Dialog};
pub use error_notice::ErrorNotice;
pub use field::{FieldErrorText, TextField};
pub use icon::{Icon, IconName};
pub use local_time::{LocalTime, LocalTimeRange};
pub use menu_button::{MenuButton, MenuItem, MenuLink, MenuSubmit};
pub use page_title::PageTitle;
pub use post_form::PostForm;
pub use raw_text::raw_text;
pub use skeleton::SkeletonLines;
pub use text_area::TextArea;
pub use toast::{Toaster, Toasts, provide_toasts, use_toast};
