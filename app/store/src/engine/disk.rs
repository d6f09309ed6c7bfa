//! What the disk is, and how much room is left on it.

use std::io;
use std::path::Path;

use rustix::fs::{statfs, statvfs};

/// Bytes that may still be written below a folder.
///
/// # Errors
/// There is no such folder.
pub fn free_bytes(folder: &Path) -> io::Result<u64> {
    let room = statvfs(folder)?;
    Ok(room.f_bavail.saturating_mul(room.f_frsize))
}

/// Kinds of file systems on which locks, and the memory that SQLite shares, are not to be relied on: from
/// linux/magic.h.
const NETWORK: [(u32, &str); 6] = [
    (0x6969, "NFS"),
    (0x517B, "SMB"),
    (0xFF53_4D42, "CIFS"),
    (0xFE53_4D42, "SMB2"),
    (0x0102_1997, "9P"),
    (0x6573_5546, "FUSE"),
];

/// The kind of a file system over a network, if it is one.
///
/// # Errors
/// There is no such folder.
pub fn network_kind(folder: &Path) -> io::Result<Option<&'static str>> {
    // The kind is four bytes, in a field as wide as the machine, and may have been read as a negative number.
    let kind = statfs(folder)?.f_type & 0xFFFF_FFFF;
    Ok(NETWORK.into_iter().find(|(magic, _)| i64::from(*magic) == kind).map(|(_, name)| name))
}
