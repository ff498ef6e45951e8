import Foundation
import Testing

/// Pastes, completion, and what terminals and shells do to a session.
@Suite(.serialized) struct TerminalModeTests {
    private static let greeting = "Limn 0.1.0. help() lists the commands; :quit or Ctrl-D ends."
    private static let session =
        "limn[3]> x = 5\n5\nlimn[4]> for i in [1]\n    ...>     i + x\n\n\n    ...> end\nlimn[5]> x * 2\n10\n"

    @Test func aPastedSessionIsOneEntry() throws {
        let window = try TerminalWindow()
        try window.expect(Self.greeting, "limn[1]>")
        try window.paste(Self.session)
        try window.expect(
            "limn[1]> x = 5", "    ...> for i in [1]", "    ...>     i + x", "    ...> end", "    ...> x * 2")
        try window.press("Enter")
        try window.expect("    ...> x * 2", "10", "limn[2]>")
        try window.paste(" + 1")
        try window.press("C-a")
        try window.type("20")
        try window.press("Enter")
        try window.expect("limn[2]> 20 + 1", "21", "limn[3]>")
    }

    /// Blank lines within it abandon nothing.
    @Test func aPasteWithoutBracketsIsRead() throws {
        let window = try TerminalWindow()
        try window.expect(Self.greeting, "limn[1]>")
        try window.paste(Self.session, isBracketed: false)
        try window.wait("the answer") { $0.hasSuffix("    ...> x * 2\n10\nlimn[2]>") }
        try window.paste("for i in [1]\n\n\n\nprint(i)\nend\n7 * 8\n", isBracketed: false)
        try window.wait("both") { $0.hasSuffix("> 7 * 8\n56\nlimn[4]>") }
    }

    @Test func tabCompletes() throws {
        let window = try TerminalWindow()
        try window.expect(Self.greeting, "limn[1]>")
        try window.press("Tab")
        try window.type("ssi")
        try window.press("Tab")
        try window.wait("the only candidate") { $0.contains("limn[1]>     ssim") }
        try window.press("C-u")
        try window.type("me")
        try window.press("Tab", "Tab")
        try window.wait("a list") { screen in ["mean", "median", "memory"].allSatisfy(screen.contains) }
        try window.type("an")
        try window.expect(Self.greeting, "limn[1]> mean")
    }

    @Test func aWindowThatChangesIsDrawnAnew() throws {
        let window = try TerminalWindow(columns: 60, rows: 12)
        try window.wait("the prompt") { $0.hasSuffix("limn[1]>") }
        try window.type("long = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]")
        try window.resize(columns: 30, rows: 12)
        try window.wait("rows that fit") {
            $0.hasSuffix("limn[1]> long = [1, 2, 3, 4, 5\n, 6, 7, 8, 9, 10, 11, 12]") && $0.contains("help()")
        }
        try window.resize(columns: 70, rows: 12)
        try window.wait("one row") { $0.hasSuffix("limn[1]> long = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]") }
        try window.press("Enter")
        try window.type("mean(long)")
        try window.press("Enter")
        try window.expect("limn[2]> mean(long)", "6.5", "limn[3]>")
    }

    /// From a shell with job control, in the middle of an entry.
    @Test func theSessionStopsAndGoesOn() throws {
        let window = try TerminalWindow(shell: "set -m; PS1='shell$ '; export -f limn; exec bash --norc -i")
        try window.wait("the shell") { $0.hasSuffix("$") || $0.hasSuffix("#") }
        try window.type("PS1='shell: '; limn")
        try window.press("Enter")
        try window.wait("the prompt") { $0.hasSuffix("limn[1]>") }
        try window.type("kept = 12")
        try window.press("C-z")
        try window.wait("the shell again") { $0.contains("Stopped") && $0.hasSuffix("shell:") }
        try window.type("stty -a | grep -o -e '-*icanon'")
        try window.press("Enter")
        try window.wait("its modes") { $0.hasSuffix("\nicanon\nshell:") }
        try window.type("fg")
        try window.press("Enter")
        try window.wait("the entry") { $0.hasSuffix("limn[1]> kept = 12") }
        try window.type("3")
        try window.press("Enter")
        try window.wait("the next") { $0.hasSuffix("limn[2]>") }
        try window.type("kept")
        try window.press("Enter")
        try window.expect("limn[2]> kept", "123", "limn[3]>")
    }

    @Test(arguments: [(SIGTERM, 143), (SIGHUP, 129), (SIGSEGV, 139)])
    func theTerminalGetsItsModesBack(signal: Int32, status: Int) throws {
        let window = try TerminalWindow()
        try window.wait("the prompt") { $0.hasSuffix("limn[1]>") }
        try window.type("unfinished(")
        try window.press("Enter")
        try window.wait("the next line") { $0.hasSuffix("    ...>") }
        let process = try #require(try window.process())
        kill(process, signal)
        try window.wait("the end and the modes") { $0.contains("ended \(status)") && $0.hasSuffix("\nicanon\necho") }
    }

    @Test func aDumbTerminalGetsNoEscapeCodes() throws {
        let window = try TerminalWindow(
            environment: ["TERM": "dumb"],
            shell: "script -q -c '\(CommandLine.executable.path)' -f log; echo ended; exec cat")
        try window.wait("the prompt") { $0.hasSuffix("limn[1]>") }
        try window.type("[1,")
        try window.press("Enter")
        try window.expect("limn[1]> [1,", "    ...>")
        try window.type("2]")
        try window.press("Enter")
        try window.expect("    ...> 2]", "[1, 2]", "limn[2]>")
        try window.type(">>> nowhere")
        try window.press("Enter")
        try window.wait("an error") { $0.hasSuffix("limn[3]>") }
        try window.press("C-c")
        try window.wait("a fresh prompt") { $0.hasSuffix(":quit or Ctrl-D ends\nlimn[3]>") }
        try window.press("C-d")
        try window.wait("the end") { $0.hasSuffix("ended") }
        let log = try String(contentsOf: window.folder.url.appendingPathComponent("log"), encoding: .utf8)
        #expect(log.contains("limn[3]>"))
        #expect(!log.contains("\u{1B}"))
    }

    @Test func theKeysOfTheUserGoBefore() throws {
        let folder = try CommandLine.Folder()
        try folder.write(".editrc", "bind \"^O\" limn-undo\nbind -s \"^G\" \"mean([4, 6])\"\nother:bind ^A ed-insert\n")
        let window = try TerminalWindow(in: folder)
        try window.expect(Self.greeting, "limn[1]>")
        try window.press("C-g", "Enter")
        try window.expect("limn[1]> mean([4, 6])", "5.0", "limn[2]>")
    }

    @Test func theKeysOfViWork() throws {
        let folder = try CommandLine.Folder()
        try folder.write(".editrc", "bind -v\n")
        let window = try TerminalWindow(in: folder)
        try window.expect(Self.greeting, "limn[1]>")
        try window.type("for i in [1]")
        try window.press("Enter")
        try window.wait("the next line") { $0.hasSuffix("    ...>") }
        try window.type("end")
        try window.press("Enter")
        try window.wait("the prompt") { $0.hasSuffix("limn[2]>") }
        try window.type("1x + 41")
        try window.press("Escape", "0", "l", "x", "Enter")
        try window.expect("limn[2]> 1 + 41", "42", "limn[3]>")
    }

    @Test func editingCanBeSwitchedOff() throws {
        let folder = try CommandLine.Folder()
        try folder.write(".editrc", "edit off\n")
        let window = try TerminalWindow(in: folder)
        try window.wait("the prompt") { $0.hasSuffix("limn[1]>") }
        try window.type("6 * 7")
        try window.press("Enter")
        try window.expect("limn[1]> 6 * 7", "42", "limn[2]>")
    }

    /// A script on standard input has no prompts, and says nothing that it did not say before.
    @Test func aPipeHasNoPrompts() throws {
        let outcome = try CommandLine.limn([], input: "x = 1\nx + 1\n")
        #expect(outcome.output == "2\n")
        #expect(outcome.error.isEmpty)
    }
}
