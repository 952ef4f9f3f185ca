-- Invitations by mail: what they say, and which are to be sent.

-- Every version that has been saved; the last one of each language counts.
create table mail_template (
    language text not null,
    version bigint not null,
    subject text not null,
    html text not null,
    plain text not null,
    calendar text not null,
    saved_by text,
    saved_at bigint not null,
    constraint mail_template_pk primary key (language, version),
    constraint mail_template_saved_by_fk foreign key (saved_by) references person (id) on delete set null
);

-- The outbox. A mail is written when it is sent, from its invitation as it is then: no link is stored.
create table mail (
    id text not null,
    invitation_id text not null,
    kind text not null,
    state text not null,
    tries bigint not null,
    -- The number of the entry in the guest's calendar, raised with each mail: the same mail has the same.
    calendar_sequence bigint not null,
    -- When it is to be sent, or tried again; while a node sends it, until when the others leave it alone.
    due_at bigint not null,
    queued_at bigint not null,
    settled_at bigint,
    -- Why the last try failed, in the mail server's words.
    problem text,
    constraint mail_pk primary key (id),
    constraint mail_invitation_fk foreign key (invitation_id) references invitation (id) on delete cascade,
    constraint mail_kind_check check (kind in ('invitation', 'update', 'cancellation')),
    constraint mail_state_check check (state in ('queued', 'sent', 'failed'))
);

create index mail_due on mail (state, due_at);
create index mail_queued on mail (queued_at, id);
create index mail_invitation on mail (invitation_id, queued_at);

-- Raised with each mail that changes what stands in the guest's calendar.
alter table invitation add column calendar_sequence bigint not null default 0;
