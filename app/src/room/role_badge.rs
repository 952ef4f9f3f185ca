//! A role at a glance: a hue, an icon and a word, so that none of them is needed alone.

use domain::Role;
use leptos::prelude::*;

use crate::language::said;
use crate::ui::{Icon, IconName};

/// The icon of a role, the same everywhere.
pub const fn icon_of(role: Role) -> IconName {
    match role {
        Role::Guest => IconName::DoorOpen,
        Role::Viewer => IconName::Eye,
        Role::Moderator => IconName::Shield,
        Role::Speaker => IconName::Mic,
        Role::Host => IconName::Crown,
    }
}

#[component]
pub fn RoleBadge(role: Role) -> impl IntoView {
    view! {
        <span class="role-badge" data-role=role.word()>
            <Icon name=icon_of(role) />
            {said(&role)}
        </span>
    }
}
