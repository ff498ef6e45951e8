import Foundation
import Testing

/// Entries typed into a real terminal.
@Suite(.serialized) struct TerminalEntryTests {
    @Test func theParserDecidesWhereAnEntryEnds() throws {
        let window = try TerminalWindow()
        try window.expect("Limn 0.1.0. help() lists the commands; :quit or Ctrl-D ends.", "limn[1]>")
        try window.type("def f(n)")
        try window.press("Enter")
        try window.expect("limn[1]> def f(n)", "    ...>")
        try window.expectCursor(13)
        try window.type("if n > 2")
        try window.press("Enter")
        try window.expectCursor(17)
        try window.type("n")
        try window.press("Enter")
        try window.expectCursor(17)
        try window.type("end")
        try window.press("Enter")
        try window.expect(
            "limn[1]> def f(n)", "    ...>     if n > 2", "    ...>         n", "    ...>     end", "    ...>")
        try window.expectCursor(13)
        try window.type("end")
        try window.press("Enter")
        try window.expect("    ...>     end", "    ...> end", "limn[2]>")
        try window.type("f(7)")
        try window.press("Enter")
        try window.expect("limn[2]> f(7)", "7", "limn[3]>")
        // Whole again with all of its lines; the arrows go through them first.
        try window.press("Up", "Up")
        try window.expect(
            "limn[3]> def f(n)", "    ...>     if n > 2", "    ...>         n", "    ...>     end", "    ...> end")
        try window.press("Up", "Up", "Home")
        try window.type("-")
        try window.expect(
            "limn[3]> def f(n)", "    ...>     if n > 2", "    ...> -        n", "    ...>     end", "    ...> end")
        try window.press("BSpace", "M-C-m")
        try window.press("C-c")
        try window.wait("the word of it") { $0.hasSuffix("abandoned; Up brings it back\nlimn[3]>") }
        try window.press("C-d")
        try window.expect("limn[3]>", "ended 0", "icanon", "echo")
    }

    @Test func twoBlankLinesOrAnInterruptAbandonAnEntry() throws {
        let window = try TerminalWindow()
        try window.expect("Limn 0.1.0. help() lists the commands; :quit or Ctrl-D ends.", "limn[1]>")
        try window.type("[1,")
        try window.press("Enter")
        try window.expectCursor(13)
        try window.press("Enter")
        try window.expect("limn[1]> [1,", "    ...>", "    ...>")
        try window.press("Enter")
        try window.expect("limn[1]> [1,", "    ...>", "    ...>", "abandoned; Up brings it back", "limn[1]>")
        for _ in 0..<5 { try window.press("C-c") }
        try window.wait("a fresh prompt") { $0.hasSuffix(":quit or Ctrl-D ends\nlimn[1]>") }
        try window.type("6 * 7")
        try window.press("Enter")
        try window.expect("limn[1]> 6 * 7", "42", "limn[2]>")
    }

    /// A locale without UTF-8 is no reason to tear characters apart.
    @Test func wideCharactersAreWhole() throws {
        let window = try TerminalWindow()
        try window.expect("Limn 0.1.0. help() lists the commands; :quit or Ctrl-D ends.", "limn[1]>")
        try window.type("x = \"日本語🙂é👩‍👩‍👧z\"")
        try window.press("Left", "Left", "BSpace")
        try window.wait("the family gone") { $0.hasSuffix("limn[1]> x = \"日本語🙂éz\"") }
        try window.press("Left", "BSpace")
        try window.expect("Limn 0.1.0. help() lists the commands; :quit or Ctrl-D ends.", "limn[1]> x = \"日本語éz\"")
        try window.press("Left", "DC")
        try window.expect("Limn 0.1.0. help() lists the commands; :quit or Ctrl-D ends.", "limn[1]> x = \"日本éz\"")
        try window.expectCursor(18)
        try window.press("C-t", "End", "Enter")
        try window.expect("limn[1]> x = \"日é本z\"", "limn[2]>")
        try window.type("x")
        try window.press("Enter")
        try window.expect("limn[2]> x", "\"日é本z\"", "limn[3]>")
    }

    @Test func theKeysOfEmacs() throws {
        let window = try TerminalWindow()
        func shows(_ text: String) throws {
            try window.expect(
                "Limn 0.1.0. help() lists the commands; :quit or Ctrl-D ends.", ("limn[1]> " + text).trimmed)
        }
        try window.expect("Limn 0.1.0. help() lists the commands; :quit or Ctrl-D ends.", "limn[1]>")
        try window.type("alpha beta_1 gamma")
        try window.press("M-b", "M-b", "C-k")
        try shows("alpha")
        try window.press("C-a", "C-y")
        try shows("beta_1 gammaalpha")
        try window.press("C-w")
        try shows("beta_1 alpha")
        try window.press("C-Right", "C-Left", "C-Left", "M-d")
        try shows(" alpha")
        try window.press("C-_", "M-u")
        try shows("BETA_1 alpha")
        try window.press("C-e", "C-u")
        try shows("")
        try window.press("C-d")
        try window.expect("ended 0", "icanon", "echo")
    }

    @Test func historyIsSearched() throws {
        let window = try TerminalWindow()
        for (number, entry) in ["print(1)", "heat = 2", "print(3)", "print(1)"].enumerated() {
            try window.wait("the prompt") { $0.hasSuffix("limn[\(number + 1)]>") }
            try window.type(entry)
            try window.press("Enter")
        }
        try window.expect("limn[4]> print(1)", "1", "limn[5]>")
        try window.type("pr")
        try window.press("Up", "Up")
        try window.expect("limn[5]> print(3)")
        try window.press("Up")
        try window.press("Down", "Down")
        try window.expect("limn[5]> pr")
        try window.press("C-u", "C-r")
        try window.expect("(search ``)")
        try window.type("hea")
        try window.expect("(search `hea`) heat = 2")
        try window.press("C-g")
        try window.expect("limn[5]>")
        try window.press("C-r")
        try window.type("pri")
        try window.press("C-r")
        try window.expect("(search `pri`) print(3)")
        try window.press("C-s")
        try window.expect("(search `pri`) print(1)")
        try window.press("C-r")
        try window.expect("(search `pri`) print(3)")
        try window.press("Enter")
        try window.expect("limn[5]> print(3)", "3", "limn[6]>")
        try window.type(":history print")
        try window.press("Enter")
        try window.expect("limn[6]> :history print", "2  print(1)", "3  print(3)", "4  :history print", "limn[6]>")
    }

    /// A thousand lines without brackets are read at once; whole entries still run one by one.
    @Test func longPastesAreQuick() throws {
        let window = try TerminalWindow()
        try window.wait("the prompt") { $0.hasSuffix("limn[1]>") }
        let body = (0..<1500).map { "    y\($0) = x + \($0)\n" }.joined()
        try window.paste("def big(x)\n\(body)    y7\nend\nb = [1,\n  2]\nbig(1)\n", isBracketed: false)
        try window.wait("its answer") { $0.hasSuffix("limn[2]> b = [1,\n    ...>   2]\nlimn[3]> big(1)\n8\nlimn[4]>") }
    }

    @Test func wordsOfTheSessionArePastedWithCode() throws {
        let window = try TerminalWindow()
        try window.wait("the prompt") { $0.hasSuffix("limn[1]>") }
        try window.paste("limn[3]> a = 4\nlimn[4]> :seed 7\nlimn[4]> a + 1")
        try window.wait("the text") { $0.hasSuffix("a + 1") }
        try window.press("Enter")
        try window.expect("    ...> a + 1", "seed 7", "5", "limn[3]>")
        // Brought back and left: it stays where it is in the history.
        try window.press("Up")
        try window.wait("the text again") { $0.hasSuffix("a + 1") }
        try window.press("C-c")
        try window.expect("    ...> a + 1", "abandoned", "limn[3]>")
        try window.type(":time for i in [1]")
        try window.press("Enter")
        try window.expect("limn[3]> :time for i in [1]", "    ...>")
    }

    /// The clock stands while nobody asks for anything.
    @Test func noTimePassesBetweenEntries() throws {
        let window = try TerminalWindow(shell: "limn --limit time=2s; exec cat")
        try window.wait("the prompt") { $0.hasSuffix("limn[1]>") }
        try window.type("x = 1")
        try window.press("Enter")
        try window.wait("the prompt") { $0.hasSuffix("limn[2]>") }
        sleep(3)
        try window.type(":save kept")
        try window.press("Enter")
        try window.expect("wrote 1 entry to kept.limn", "limn[2]>")
        try window.type(":limits time=none")
        try window.press("Enter")
        try window.wait("no limit") { $0.contains("time    any") }
    }

    @Test func historyOutlivesTheSession() throws {
        let folder = try CommandLine.Folder()
        do {
            let window = try TerminalWindow(in: folder)
            try window.paste("for i in [1, 2]\n    i\nend")
            try window.expect("limn[1]> for i in [1, 2]", "    ...>     i", "    ...> end")
            try window.press("Enter")
            try window.wait("the prompt") { $0.hasSuffix("limn[2]>") }
            try window.type(" hidden = 1")
            try window.press("Enter")
            try window.wait("the prompt") { $0.hasSuffix("limn[3]>") }
        }
        let window = try TerminalWindow(in: folder)
        try window.wait("the prompt") { $0.hasSuffix("limn[1]>") }
        try window.press("Up")
        try window.expect("limn[1]> for i in [1, 2]", "    ...>     i", "    ...> end")
    }
}

extension String {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
