-- What kind of problem a mail has: a word of ours, beside what was said of it. Mails of before have none.
alter table mail add column problem_kind text;
