//! A mail server that keeps what it is given, and can be told to fail.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

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
    /// STARTTLS is offered, and then answered with this line.
    StartTls(&'static str),
}

/// A mail as it came over the wire, with its dots unstuffed.
#[derive(Clone, Debug)]
pub struct Received {
    pub to: String,
    pub raw: Vec<u8>,
    /// It came over TLS.
    pub is_encrypted: bool,
}

pub struct SmtpServer {
    /// For `SMTP_URL`.
    pub url: String,
    shared: Arc<Shared>,
    _task: JoinSet<()>,
}

struct Shared {
    received: Mutex<Vec<Received>>,
    count: watch::Sender<usize>,
    fault: Mutex<Fault>,
    /// What was said without TLS, command by command.
    heard: Mutex<Vec<String>>,
    tls: Option<TlsAcceptor>,
    /// Mails are many: only what stands before their bodies is kept.
    keeps_heads_only: bool,
}

impl SmtpServer {
    /// One that knows nothing of TLS.
    pub async fn start() -> Self {
        Self::serve(None, false).await
    }

    /// One for many mails, of which it keeps the headers alone.
    pub async fn start_for_many() -> Self {
        Self::serve(None, true).await
    }

    /// One that offers STARTTLS, with a certificate for `localhost` that nobody has signed but itself. Answers that in
    /// PEM as well.
    pub async fn start_with_tls() -> (Self, String) {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
        (Self::serve(Some(TlsAcceptor::from(Arc::new(config))), false).await, made.cert.pem())
    }

    async fn serve(tls: Option<TlsAcceptor>, keeps_heads_only: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://localhost:{}", listener.local_addr().unwrap().port());
        let shared = Arc::new(Shared {
            received: Mutex::default(),
            count: watch::Sender::new(0),
            fault: Mutex::new(Fault::None),
            heard: Mutex::default(),
            tls,
            keeps_heads_only,
        });
        let mut task = JoinSet::new();
        task.spawn(serve(listener, Arc::clone(&shared)));
        Self { url, shared, _task: task }
    }

    pub fn set(&self, fault: Fault) {
        *self.shared.fault.lock().unwrap() = fault;
    }

    pub fn received(&self) -> Vec<Received> {
        self.shared.received.lock().unwrap().clone()
    }

    /// What was said without TLS, command by command, without what follows the command.
    pub fn heard(&self) -> Vec<String> {
        self.shared.heard.lock().unwrap().clone()
    }

    /// Waits until so many mails have arrived.
    pub async fn until(&self, count: usize) {
        self.shared.count.subscribe().wait_for(|arrived| *arrived >= count).await.unwrap();
    }
}

async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let shared = Arc::clone(&shared);
        connections.spawn(async move {
            // A connection that breaks is the client's to notice.
            let _ = talk(Box::new(stream), &shared).await;
        });
    }
}

trait Wire: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Wire for T {}

async fn talk(stream: Box<dyn Wire>, shared: &Shared) -> std::io::Result<()> {
    let now = || *shared.fault.lock().unwrap();
    let mut wire = BufReader::new(stream);
    if now() == Fault::Stall {
        std::future::pending::<()>().await;
    }
    wire.write_all(b"220 test ESMTP\r\n").await?;
    let mut to = String::new();
    let mut line = Vec::new();
    let mut is_encrypted = false;
    loop {
        line.clear();
        if wire.read_until(b'\n', &mut line).await? == 0 {
            return Ok(());
        }
        let command = String::from_utf8_lossy(&line).trim_end().to_owned();
        let verb = command.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        if !is_encrypted {
            shared.heard.lock().unwrap().push(verb.clone());
        }
        let offers_tls = shared.tls.is_some() || matches!(now(), Fault::StartTls(_));
        let answer = match verb.as_str() {
            "EHLO" if offers_tls && !is_encrypted => "250-test\r\n250-STARTTLS\r\n250 8BITMIME",
            "EHLO" => "250-test\r\n250 8BITMIME",
            "STARTTLS" => match (now(), &shared.tls) {
                (Fault::StartTls(answer), _) => answer,
                (_, Some(tls)) => {
                    wire.write_all(b"220 go on\r\n").await?;
                    wire = BufReader::new(Box::new(tls.accept(wire.into_inner()).await?));
                    is_encrypted = true;
                    continue;
                }
                (_, None) => "502 what?",
            },
            "MAIL" | "RSET" | "NOOP" => "250 ok",
            "RCPT" => {
                command.split(['<', '>']).nth(1).unwrap_or_default().clone_into(&mut to);
                if let Fault::Recipient(answer) = now() { answer } else { "250 ok" }
            }
            "DATA" => {
                wire.write_all(b"354 go on\r\n").await?;
                if now() == Fault::CutInContent {
                    wire.read_until(b'\n', &mut line).await?;
                    return Ok(());
                }
                let raw = read_content(&mut wire, shared.keeps_heads_only).await?;
                match now() {
                    Fault::Content(answer) => answer,
                    cut => {
                        shared.received.lock().unwrap().push(Received { to: to.clone(), raw, is_encrypted });
                        shared.count.send_modify(|count| *count += 1);
                        if cut == Fault::CutAfterContent {
                            return Ok(());
                        }
                        "250 kept"
                    }
                }
            }
            "QUIT" => {
                wire.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => "502 what?",
        };
        wire.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
}

/// Up to the line with one dot; the dot that a client has put before a line that began with one is taken off.
async fn read_content(
    lines: &mut (impl AsyncBufReadExt + Unpin),
    head_only: bool,
) -> std::io::Result<Vec<u8>> {
    let mut raw = Vec::new();
    let mut is_in_head = true;
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
        if is_in_head || !head_only {
            raw.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
        }
        is_in_head &= line != b"\r\n";
    }
}
