//! The settings as they are being typed.

use domain::mailed_code::CodePolicy;
use domain::settings::{Grants, PlusRule, SettingsForm};
use domain::{ApplicationRole, Settings};
use leptos::prelude::*;

use super::api::SettingsDesk;
use super::inviters::Inviters;

/// The values of the form. Copies share them.
#[derive(Clone, Copy)]
pub struct Draft {
    pub invite_to_media: RwSignal<bool>,
    pub media_page: RwSignal<bool>,
    pub allowed_users: RwSignal<ApplicationRole>,
    pub inviters: Inviters,
    pub link_duration_minutes: RwSignal<String>,
    pub link_devices: RwSignal<String>,
    pub mailed_code: RwSignal<CodePolicy>,
    pub grants: RwSignal<Grants>,
    pub invitations_per_host: RwSignal<String>,
    pub invitations_per_room: RwSignal<String>,
    pub plus_addresses: RwSignal<PlusRule>,
    pub blocked_domains: RwSignal<String>,
    pub allowed_domains: RwSignal<String>,
    pub guest_links: RwSignal<bool>,
    pub advance_entry_minutes: RwSignal<String>,
    pub guests_kept_days: RwSignal<String>,
}

impl Draft {
    pub fn of(desk: &SettingsDesk) -> Self {
        let form = SettingsForm::from(&desk.settings);
        Self {
            invite_to_media: RwSignal::new(form.invite_to_media),
            media_page: RwSignal::new(form.media_page),
            allowed_users: RwSignal::new(form.allowed_users),
            inviters: Inviters::new(&desk.settings, desk.named.clone()),
            link_duration_minutes: RwSignal::new(form.link_duration_minutes),
            link_devices: RwSignal::new(form.link_devices),
            mailed_code: RwSignal::new(form.mailed_code),
            grants: RwSignal::new(form.grants),
            invitations_per_host: RwSignal::new(form.invitations_per_host),
            invitations_per_room: RwSignal::new(form.invitations_per_room),
            plus_addresses: RwSignal::new(form.plus_addresses),
            blocked_domains: RwSignal::new(form.blocked_domains),
            allowed_domains: RwSignal::new(form.allowed_domains),
            guest_links: RwSignal::new(form.guest_links),
            advance_entry_minutes: RwSignal::new(form.advance_entry_minutes),
            guests_kept_days: RwSignal::new(form.guests_kept_days),
        }
    }

    /// Shows these settings instead of what is typed.
    pub fn take(self, settings: &Settings) {
        self.put(SettingsForm::from(settings));
    }

    /// Shows this instead of what is typed.
    pub fn put(self, form: SettingsForm) {
        self.invite_to_media.set(form.invite_to_media);
        self.media_page.set(form.media_page);
        self.allowed_users.set(form.allowed_users);
        self.inviters.put(&form.allowed_people, &form.allowed_groups);
        self.link_duration_minutes.set(form.link_duration_minutes);
        self.link_devices.set(form.link_devices);
        self.mailed_code.set(form.mailed_code);
        self.grants.set(form.grants);
        self.invitations_per_host.set(form.invitations_per_host);
        self.invitations_per_room.set(form.invitations_per_room);
        self.plus_addresses.set(form.plus_addresses);
        self.blocked_domains.set(form.blocked_domains);
        self.allowed_domains.set(form.allowed_domains);
        self.guest_links.set(form.guest_links);
        self.advance_entry_minutes.set(form.advance_entry_minutes);
        self.guests_kept_days.set(form.guests_kept_days);
    }

    /// What is typed; whoever reads it in a reactive place follows it.
    pub fn read(self) -> SettingsForm {
        let (allowed_people, allowed_groups) = self.inviters.read();
        SettingsForm {
            invite_to_media: self.invite_to_media.get(),
            media_page: self.media_page.get(),
            allowed_users: self.allowed_users.get(),
            allowed_people,
            allowed_groups,
            link_duration_minutes: self.link_duration_minutes.get(),
            link_devices: self.link_devices.get(),
            mailed_code: self.mailed_code.get(),
            grants: self.grants.get(),
            invitations_per_host: self.invitations_per_host.get(),
            invitations_per_room: self.invitations_per_room.get(),
            plus_addresses: self.plus_addresses.get(),
            blocked_domains: self.blocked_domains.get(),
            allowed_domains: self.allowed_domains.get(),
            guest_links: self.guest_links.get(),
            advance_entry_minutes: self.advance_entry_minutes.get(),
            guests_kept_days: self.guests_kept_days.get(),
        }
    }
}
