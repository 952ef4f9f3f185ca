//! As much of HTTP/1.1 as a load client needs, and as little work: what a thousand clients spend on reading is taken
//! from the server that is measured on the same machine.

use std::net::{Ipv4Addr, SocketAddr};

use anyhow::{Context, Result, bail, ensure};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// Where a request comes from and what proves who sends it.
#[derive(Clone, Debug)]
pub struct Browser {
    pub server: SocketAddr,
    /// Told as a proxy in front would tell it: limits are counted by it.
    pub address: Ipv4Addr,
    /// Name and value.
    cookies: Vec<(String, String)>,
}

/// A whole answer.
pub struct Answer {
    pub status: u16,
    pub retry_after: Option<u64>,
    pub body: Vec<u8>,
    /// Head and body, as they came.
    pub bytes: usize,
}

enum Length {
    Known(usize),
    Chunked,
}

struct Head {
    status: u16,
    length: Length,
    retry_after: Option<u64>,
    cookies: Vec<(String, String)>,
    bytes: usize,
}

/// The body of an answer that does not end.
pub struct Chunks {
    reader: BufReader<TcpStream>,
    line: Vec<u8>,
    chunk: Vec<u8>,
    /// All that came, framing included.
    pub bytes: usize,
}

impl Browser {
    pub const fn new(server: SocketAddr, address: Ipv4Addr) -> Self {
        Self { server, address, cookies: Vec::new() }
    }

    pub async fn get(&mut self, path: &str) -> Result<Answer> {
        let request = self.head("GET", path) + "Accept: text/html\r\nConnection: close\r\n\r\n";
        self.exchange(&request).await
    }

    /// Calls a server function with the fields of a form.
    pub async fn submit(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Answer> {
        let fields: Vec<_> = fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        self.post(path, "application/x-www-form-urlencoded", &fields.join("&")).await
    }

    /// Calls a server function with JSON.
    pub async fn call(&mut self, path: &str, arguments: &serde_json::Value) -> Result<Answer> {
        self.post(path, "application/json", &arguments.to_string()).await
    }

    /// Opens an event stream.
    pub async fn listen(&self, path: &str) -> Result<Chunks> {
        let request = self.head("GET", path) + "Accept: text/event-stream\r\n\r\n";
        let mut reader = self.send(&request).await?;
        let head = read_head(&mut reader).await?;
        ensure!(head.status == 200, "{path} answers {}", head.status);
        ensure!(matches!(head.length, Length::Chunked), "{path} is no stream");
        Ok(Chunks { reader, line: Vec::new(), chunk: Vec::new(), bytes: head.bytes })
    }

    async fn post(&mut self, path: &str, kind: &str, body: &str) -> Result<Answer> {
        let request = format!(
            "{}Accept: application/json\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.head("POST", path),
            body.len()
        );
        self.exchange(&request).await
    }

    fn head(&self, method: &str, path: &str) -> String {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let cookies =
            if cookies.is_empty() { String::new() } else { format!("Cookie: {}\r\n", cookies.join("; ")) };
        format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Site: same-origin\r\nX-Forwarded-For: {}\r\n{cookies}",
            self.server, self.address
        )
    }

    async fn send(&self, request: &str) -> Result<BufReader<TcpStream>> {
        let mut stream = TcpStream::connect(self.server).await.context("the server does not answer")?;
        stream.set_nodelay(true)?;
        stream.write_all(request.as_bytes()).await?;
        Ok(BufReader::with_capacity(4 * 1024, stream))
    }

    /// Sends a request on a connection of its own and keeps the cookies of its answer.
    async fn exchange(&mut self, request: &str) -> Result<Answer> {
        let mut reader = self.send(request).await?;
        let Head { status, length, retry_after, cookies, bytes } = read_head(&mut reader).await?;
        for (name, value) in cookies {
            self.cookies.retain(|(known, _)| *known != name);
            self.cookies.push((name, value));
        }
        let (body, bytes) = match length {
            Length::Known(length) => {
                let mut body = vec![0; length];
                reader.read_exact(&mut body).await?;
                (body, bytes + length)
            }
            Length::Chunked => {
                let mut chunks = Chunks { reader, line: Vec::new(), chunk: Vec::new(), bytes };
                let mut body = Vec::new();
                while let Some(chunk) = chunks.next().await? {
                    body.extend_from_slice(chunk);
                }
                (body, chunks.bytes)
            }
        };
        Ok(Answer { status, retry_after, body, bytes })
    }
}

impl Answer {
    /// The value of a server function that did what it was asked.
    pub fn value(&self) -> Result<serde_json::Value> {
        let text = String::from_utf8_lossy(&self.body);
        ensure!(self.status == 200, "{}: {text}", self.status);
        serde_json::from_slice(&self.body).with_context(|| text.into_owned())
    }
}

impl Chunks {
    /// The next bytes of the body; `None` at its end.
    pub async fn next(&mut self) -> Result<Option<&[u8]>> {
        self.line.clear();
        let read = self.reader.read_until(b'\n', &mut self.line).await?;
        ensure!(read > 0, "the connection broke");
        let length = std::str::from_utf8(&self.line)?.trim_end();
        let length = usize::from_str_radix(length, 16).with_context(|| format!("{length:?} is no length"))?;
        // The chunk, and the end of its line.
        self.chunk.resize(length + 2, 0);
        self.reader.read_exact(&mut self.chunk).await?;
        self.bytes += read + self.chunk.len();
        Ok((length > 0).then(|| &self.chunk[..length]))
    }
}

async fn read_head(reader: &mut BufReader<TcpStream>) -> Result<Head> {
    let mut line = String::new();
    let mut bytes = reader.read_line(&mut line).await?;
    let status = line.split(' ').nth(1).and_then(|status| status.parse().ok());
    let status = status.with_context(|| format!("{line:?} is no answer"))?;
    let mut head =
        Head { status, length: Length::Known(0), retry_after: None, cookies: Vec::new(), bytes: 0 };
    loop {
        line.clear();
        let read = reader.read_line(&mut line).await?;
        bytes += read;
        if read == 0 {
            bail!("the connection broke in the middle of an answer");
        }
        // Some headers have no value; only the end of the head has no colon.
        let Some((name, value)) = line.split_once(':') else { break };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "content-length" => head.length = Length::Known(value.parse()?),
            "transfer-encoding" => head.length = Length::Chunked,
            "retry-after" => head.retry_after = value.parse().ok(),
            "set-cookie" => head.cookies.extend(cookie(value)),
            _ => {}
        }
    }
    Ok(Head { bytes, ..head })
}

/// The name and the value that a browser keeps.
fn cookie(set: &str) -> Option<(String, String)> {
    let (name, value) = set.split(';').next()?.split_once('=')?;
    Some((name.to_owned(), value.to_owned()))
}

fn encode(text: &str) -> String {
    let letters = text.bytes().map(|byte| {
        if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    });
    letters.collect()
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    /// A browser whose server answers one request with these bytes.
    async fn answered_with(bytes: &'static str) -> Browser {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = listener.local_addr().unwrap();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = [0; 1024];
            assert!(stream.read(&mut request).await.unwrap() > 0);
            stream.write_all(bytes.as_bytes()).await.unwrap();
        });
        Browser::new(server, Ipv4Addr::LOCALHOST)
    }

    #[tokio::test]
    async fn an_answer_of_known_length_is_read_and_its_cookie_kept() {
        let mut browser = answered_with(
            "HTTP/1.1 429 Too Many\r\nEmpty: \r\nContent-Length: 5\r\nRetry-After: 7\r\nSet-Cookie: a=b; Secure\r\n\r\nHello",
        )
        .await;
        let answer = browser.get("/").await.unwrap();
        assert_eq!(
            (answer.status, answer.retry_after, &answer.body[..]),
            (429, Some(7), b"Hello".as_slice())
        );
        assert!(browser.head("GET", "/").contains("\r\nCookie: a=b\r\n"));
    }

    #[tokio::test]
    async fn a_body_in_chunks_is_read_to_its_end() {
        let mut browser = answered_with(
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\n[1,2\r\nb\r\n,3,4,5,6,7]\r\n0\r\n\r\n",
        )
        .await;
        let answer = browser.get("/").await.unwrap();
        assert_eq!(answer.value().unwrap(), serde_json::json!([1, 2, 3, 4, 5, 6, 7]));
    }

    #[test]
    fn what_a_form_cannot_hold_is_encoded() {
        assert_eq!(encode("bo+x@example.org"), "bo%2Bx%40example%2Eorg");
    }
}
