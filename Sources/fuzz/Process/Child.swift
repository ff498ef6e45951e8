import Glibc

/// A worker process, watched from outside.
final class Child {
    private let process: pid_t
    let page: SharedPage
    let log: String
    private var watched: (begun: UInt64, processor: Double, wall: Double)
    private var ended: Finding.Kind??

    /// Processor time that one input may take, and wall-clock time, for one that waits for something. The limit that
    /// the script itself is under is far below.
    static let mostProcessorSeconds = 1.0
    static let mostWallSeconds = 20.0

    /// - Returns: nil where the process cannot be started.
    init?(_ order: WorkOrder, backtrace: Bool = false) {
        guard let page = SharedPage(path: order.page) else { return nil }
        self.page = page
        log = order.page + ".log"
        let words = ["/proc/self/exe"] + order.words
        var arguments = words.map { strdup($0) } + [nil]
        let trace = backtrace ? "enable=yes,color=no,interactive=no,threads=crashed,images=none,limit=24" : "enable=no"
        let inherited = ["PATH", "HOME", "LD_LIBRARY_PATH"].compactMap { (name: String) -> String? in
            getenv(name).map { "\(name)=\(String(cString: $0))" }
        }
        var environment = (inherited + ["SWIFT_BACKTRACE=\(trace)", "OMP_NUM_THREADS=1"]).map { strdup($0) } + [nil]
        defer { for pointer in arguments + environment { free(pointer) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, log, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        var process: pid_t = 0
        guard posix_spawn(&process, "/proc/self/exe", &actions, nil, &arguments, &environment) == 0 else { return nil }
        self.process = process
        watched = (page.begun, 0, Clock.seconds)
    }

    /// What became of it: nil while it runs well, `.some(nil)` once it ended by itself, else what was found. A hang is
    /// ended here.
    func look() -> Finding.Kind?? {
        if let ended { return ended }
        var status: Int32 = 0
        if waitpid(process, &status, WNOHANG) == process {
            ended = .some(Child.kind(status))
            return ended
        }
        let processor = processorSeconds()
        if page.begun != watched.begun {
            watched = (page.begun, processor, Clock.seconds)
        } else if page.begun > page.done,
            processor - watched.processor > Child.mostProcessorSeconds
                || Clock.seconds - watched.wall > Child.mostWallSeconds
        {
            kill()
            ended = .some(.hang)
            return ended
        }
        return nil
    }

    func kill() {
        Glibc.kill(process, SIGKILL)
        var status: Int32 = 0
        waitpid(process, &status, 0)
        if ended == nil { ended = .some(nil) }
    }

    private static func kind(_ status: Int32) -> Finding.Kind? {
        let signal = status & 0x7F
        if signal != 0 { return .trap }
        switch status >> 8 & 0xFF {
        case 0: return nil
        case Worker.faultStatus: return .fault
        case Worker.memoryStatus: return .memory
        default: return .trap
        }
    }

    /// Time on all processors so far, from /proc: fields 14 and 15 of stat, counted behind the name in brackets.
    private func processorSeconds() -> Double {
        guard let bytes = Corpus.read("/proc/\(process)/stat", most: 1 << 16), let close = bytes.lastIndex(of: 0x29)
        else { return watched.processor }
        let fields = bytes[close...].split(separator: 0x20)
        guard fields.count > 13 else { return watched.processor }
        let ticks = fields[12...13].compactMap { Double(String(decoding: $0, as: UTF8.self)) }.reduce(0, +)
        return ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
    }
}

/// Seconds since some fixed moment.
enum Clock {
    static var seconds: Double {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    }
}
