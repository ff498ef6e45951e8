import Glibc
import Runtime
import Synchronization

/// Ctrl-C asks the work to stop.
///
/// In a script a second one, before the first was heard, ends the process. A session holds somebody's names: there a second
/// one says what a third will do, and only a third that comes a second later or more does it.
enum Signals {
    private static let isSession = Atomic<Bool>(false)
    /// When the second press was answered, in monotonic nanoseconds.
    private static let warned = Atomic<UInt64>(0)
    private static let warning: StaticString =
        "\nstill stopping; Ctrl-C once more in a second ends Limn, and the names of this session are lost\n"

    static func prepare() {
        // A reader that went away is an error of `write`, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { _ in Signals.hear() }
        // Without SA_RESTART: a read at the prompt returns.
        action.sa_flags = 0
        sigaction(SIGINT, &action, nil)
        // Whoever started this process may have had the signal blocked, as threads of Dispatch do.
        var mask = sigset_t()
        sigemptyset(&mask)
        sigaddset(&mask, SIGINT)
        sigaddset(&mask, SIGTERM)
        pthread_sigmask(SIG_UNBLOCK, &mask, nil)
    }

    /// From now on names would be lost with the process.
    static func beginSession() {
        isSession.store(true, ordering: .relaxed)
        Watch.tell(
            slowStop: { Streams.error("stopping: what runs now cannot be left at once; it ends at its next step") },
            overdue: nil)
    }

    /// Called in the signal handler: loads, stores, `write` and `_exit` only.
    private static func hear() {
        let press = Interrupt.request()
        if press == 1 { return }
        guard isSession.load(ordering: .relaxed) else { _exit(130) }
        let now = Watch.now
        if press == 2 {
            warned.store(now, ordering: .relaxed)
            _ = write(STDERR_FILENO, warning.utf8Start, warning.utf8CodeUnitCount)
        } else if now &- warned.load(ordering: .relaxed) > 1_000_000_000 {
            _exit(130)
        }
    }
}
