//! Threads that wait for nobody and for whom nobody waits.

/// How much less of a busy processor such a thread gets: about a tenth of what the others do.
#[cfg(target_os = "linux")]
const NICE: i32 = 10;

/// Lets the calling thread, and the threads that it starts from now on, give way to all others: work
/// behind answers must not hold answers up. On Linux alone; elsewhere all threads are equal.
pub fn give_way() {
    // Where it is refused, it is only slower.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(Some(rustix::thread::gettid()), NICE);
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use rustix::{process::getpriority_process, thread::gettid};

    #[test]
    fn a_thread_gives_way_with_those_it_starts_and_no_other() {
        let nice = || getpriority_process(Some(gettid())).unwrap();
        let before = nice();
        let behind = std::thread::spawn(move || {
            super::give_way();
            [nice(), std::thread::spawn(nice).join().unwrap()]
        });
        assert_eq!(behind.join().unwrap(), [super::NICE; 2]);
        assert_eq!(nice(), before);
    }
}
