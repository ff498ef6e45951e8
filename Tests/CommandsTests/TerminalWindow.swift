import Foundation
import Glibc
import Testing

/// `limn` in a real terminal: a window of tmux with a server of its own. Every step waits for what the screen shows, never
/// for a time; what does not come within half a minute fails with the screen.
final class TerminalWindow {
    struct Missing: Error, CustomStringConvertible { var description: String }

    let folder: CommandLine.Folder
    private let server = "limn-\(UUID().uuidString)"

    /// - Parameters:
    ///   - words: of the command line of `limn`.
    ///   - environment: beside HOME (a folder of the test's own), TERM and a locale that is not UTF-8.
    ///   - shell: what is run; `limn` in it is the built one.
    init(
        columns: Int = 80, rows: Int = 24, environment: [String: String] = [:], in folder: CommandLine.Folder? = nil,
        shell: String = "limn; echo \"ended $?\"; stty -a | grep -o -e '-*icanon' -e '-*echo\\>'; exec cat"
    ) throws {
        self.folder = try folder ?? CommandLine.Folder()
        var variables = ["HOME": self.folder.url.path, "LC_ALL": "C", "PATH": "/usr/bin:/bin", "TERM": "tmux-256color"]
        variables.merge(environment) { $1 }
        let settings = variables.sorted { $0.key < $1.key }.map { "\($0)='\($1)'" }.joined(separator: " ")
        let script = "#!/bin/bash\nlimn() { '\(CommandLine.executable.path)' \"$@\"; }\n\(shell)\n"
        try self.folder.write("run.sh", script)
        try tmux([
            "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "-c", self.folder.url.path,
            "exec env -i \(settings) /bin/bash run.sh",
        ])
    }

    deinit { _ = try? tmux(["kill-server"]) }

    // MARK: Keys

    /// Types a text, and waits until it is on the screen.
    func type(_ text: String) throws {
        try tmux(["send-keys", "-l", "--", text])
        let shown = text.split(separator: " ").last.map(String.init) ?? text
        try wait("the text that was typed") { $0.contains(shown) }
    }

    /// Keys by the names that tmux has for them: `Enter`, `C-c`, `Up`.
    func press(_ keys: String...) throws { try tmux(["send-keys"] + keys) }

    /// - Parameter isBracketed: as terminals send it to who asked for it.
    func paste(_ text: String, isBracketed: Bool = true) throws {
        try folder.write("paste", text)
        try tmux(["load-buffer", folder.url.path + "/paste"])
        // -r keeps line feeds; without it they are the returns that terminals send.
        try tmux(["paste-buffer"] + (isBracketed ? ["-p"] : []))
    }

    func resize(columns: Int, rows: Int) throws {
        try tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
    }

    // MARK: The screen

    /// Without the blanks at the ends and the empty lines below, with what has gone out at the top.
    func lines() throws -> [String] {
        let text = try tmux(["capture-pane", "-p", "-S", "-200"])
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            String(line.reversed().drop { $0 == " " }.reversed())
        }
        while lines.last == "" { lines.removeLast() }
        return lines
    }

    func cursor() throws -> String {
        try tmux(["display-message", "-p", "#{cursor_x},#{cursor_y}"]).trimmingCharacters(in: .newlines)
    }

    /// The process in the window.
    func process() throws -> Int32? {
        let shell = try tmux(["display-message", "-p", "#{pane_pid}"]).trimmingCharacters(in: .newlines)
        let children = try? String(contentsOfFile: "/proc/\(shell)/task/\(shell)/children", encoding: .utf8)
        return children.flatMap { Int32($0.split(separator: " ").last ?? "") }
    }

    /// Waits until the screen is as wanted.
    func wait(_ what: String, until isThere: (_ screen: String) throws -> Bool) throws {
        let end = Date(timeIntervalSinceNow: 30)
        var screen = ""
        repeat {
            screen = try lines().joined(separator: "\n")
            if try isThere(screen) { return }
            usleep(15_000)
        } while Date() < end
        throw Missing(description: "\(what) did not come; the screen shows:\n\(screen)\ncursor \(try cursor())")
    }

    /// Waits until the last lines are these.
    func expect(_ wanted: String..., sourceLocation: SourceLocation = #_sourceLocation) throws {
        do {
            try wait("`\(wanted.joined(separator: "⏎"))`") {
                Array($0.components(separatedBy: "\n").suffix(wanted.count)) == wanted
            }
        } catch let missing as Missing {
            Issue.record("\(missing)", sourceLocation: sourceLocation)
            throw missing
        }
    }

    /// Waits until the cursor is at this column (from 0) of the last line.
    func expectCursor(_ column: Int) throws {
        try wait("the cursor at \(column)") { _ in try cursor().hasPrefix("\(column),") }
    }

    /// Foundation's `Process` would wait for the server too, which inherits what it watches.
    @discardableResult
    private func tmux(_ words: [String]) throws -> String {
        let place = folder.url.path + "/tmux-\(UUID().uuidString)"
        defer { unlink(place) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, place, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var arguments = (["env", "-u", "TMUX", "tmux", "-L", server] + words).map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var process: pid_t = 0
        guard posix_spawn(&process, "/usr/bin/env", &actions, nil, arguments, environ) == 0 else {
            throw Missing(description: "tmux cannot be started")
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        let text = (try? String(contentsOfFile: place, encoding: .utf8)) ?? ""
        guard status == 0 else { throw Missing(description: "tmux \(words): \(text)") }
        return text
    }
}
