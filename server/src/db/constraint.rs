//! The names of constraints, which both engines must speak.

use sqlx::error::{DatabaseError, ErrorKind};

/// SQLite tells a broken `unique` by its columns; here are the names.
const UNIQUE: &[(&str, &str)] = &[
    ("person.email", "person_email_unique"),
    ("person_group.name_key", "person_group_name_unique"),
    ("invitation.room_id, invitation.email", "invitation_room_email_unique"),
    ("claimed_device.invitation_id, claimed_device.place", "claimed_device_pk"),
    ("claimed_device.invitation_id, claimed_device.device_hash", "claimed_device_hash_unique"),
    ("participant.room_id, participant.invitation_id", "participant_invitation_unique"),
    ("participant.room_id, participant.person_id", "participant_person_unique"),
    ("participant.room_id, participant.link_guest_id", "participant_link_guest_unique"),
    ("link_guest.room_id, link_guest.device_hash", "link_guest_place"),
    ("room_event.room_id, room_event.sequence", "room_event_pk"),
    ("room_host.room_id, room_host.person_id", "room_host_pk"),
];

/// The constraint this error tells of, if it is one of ours.
pub fn broken(error: &dyn DatabaseError) -> Option<&'static str> {
    match error.kind() {
        ErrorKind::UniqueViolation => {
            let told = error.constraint().unwrap_or_else(|| error.message());
            UNIQUE
                .iter()
                .find(|(columns, name)| told == *name || told.ends_with(&format!(": {columns}")))
                .map(|(_, name)| *name)
        }
        ErrorKind::CheckViolation => Some("check"),
        ErrorKind::ForeignKeyViolation => Some("foreign key"),
        ErrorKind::NotNullViolation => Some("not null"),
        _ => None,
    }
}
