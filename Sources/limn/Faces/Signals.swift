import Glibc
import Runtime

/// Ctrl-C asks the work to stop; a second one, before the first was heard, ends the process.
enum Signals {
    static func prepare() {
        // A reader that went away is an error of `write`, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { _ in
            if Interrupt.isRequested { _exit(130) }
            Interrupt.request()
        }
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
}
