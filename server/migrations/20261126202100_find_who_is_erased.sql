-- Whoever is erased is found by an index. A guest's name goes from beside all that they did in the transaction that
-- blanks their row, up to 25 guests in one, while their room is held: each look through a whole table makes everybody
-- in the room wait. What is kept about an address is counted and exported by the same indexes.

-- The keys of this table begin with the room. A guest has one; people of the site have many, and only they have an
-- entry here.
create index participant_person on participant (person_id) where person_id is not null;

-- Written with every message, which is what happens most in a room: one entry more beside the row, its two other
-- indexes, its event and the command, all of them one commit. It is never changed afterwards. Without it, each guest
-- who is erased costs a look at all messages of the site, or, by the primary key, at all of a room that may be busy.
create index message_participant on message (participant_id);

-- Few beside messages. An interaction's changes when somebody else publishes it, the others never.
create index question_participant on question (participant_id);
create index question_answer_participant on question_answer (participant_id);
create index interaction_participant on interaction (participant_id);
