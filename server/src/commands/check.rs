use service::{Clock, Hashing, Service};

use crate::config::{Reach, Storage};

/// Says what is in order, line by line, and fails at the first thing that is not.
pub(super) async fn check(storage: &Storage, reach: &Reach) -> Result<(), String> {
    let origin = reach.origin()?;
    println!("ok  the address is {origin}, listening on {}", reach.listen);
    if !origin.is_secure() {
        println!("!!  the connection is not encrypted: only for this machine or a private network");
    }
    let address = storage.address()?;
    let engine = address.engine();
    let service = Service::open(address, Clock::System, Hashing::Full).await;
    let service = service.map_err(|error| format!("the database: {error}"))?;
    let checked = service.check().await;
    service.close().await;
    checked.map_err(|error| format!("the database: {error}"))?;
    println!("ok  {engine} answers and its tables are those of this version");
    if bundle::START.is_none() {
        println!("!!  this build has no browser bundle: pages work as plain forms only");
    }
    Ok(())
}
