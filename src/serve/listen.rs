//! The port, and the connections to it: how many there may be, and how long a request may take to come.

use std::convert::Infallible;
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use super::answer::Server;
use crate::error::{Error, Result};

/// A few browsers hold some dozens. More are told to come again.
const MOST_CONNECTIONS: usize = 256;

/// Within so long a request's head has to be there, also the next one on the same connection.
const HEAD_DEADLINE: Duration = Duration::from_secs(10);

/// Most bytes of a request's head.
const MOST_HEAD_BYTES: usize = 32 * 1024;

/// How many ports are tried where the first is taken.
const PORTS: u16 = 20;

/// Where to listen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bind {
    /// The address.
    pub address: IpAddr,
    /// The name that it was given by, and by which the server may then be called.
    pub name: Option<String>,
}

impl Default for Bind {
    fn default() -> Self {
        Bind { address: Ipv4Addr::LOCALHOST.into(), name: None }
    }
}

impl Bind {
    /// Reads an address, or a name of this machine.
    pub fn parse(text: &str) -> std::result::Result<Bind, String> {
        if text.eq_ignore_ascii_case("localhost") {
            return Ok(Bind::default());
        }
        let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
        if let Ok(address) = bare.parse() {
            return Ok(Bind { address, name: None });
        }
        let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b));
        let found = plain.then(|| (text, 0).to_socket_addrs().ok()?.next()).flatten();
        let address = found.ok_or_else(|| {
            "give an address of this machine, such as `0.0.0.0` for all of them, or its name".to_owned()
        })?;
        Ok(Bind { address: address.ip(), name: Some(text.to_owned()) })
    }

    /// `http://127.0.0.1:4000`: where a browser on this machine finds it.
    pub fn origin(&self, port: u16) -> String {
        let host = match (&self.name, self.address) {
            (Some(name), _) => name.clone(),
            (None, address) if address.is_unspecified() => Ipv4Addr::LOCALHOST.to_string(),
            (None, IpAddr::V4(address)) => address.to_string(),
            (None, IpAddr::V6(address)) => format!("[{address}]"),
        };
        format!("http://{host}:{port}")
    }
}

/// Listens on a port, or on the next free one if it is taken. 0 is any.
pub async fn listen(bind: &Bind, first: u16) -> Result<(TcpListener, u16)> {
    let last = if first == 0 { 0 } else { first.saturating_add(PORTS) };
    let mut port = first;
    loop {
        let failed = match TcpListener::bind(SocketAddr::new(bind.address, port)).await {
            Ok(listener) => {
                let address = listener.local_addr().map_err(Error::io("listen on port", port.to_string()))?;
                return Ok((listener, address.port()));
            }
            Err(e) => e,
        };
        match failed.kind() {
            ErrorKind::AddrInUse if port < last => port += 1,
            ErrorKind::AddrInUse if first != 0 => {
                return Err(Error::Usage {
                    message: format!("the ports {first} to {last} are all taken"),
                    hint: "name another with `--port`, or any free one with `--port 0`".into(),
                });
            }
            _ => return Err(Error::io("listen on", SocketAddr::new(bind.address, port).to_string())(failed)),
        }
    }
}

/// Answers all that comes.
pub async fn accept(listener: TcpListener, server: Arc<Server>) {
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file descriptors, or a client that went away at once: neither is for ever.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let Ok(place) = places.clone().try_acquire_owned() else {
            tokio::spawn(refuse(stream));
            continue;
        };
        let server = server.clone();
        tokio::spawn(async move {
            let _place = place;
            connection(stream, &server).await;
        });
    }
}

async fn connection(stream: TcpStream, server: &Server) {
    let Ok(local) = stream.local_addr() else { return };
    // Events are small and have to go out at once.
    let _ = stream.set_nodelay(true);
    let answer = service_fn(|request| async { Ok::<_, Infallible>(server.answer(request, local.ip()).await) });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_DEADLINE).max_buf_size(MOST_HEAD_BYTES);
    // What is wrong with a connection is the client's affair.
    let _ = http.serve_connection(TokioIo::new(stream), answer).await;
}

async fn refuse(mut stream: TcpStream) {
    let text = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let _ = tokio::time::timeout(Duration::from_secs(1), stream.write_all(text.as_bytes())).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_addresses_or_names() {
        for (text, origin) in [
            ("127.0.0.1", "http://127.0.0.1:1"),
            ("localhost", "http://127.0.0.1:1"),
            ("0.0.0.0", "http://127.0.0.1:1"),
            ("::1", "http://[::1]:1"),
            ("[::1]", "http://[::1]:1"),
            ("192.0.2.7", "http://192.0.2.7:1"),
        ] {
            assert_eq!(Bind::parse(text).unwrap().origin(1), origin, "{text}");
        }
        for text in ["", "a b", "http://x", "x:80", "<x>"] {
            assert!(Bind::parse(text).is_err(), "{text}");
        }
    }
}
