//! What sled calls stable is made stable.
//!
//! sled 0.34 takes a write for stable once `sync_file_range` has returned, and then frees and writes
//! anew what the write took the place of. That call commits neither the length of a file nor where
//! on the disk it stands, nor what the drive itself still holds back: after a power cut the old
//! pages were overwritten and the new ones stood in a part of the file that was never there. So the
//! program brings its own `sync_file_range`, which is `fdatasync`: the linker takes this one before
//! the C library's.

use std::ffi::{c_int, c_uint};
#[cfg(test)]
use std::sync::atomic::{AtomicU64, Ordering};

/// How often sled's call came here: tells whether the linker did as it should.
#[cfg(test)]
pub(crate) static CALLS: AtomicU64 = AtomicU64::new(0);

/// Syncs all of a file's data, its length and its extents, whatever range is asked for.
///
/// # Safety
///
/// It takes numbers only and touches no memory: any arguments will do. A `fd` that is no open file
/// gets −1 and `errno`, as from the C library's.
#[expect(
    unsafe_code,
    reason = "sled calls this symbol of the C library; the program has to define it to be asked"
)]
#[unsafe(no_mangle)]
pub extern "C" fn sync_file_range(fd: c_int, _offset: i64, _length: i64, _flags: c_uint) -> c_int {
    #[cfg(test)]
    CALLS.fetch_add(1, Ordering::Relaxed);
    // SAFETY: the call takes a number; one that is no open file is refused.
    unsafe { libc::fdatasync(fd) }
}
