import Foundation
import Glibc

extension CommandLine {
    struct Measured {
        var status: Int32
        var signal: Int32
        /// The most memory that it held at a time.
        var peakBytes: Int
        /// It had to be ended from outside.
        var wasStuck: Bool
        var output: String
        var error: String
        var diagnostics: [String] { error.split(separator: "\n").filter { $0.contains("error: ") }.map(String.init) }
    }

    /// The most resident memory that a running program had so far; 0 while it is still the shell, or gone.
    private static func peakMemory(of process: pid_t) -> Int {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
            text.hasPrefix("Name:\tlimn"),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
        else { return 0 }
        return (Int(line.filter(\.isNumber)) ?? 0) << 10
    }

    /// Runs `limn` and asks the kernel afterwards what it used. Ended from outside after `patience` seconds.
    static func measured(
        _ words: [String], in folder: Folder, patience: Double = 60, whileRunning: ((pid_t) throws -> Void)? = nil
    ) throws -> Measured {
        let scratch = try Folder()
        let places = ["output", "error"].map { scratch.url.appendingPathComponent($0).path }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        for (number, place) in places.enumerated() {
            posix_spawn_file_actions_addopen(&actions, Int32(number + 1), place, O_WRONLY | O_CREAT, 0o600)
        }
        // The shell changes the folder and becomes limn.
        let line = ["sh", "-c", "cd \"$0\" && exec \"$@\"", folder.url.path, executable.path] + words
        var arguments: [UnsafeMutablePointer<CChar>?] = line.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var child = pid_t()
        let code = posix_spawn(&child, "/bin/sh", &actions, nil, &arguments, environ)
        guard code == 0 else { throw CocoaError(.executableLoad) }
        try whileRunning?(child)
        var status: Int32 = 0
        var usage = rusage()
        var wasStuck = false
        // What `wait4` tells begins with the memory of the process that started this one.
        var peak = 0
        let end = Date(timeIntervalSinceNow: patience)
        while wait4(child, &status, WNOHANG, &usage) == 0 {
            usleep(2000)
            peak = max(peak, peakMemory(of: child))
            if !wasStuck, Date() > end {
                kill(child, SIGKILL)
                wasStuck = true
            }
        }
        return Measured(
            status: status & 0x7F == 0 ? (status >> 8) & 0xFF : -1, signal: status & 0x7F,
            peakBytes: peak, wasStuck: wasStuck,
            output: String(decoding: try Data(contentsOf: URL(fileURLWithPath: places[0])), as: UTF8.self),
            error: String(decoding: try Data(contentsOf: URL(fileURLWithPath: places[1])), as: UTF8.self))
    }
}
