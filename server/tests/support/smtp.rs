//! A mail server that keeps what it is given, and can be told to fail.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    None,
    /// The recipient is answered with this line.
    Recipient(&'static str),
    /// The end of the mail is answered with this line.
    Content(&'static str),
    /// The connection breaks in the middle of the mail.
    CutInContent,
    /// The mail has arrived, and the connection breaks before that is said.
    CutAfterContent,
    /// Nothing is ever said.
    Stall,
    /// STARTTLS is not offered.
    NoTls,
}

/// A mail as it came over the wire, with its dots unstuffed.
#[derive(Clone, Debug)]
pub struct Received {
    pub to: String,
    pub raw: Vec<u8>,
}

pub struct SmtpServer {
    /// For `SMTP_URL`.
    pub url: String,
    received: Arc<Mutex<Vec<Received>>>,
    fault: Arc<Mutex<Fault>>,
    _task: JoinSet<()>,
}

impl SmtpServer {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let (received, fault) = (Arc::default(), Arc::new(Mutex::new(Fault::None)));
        let mut task = JoinSet::new();
        task.spawn(serve(listener, Arc::clone(&received), Arc::clone(&fault)));
        Self { url, received, fault, _task: task }
    }

    pub fn set(&self, fault: Fault) {
        *self.fault.lock().unwrap() = fault;
    }

    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }
}

async fn serve(listener: TcpListener, received: Arc<Mutex<Vec<Received>>>, fault: Arc<Mutex<Fault>>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let (received, fault) = (Arc::clone(&received), Arc::clone(&fault));
        connections.spawn(async move {
            // A connection that breaks is the client's to notice.
            let _ = talk(stream, &received, &fault).await;
        });
    }
}

async fn talk(
    stream: TcpStream,
    received: &Mutex<Vec<Received>>,
    fault: &Mutex<Fault>,
) -> std::io::Result<()> {
    let now = || *fault.lock().unwrap();
    let (reading, mut writing) = stream.into_split();
    let mut lines = BufReader::new(reading);
    if now() == Fault::Stall {
        std::future::pending::<()>().await;
    }
    writing.write_all(b"220 test ESMTP\r\n").await?;
    let mut to = String::new();
    let mut line = Vec::new();
    loop {
        line.clear();
        if lines.read_until(b'\n', &mut line).await? == 0 {
            return Ok(());
        }
        let command = String::from_utf8_lossy(&line).trim_end().to_owned();
        let answer = match command.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase().as_str()
        {
            "EHLO" => "250-test\r\n250 8BITMIME",
            "MAIL" | "RSET" | "NOOP" => "250 ok",
            "RCPT" => {
                command.split(['<', '>']).nth(1).unwrap_or_default().clone_into(&mut to);
                if let Fault::Recipient(answer) = now() { answer } else { "250 ok" }
            }
            "DATA" => {
                writing.write_all(b"354 go on\r\n").await?;
                if now() == Fault::CutInContent {
                    lines.read_until(b'\n', &mut line).await?;
                    return Ok(());
                }
                let raw = read_content(&mut lines).await?;
                match now() {
                    Fault::Content(answer) => answer,
                    cut => {
                        received.lock().unwrap().push(Received { to: to.clone(), raw });
                        if cut == Fault::CutAfterContent {
                            return Ok(());
                        }
                        "250 kept"
                    }
                }
            }
            "QUIT" => {
                writing.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => "502 what?",
        };
        writing.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
}

/// Up to the line with one dot; the dot that a client has put before a line that began with one is taken off.
async fn read_content(lines: &mut (impl AsyncBufReadExt + Unpin)) -> std::io::Result<Vec<u8>> {
    let mut raw = Vec::new();
    loop {
        let mut line = Vec::new();
        if lines.read_until(b'\n', &mut line).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        assert!(line.ends_with(b"\r\n"), "a bare line feed came over the wire");
        assert!(line.len() <= 1_000, "a line is too long for a mail server");
        if line == b".\r\n" {
            return Ok(raw);
        }
        raw.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
    }
}
