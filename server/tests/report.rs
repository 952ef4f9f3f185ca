//! Reports through the router: who may read one, what it tells, and its files.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use app::error::AppError;
use app::join::farewell::Farewell;
use app::media::api::RoomPage;
use app::report::api::{ReportPage, RunReport, Transcript};
use axum::body::Body;
use domain::chat::{Channel, ChatCommand};
use domain::command::RoomCommand;
use domain::interaction::{Answer, Choices, Content, InteractionCommand, Kind};
use domain::live::Sequence;
use domain::question::{QuestionCommand, Visibility};
use domain::report::{Attendee, PAGE};
use domain::room::RoomDenied;
use domain::{HostKind, Refusal, Role, RoomId};
use http::{Request, StatusCode, header};
use serde_json::json;
use support::people::Told;
use support::{Answer as Response, Device, Guest, HOUR, MINUTE, Person, Room, TestApp, on_both_engines};

async fn open_room<'a>(app: &TestApp, ann: &'a Person) -> Room<'a> {
    let room = ann.room(0, HOUR).await;
    app.turn(0).await;
    ann.device.enter(room.id, None).await.unwrap();
    room
}

async fn try_report(device: &Device, room: RoomId, run: Option<u32>) -> Told<ReportPage> {
    let (room, run) = (room.to_string(), run.map(|run| run.to_string()));
    match &run {
        Some(run) => device.call("/api/reports/find", [("room", room.as_str()), ("run", run)]).await,
        None => device.call("/api/reports/find", [("room", room.as_str())]).await,
    }
}

/// What the newest run was like.
async fn report(ann: &Person, room: &Room<'_>) -> RunReport {
    try_report(&ann.device, room.id, None).await.unwrap().run.unwrap()
}

async fn file(device: &Device, room: RoomId, part: &str) -> Response {
    device.get(&format!("/rooms/{room}/report/{part}.csv")).await
}

/// The rows of a file, without its headings.
async fn rows(ann: &Person, room: &Room<'_>, part: &str) -> Vec<Vec<String>> {
    let answer = file(&ann.device, room.id, part).await;
    assert_eq!(answer.status, StatusCode::OK, "{part}: {}", answer.text());
    let text = answer.text();
    let text = text.strip_prefix('\u{feff}').expect("Excel looks for the mark");
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(ToOwned::to_owned).collect()).collect()
}

fn say(text: &str) -> RoomCommand {
    let (channel, text) = (Channel::Chat, text.to_owned());
    RoomCommand::Chat(ChatCommand::Post { channel, text, reply_to: None })
}

fn ask(text: &str, visibility: Visibility) -> RoomCommand {
    RoomCommand::Question(QuestionCommand::Ask { text: text.to_owned(), visibility })
}

fn publish(kind: Kind, prompt: &str, options: &[&str], right: Choices) -> RoomCommand {
    let options = options.iter().map(|option| (*option).to_owned()).collect();
    let content = Content { kind, prompt: prompt.to_owned(), options, is_multiple: false };
    RoomCommand::Interaction(InteractionCommand::Draft { content, right, is_published: true })
}

fn answer(interaction: Sequence, answer: Answer) -> RoomCommand {
    RoomCommand::Interaction(InteractionCommand::Answer { interaction, answer })
}

async fn last_interaction(guest: &Guest) -> Sequence {
    guest.inside().await.state.interactions.published[0].number
}

on_both_engines!(attendance_tells_who_came_when_and_for_how_long, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    room.invite("nobody@example.org", Role::Moderator).await;
    app.turn(10 * MINUTE).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    app.turn(5 * MINUTE).await;
    room.change_role(bo.id, Role::Speaker).await.unwrap();
    bo.device.leave(room.id, Some(&bo.invitation)).await.unwrap();
    app.turn(5 * MINUTE).await;
    bo.device.enter(room.id, Some(&bo.invitation)).await.unwrap();
    let open = report(&ann, &room).await;
    assert!(open.attendance.run.is_open());
    assert!(open.attendance.attendees.iter().all(Attendee::is_inside));
    app.turn(10 * MINUTE).await;
    room.act("/api/sessions/end").await.unwrap();
    app.turn(HOUR).await;

    let told = report(&ann, &room).await;
    let [host, guest] = told.attendance.attendees.as_slice() else { panic!("{:?}", told.attendance) };
    assert_eq!((host.roles.as_slice(), host.is_guest, host.visits.len()), (&[Role::Host][..], false, 1));
    assert_eq!((guest.roles.as_slice(), guest.is_guest), (&[Role::Viewer, Role::Speaker][..], true));
    assert_eq!((guest.participant, guest.visits.len()), (bo.id, 2));
    let now = app.clock.now();
    assert_eq!(guest.present_for(now).as_secs(), 15 * 60);
    assert_eq!(host.present_for(now).as_secs(), 30 * 60);
    let figures = told.attendance.figures(now);
    assert_eq!((figures.came, figures.most), (2, 2));
    let absent: Vec<&str> = told.absent.iter().map(|one| one.email.as_str()).collect();
    assert_eq!(absent, ["nobody@example.org"]);

    let rows = rows(&ann, &room, "attendance").await;
    assert_eq!(rows[0][..5], ["ann Tester", "", "no", "Host", "yes"]);
    assert_eq!(
        rows[1],
        [
            "Bo Guest",
            "bo@example.org",
            "yes",
            "Viewer, Speaker",
            "yes",
            "2027-01-15T08:10:00+00:00",
            "2027-01-15T08:30:00+00:00",
            "2",
            "0:15:00",
            ""
        ]
    );
    assert_eq!(rows[2][1..5], ["nobody@example.org", "yes", "Moderator", "no"]);
});

on_both_engines!(each_opening_has_a_report_of_its_own, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    bo.does(&say("in the first")).await.unwrap();
    bo.does(&ask("First?", Visibility::Public)).await.unwrap();
    app.turn(HOUR).await;
    app.turn(MINUTE).await;
    room.reschedule(2 * HOUR, 3 * HOUR).await.unwrap();
    ann.device.enter(room.id, None).await.unwrap();
    ann.device.command(room.id, None, &say("while it is prepared")).await.unwrap();
    let planned = try_report(&ann.device, room.id, None).await.unwrap();
    assert_eq!(planned.runs.len(), 1, "what is planned is no run yet");
    app.turn(HOUR).await;
    ann.device.command(room.id, None, &say("in the second")).await.unwrap();

    let newest = try_report(&ann.device, room.id, None).await.unwrap();
    assert_eq!(newest.runs.iter().map(|run| run.number).collect::<Vec<_>>(), [2, 1]);
    let texts = |told: &RunReport| {
        told.transcript.messages.iter().map(|message| message.text.clone()).collect::<Vec<_>>()
    };
    let second = newest.run.unwrap();
    assert_eq!(texts(&second), ["while it is prepared", "in the second"]);
    assert_eq!((second.attendance.attendees.len(), second.questions.len()), (1, 0));
    let absent: Vec<&str> = second.absent.iter().map(|one| one.email.as_str()).collect();
    assert_eq!(absent, ["bo@example.org"], "who came the first time is missed the second time");
    let first = try_report(&ann.device, room.id, Some(1)).await.unwrap().run.unwrap();
    assert_eq!((texts(&first), first.absent.len()), (vec!["in the first".to_owned()], 0));
    assert_eq!((first.attendance.attendees.len(), first.questions.len()), (2, 1));
    assert!(!first.attendance.attendees.iter().any(Attendee::is_inside));
    let not_there = try_report(&ann.device, room.id, Some(3)).await;
    assert_eq!(not_there.unwrap_err(), (StatusCode::NOT_FOUND, AppError::NotFound));
    for run in ["3", "x", "-1"] {
        let answer = ann.device.get(&format!("/rooms/{}/report/chat.csv?run={run}", room.id)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{run}");
    }
});

on_both_engines!(only_hosts_read_a_report, async |engine| {
    let app = TestApp::generous(engine).await;
    let (ann, kim) = (app.person("ann@example.org").await, app.person("kim@example.org").await);
    let (eve, mo) = (app.person("eve@example.org").await, app.person("mo@example.org").await);
    let room = ann.room_with("invited", &[(kim.id, HostKind::CoPublisher)]).await;
    app.turn(HOUR).await;
    room.invite("mo@example.org", Role::Moderator).await;
    assert!(try_report(&kim.device, room.id, None).await.is_ok(), "every host may");
    let not_found = (StatusCode::NOT_FOUND, AppError::NotFound);
    let sign_in = (StatusCode::UNAUTHORIZED, AppError::SignInNeeded);
    let not_host = (StatusCode::FORBIDDEN, AppError::RoomDenied(RoomDenied::NotHost));
    let stranger = app.device();
    for (device, refused) in [(&eve.device, not_found), (&mo.device, not_host), (&stranger, sign_in)] {
        assert_eq!(try_report(device, room.id, None).await.unwrap_err(), refused);
        let (room_text, run) = (room.id.to_string(), "1");
        let fields = [("room", room_text.as_str()), ("run", run), ("after", "0")];
        let more: Told<Transcript> = device.call("/api/reports/messages", fields).await;
        assert_eq!(more.unwrap_err(), refused);
        for part in ["attendance", "chat", "questions", "interactions"] {
            let answer = file(device, room.id, part).await;
            assert_eq!((answer.status, answer.text()), (refused.0, refused.1.to_string()), "{part}");
        }
    }
    let page = mo.device.get(&format!("/rooms/{}/report", room.id)).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    for path in ["/rooms/nothing/report/chat.csv", &format!("/rooms/{}/report/chat.txt", room.id)] {
        assert_eq!(ann.device.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(file(&ann.device, room.id, "backchannel").await.status, StatusCode::NOT_FOUND);
    room.act("/api/rooms/delete").await.unwrap();
    let gone = (StatusCode::GONE, AppError::Refused(Refusal::RoomDeleted));
    assert_eq!(try_report(&ann.device, room.id, None).await.unwrap_err(), gone);
    assert_eq!(file(&ann.device, room.id, "chat").await.status, StatusCode::GONE);
});

on_both_engines!(a_room_that_was_never_open_has_nothing_to_report, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let page = try_report(&ann.device, room.id, None).await.unwrap();
    assert_eq!((page.runs, page.run, page.title.as_str()), (vec![], None, "Optics"));
    assert_eq!(file(&ann.device, room.id, "attendance").await.status, StatusCode::NOT_FOUND);
    let has_report = async || room.page().await.map(|page: RoomPage| page.has_report).unwrap();
    assert!(!has_report().await);
    ann.device.enter(room.id, None).await.unwrap();
    assert!(has_report().await);
});

on_both_engines!(the_chat_is_told_without_what_was_deleted_and_without_the_backchannel, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let mo = room.guest(&app, "mo@example.org", Role::Moderator).await;
    let first = mo.does(&say("=1+1")).await.unwrap();
    let chat = |command| RoomCommand::Chat(command);
    let (channel, text) = (Channel::Chat, "+49 30".to_owned());
    mo.does(&chat(ChatCommand::Post { channel, text, reply_to: Some(first) })).await.unwrap();
    let gone = mo.does(&say("taken back")).await.unwrap();
    mo.does(&chat(ChatCommand::DeleteOwn { channel, message: gone })).await.unwrap();
    let secret = "only for us";
    let (channel, text) = (Channel::Backchannel, secret.to_owned());
    mo.does(&chat(ChatCommand::Post { channel, text, reply_to: None })).await.unwrap();
    let liked = ChatCommand::Like { channel: Channel::Chat, message: first, is_liked: true };
    ann.device.command(room.id, None, &chat(liked)).await.unwrap();
    let cleared = ChatCommand::Clear { channel: Channel::Chat, up_to: first };
    mo.does(&chat(cleared)).await.unwrap();

    let told = report(&ann, &room).await;
    assert_eq!((told.transcript.all, told.transcript.has_more), (2, false));
    assert_eq!(told.transcript.messages[0].likes, 1);
    assert!(!serde_json::to_string(&told).unwrap().contains(secret));
    let rows = rows(&ann, &room, "chat").await;
    let (first, time) = (first.to_string(), "2027-01-15T08:00:00+00:00");
    assert_eq!(rows[0], [first.as_str(), time, "Bo Guest", "Moderator", "'=1+1", "", "1", "no"]);
    assert_eq!((rows[1][4].as_str(), rows[1][5].as_str()), ("'+49 30", first.as_str()));
    for part in ["attendance", "chat", "questions", "interactions"] {
        let text = file(&ann.device, room.id, part).await.text();
        assert!(!text.contains(secret) && !text.contains("taken back"), "{part}");
    }
});

on_both_engines!(a_long_chat_comes_in_parts_and_whole_as_a_file, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let count = 3 * PAGE + 1;
    for number in 0..count {
        ann.device.command(room.id, None, &say(&format!("message {number}"))).await.unwrap();
    }
    let told = report(&ann, &room).await.transcript;
    assert_eq!((told.messages.len(), told.all as usize, told.has_more), (PAGE, count, true));
    let mut read = told.messages;
    while read.len() < count {
        let (room, after) = (room.id.to_string(), read.last().unwrap().number.to_string());
        let fields = [("room", room.as_str()), ("run", "1"), ("after", &after)];
        let more: Transcript = ann.device.call("/api/reports/messages", fields).await.unwrap();
        assert_eq!(more.has_more, read.len() + more.messages.len() < count);
        assert!(!more.messages.is_empty());
        read.extend(more.messages);
    }
    let texts: Vec<String> = read.into_iter().map(|message| message.text).collect();
    assert_eq!(texts, (0..count).map(|number| format!("message {number}")).collect::<Vec<_>>());
    let rows = rows(&ann, &room, "chat").await;
    assert_eq!(rows.iter().map(|row| row[4].clone()).collect::<Vec<_>>(), texts);
});

on_both_engines!(questions_are_told_with_their_answers_and_private_ones_as_such, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    let cy = room.guest(&app, "cy@example.org", Role::Viewer).await;
    let public = bo.does(&ask("@why?", Visibility::Public)).await.unwrap();
    bo.does(&ask("Between us?", Visibility::Private)).await.unwrap();
    let question = |command| RoomCommand::Question(command);
    cy.does(&question(QuestionCommand::Vote { question: public, is_voted: true })).await.unwrap();
    let (text, visibility) = ("Because.".to_owned(), Visibility::Public);
    let command = question(QuestionCommand::Answer { question: public, text, visibility });
    ann.device.command(room.id, None, &command).await.unwrap();

    let told = report(&ann, &room).await.questions;
    assert_eq!((told.len(), told[0].votes, told[0].answers.len()), (2, 1, 1));
    let rows = rows(&ann, &room, "questions").await;
    let cells = |row: usize| [1, 3, 5, 6, 7, 8].map(|column| rows[row][column].as_str());
    assert_eq!(cells(0), ["question", "Bo Guest", "public", "answered", "1", "'@why?"]);
    assert_eq!(cells(1), ["answer", "ann Tester", "public", "", "", "Because."]);
    assert_eq!(cells(2), ["question", "Bo Guest", "private", "open", "0", "Between us?"]);
    assert_eq!((rows[0][0].clone(), rows[1][0].clone()), (public.to_string(), public.to_string()));
});

on_both_engines!(interactions_are_told_with_results_and_nobody_with_an_answer, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let mo = room.guest(&app, "mo@example.org", Role::Moderator).await;
    let vi = room.guest(&app, "vi@example.org", Role::Viewer).await;
    mo.does(&publish(Kind::Quiz, "Two and two?", &["Three", "Four"], Choices::one(1))).await.unwrap();
    let quiz = last_interaction(&mo).await;
    vi.does(&answer(quiz, Answer::Chosen(Choices::one(1)))).await.unwrap();
    mo.does(&answer(quiz, Answer::Chosen(Choices::one(0)))).await.unwrap();
    mo.does(&publish(Kind::Open, "What else?", &[], Choices::NONE)).await.unwrap();
    let open = last_interaction(&mo).await;
    vi.does(&answer(open, Answer::Text("-more light".to_owned()))).await.unwrap();
    mo.does(&publish(Kind::Announcement, "Lunch", &[], Choices::NONE)).await.unwrap();
    let draft = InteractionCommand::Draft {
        content: Content {
            kind: Kind::Vote,
            prompt: "Draft".to_owned(),
            options: vec![],
            is_multiple: false,
        },
        right: Choices::NONE,
        is_published: false,
    };
    mo.does(&RoomCommand::Interaction(draft)).await.unwrap();

    let told = report(&ann, &room).await.interactions;
    let prompts: Vec<&str> = told.iter().map(|one| one.content.prompt.as_str()).collect();
    assert_eq!(prompts, ["Two and two?", "What else?", "Lunch"], "as they were published, without drafts");
    assert_eq!((told[0].tally.answered, told[0].tally.counts.as_slice()), (2, &[1, 1][..]));
    assert_eq!(told[1].tally.texts[0].text, "-more light");
    assert!(!serde_json::to_string(&told).unwrap().contains(&vi.id.to_string()));
    let rows = rows(&ann, &room, "interactions").await;
    let cells = |row: usize| [1, 4, 5, 6, 7, 8, 9, 10].map(|column| rows[row][column].as_str());
    assert_eq!(cells(0), ["Quiz", "Two and two?", "no", "2", "Three", "no", "1", "50"]);
    assert_eq!(cells(1), ["Quiz", "Two and two?", "no", "2", "Four", "yes", "1", "50"]);
    assert_eq!(cells(2), ["Open question", "What else?", "no", "1", "'-more light", "", "1", ""]);
    assert_eq!(cells(3), ["Announcement", "Lunch", "no", "", "", "", "", ""]);
});

on_both_engines!(a_file_is_named_kept_from_caches_and_changes_nothing, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    // An hour ahead of the test's own clock.
    let mut form = ann.room_form(HOUR, 2 * HOUR);
    form["form"]["title"] = json!("Füße \"& \\ ../Licht");
    form["form"]["time_zone"] = json!("Europe/Berlin");
    let room = Room { id: ann.save(form).await.unwrap(), owner: &ann };
    app.turn(0).await;
    ann.device.enter(room.id, None).await.unwrap();
    ann.device.command(room.id, None, &say("Hallo")).await.unwrap();
    let before = app.rows().await;
    for part in ["attendance", "chat", "questions", "interactions"] {
        let answer = file(&ann.device, room.id, part).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        let name = answer.header("content-disposition");
        assert!(name.starts_with(&format!("attachment; filename=\"fusse-licht-{part}.csv\"")), "{name}");
        assert!(name.ends_with(&format!("filename*=UTF-8''f%C3%BC%C3%9Fe-licht-{part}.csv")), "{name}");
        assert!(answer.body.starts_with(b"\xef\xbb\xbf\""));
        let head = ann.device.head(&format!("/rooms/{}/report/{part}.csv", room.id)).await;
        assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
    }
    let page = ann.device.get(&format!("/rooms/{}/report", room.id)).await;
    assert_eq!((page.status, page.header("cache-control")), (StatusCode::OK, "no-store"));
    assert!(page.text().contains("Hallo") && page.text().contains("report/chat.csv?run=1"));
    assert_eq!(app.rows().await, before);
    assert_eq!(rows(&ann, &room, "chat").await[0][1], "2027-01-15T09:00:00+01:00");
    let small =
        Request::get(format!("/rooms/{}/report/chat.csv", room.id)).header(header::ACCEPT_ENCODING, "br");
    assert_eq!(ann.device.send(small, Body::empty()).await.header("content-encoding"), "br");
});

on_both_engines!(a_goodbye_is_for_those_who_were_there, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.guest(&app, "bo@example.org", Role::Viewer).await;
    let late = room.invite("cy@example.org", Role::Viewer).await;
    let live = async |device: &Device, invitation: Option<&str>| -> Told<Option<Farewell>> {
        let invitation = invitation.map(ToOwned::to_owned);
        let fields = json!({ "room": room.id, "invitation": invitation });
        device.call("/api/join/farewell", support::Arguments::fields(&fields)).await
    };
    let bos = bo.invitation.id.to_string();
    assert_eq!(live(&bo.device, Some(&bos)).await, Ok(None), "there is nothing to say before the end");
    app.turn(30 * MINUTE).await;
    room.act("/api/sessions/end").await.unwrap();
    let said = live(&bo.device, Some(&bos)).await.unwrap().unwrap();
    assert_eq!((said.title.as_str(), said.is_host), ("Optics", false));
    assert_eq!(said.ended_at.since(said.opened_at).as_secs(), 30 * 60);
    assert_eq!(bo.device.visit(&bo.invitation).await.farewell, Some(said));
    assert!(live(&ann.device, None).await.unwrap().is_some_and(|said| said.is_host));
    let device = app.device();
    device.open_link(&late).await;
    assert_eq!(device.visit(&late).await.farewell, None);
    // Who has the link and has not proven to be its guest learns nothing of them.
    let other = app.device();
    other.open_link(&bo.invitation).await;
    assert_eq!(other.visit(&bo.invitation).await.farewell, None);

    app.turn(30 * MINUTE).await;
    room.reschedule(2 * HOUR, 3 * HOUR).await.unwrap();
    assert_eq!(bo.device.visit(&bo.invitation).await.farewell, None);
    app.turn(2 * HOUR).await;
    assert_eq!(bo.device.visit(&bo.invitation).await.farewell, None, "they were not there this time");
});
