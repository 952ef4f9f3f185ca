-- What guests can do who are not let in, and the code that shows whose mailbox it is.

-- Since when the guest asks for a new link, and since when they say that they will not come.
alter table invitation add column link_requested_at bigint;
alter table invitation add column declined_at bigint;

-- Since when it is known that whoever uses the device reads the invited mailbox.
alter table claimed_device add column mailbox_proven_at bigint;

create table mailed_code (
    -- With the site's key it gives the code; alone it gives nothing.
    nonce text not null,
    invitation_id text not null,
    -- The device that has asked for it, and that alone can use it.
    device_hash text not null,
    asked_at bigint not null,
    wrong_tries bigint not null,
    -- Used, or replaced by a newer one of the same device.
    closed_at bigint,
    constraint mailed_code_pk primary key (nonce),
    constraint mailed_code_invitation_fk
        foreign key (invitation_id) references invitation (id) on delete cascade
);

create index mailed_code_invitation on mailed_code (invitation_id, asked_at);

-- The outbox takes one kind more. No engine changes a check in the way of the other, so the table is made anew.
create table mail_before as
    select id, invitation_id, kind, state, tries, calendar_sequence, due_at, queued_at, settled_at, problem from mail;

drop table mail;

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
    -- The nonce of the code that it brings.
    code text,
    constraint mail_pk primary key (id),
    constraint mail_invitation_fk foreign key (invitation_id) references invitation (id) on delete cascade,
    constraint mail_kind_check check (kind in ('invitation', 'update', 'cancellation', 'code')),
    constraint mail_state_check check (state in ('queued', 'sent', 'failed')),
    constraint mail_code_check check ((kind = 'code') = (code is not null))
);

insert into mail (id, invitation_id, kind, state, tries, calendar_sequence, due_at, queued_at, settled_at, problem)
    select id, invitation_id, kind, state, tries, calendar_sequence, due_at, queued_at, settled_at, problem
    from mail_before;

drop table mail_before;

create index mail_due on mail (state, due_at);
create index mail_queued on mail (queued_at, id);
create index mail_invitation on mail (invitation_id, queued_at);
create index mail_code on mail (code);
