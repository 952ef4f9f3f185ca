//! The rules of Greenroom, each in one place.
//!
//! Pure: no I/O, no clock, no randomness, no user interface. Time is a parameter. The same code decides in
//! the browser, to draw, and in the server, to enforce.
//!
//! | rule | module |
//! |---|---|
//! | what a point in time is | [`time`] |
//! | identifiers and how they are written | [`ids`] |
//! | which text people may type into one line | [`plain_text`] |
//! | which addresses are accepted, and when two are the same | [`email`] |
//! | which names are accepted | [`name`] |
//! | hosts, roles and what each may do | [`role`] |
//! | what the administrator has decided | [`settings`] |
//! | how many may be invited in a day | [`invite_limit`] |
//! | what a site is called, its logo, and where it is reached | [`identity`] |
//! | the steps of a first start | [`setup`] |
//! | who may invite, and whether the menu shows it | [`invite_policy`] |
//! | lists of people to be invited: what is wrong with a row, and what becomes of it | [`invite_many`] |
//! | how long a link lives, how many devices and tries it has | [`link_policy`] |
//! | states of an invitation | [`invitation`] |
//! | links that many may use, and who comes by them | [`guest_link`] |
//! | codes that show whose mailbox it is | [`mailed_code`] |
//! | what a room says of itself, and who may change it | [`room`] |
//! | when a session is planned, open, over | [`session`] |
//! | the parts of a countdown and the server's clock | [`countdown`] |
//! | the one door into a room | [`admission`] |
//! | what happens in a room and who may learn of it | [`live`] |
//! | who is known to everybody, and who is one of a crowd | [`crowd`] |
//! | who waits before the start | [`lobby`] |
//! | what people do inside, and whether their role lets them | [`command`] |
//! | messages of the chat and the backchannel | [`chat`] |
//! | questions, who sees them and what becomes of them | [`question`] |
//! | what is asked of everybody inside, and its results | [`interaction`] |
//! | quick signs of many at once | [`reaction`] |
//! | which links in a text may be followed | [`links`] |
//! | raised hands, and who is on stage | [`stage`] |
//! | a locked room, and who waits to be let in | [`lock`] |
//! | finding people; the directory, its groups, who may change it, and files of people | [`people`] |
//! | who came, for how long, and what goes into files | [`report`] |
//! | what invitations by mail say, how they are filled, when they are tried again | [`mail`] |
//! | the languages that guests are written in, and their days and times | [`language`] |
//! | entries for people's calendars | [`calendar`] |
//! | what a text file says, however it was saved | [`text_file`] |
//! | the people in a pasted list of addresses | [`addresses`] |
//! | how a running site is, and what needs attention | [`health`] |
//! | who did what, as it is written down for good | [`audit`] |
//! | what is kept about somebody, for how long, and what is left of it | [`privacy`] |
//! | how enumerations are written | [`words`] |

pub mod addresses;
pub mod admission;
pub mod audit;
pub mod calendar;
pub mod chat;
pub mod command;
pub mod countdown;
pub mod crowd;
pub mod email;
pub mod guest_link;
pub mod health;
pub mod identity;
pub mod ids;
pub mod interaction;
pub mod invitation;
pub mod invite_limit;
pub mod invite_many;
pub mod invite_policy;
pub mod language;
pub mod link_policy;
pub mod links;
pub mod live;
pub mod lobby;
pub mod lock;
pub mod mail;
pub mod mailed_code;
pub mod name;
pub mod people;
pub mod plain_text;
pub mod privacy;
pub mod question;
pub mod reaction;
pub mod report;
pub mod role;
pub mod room;
pub mod session;
pub mod settings;
pub mod setup;
pub mod stage;
pub mod text_file;
pub mod time;
pub mod words;

pub use admission::{Admission, Refusal, admit};
pub use email::{EmailAddress, EmailProblem};
pub use ids::{
    BatchId, CommandId, GroupId, GuestLinkId, ImportId, InvitationId, LinkGuestId, ParticipantId, PersonId,
    RoomId,
};
pub use language::Language;
pub use name::{NameProblem, PersonName};
pub use role::{ApplicationRole, HostKind, Permission, Role};
pub use settings::Settings;
pub use time::Timestamp;
