use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::Problem;
use crate::config::Reach;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(4);

/// Asks the one that listens at the same address on this machine.
pub(super) async fn ask(reach: &Reach) -> Result<(), Problem> {
    let mut address = reach.listen;
    if address.ip().is_unspecified() {
        let here = if address.is_ipv4() { "127.0.0.1" } else { "::1" };
        address.set_ip(here.parse().map_err(|error| format!("{here}: {error}"))?);
    }
    let asked = async {
        let mut stream = TcpStream::connect(address).await?;
        let question =
            format!("GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        stream.write_all(question.as_bytes()).await?;
        let mut answer = String::new();
        stream.take(4096).read_to_string(&mut answer).await?;
        Ok::<_, std::io::Error>(answer)
    };
    let answer = tokio::time::timeout(PATIENCE, asked).await;
    let answer = answer.map_err(|_| format!("nobody answers at {address}"))?;
    let answer = answer.map_err(|error| format!("{address}: {error}"))?;
    let said = answer.lines().last().unwrap_or_default();
    if answer.starts_with("HTTP/1.1 200") {
        println!("{said}");
        return Ok(());
    }
    Err(format!("not ready: {said}").into())
}
