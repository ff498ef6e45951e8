import Foundation
import Testing

/// Exit codes, streams and scripts as a shell sees them.
@Suite struct CommandLineTests {
    @Test func evaluatesAnExpression() throws {
        let outcome = try CommandLine.limn(["-e", "1 + 2"])
        #expect(outcome.status == 0)
        #expect(outcome.output == "3\n")
        #expect(outcome.error == "")
    }

    @Test func takesAnExpressionThatBeginsWithAMinus() throws {
        #expect(try CommandLine.limn(["-e", "-3 + 1"]).output == "-2\n")
    }

    @Test func printsAsAPythonUserExpects() throws {
        let script = #"print(1, "a", 2.5, true, none, [1, 2, 3], ["a", "b"])"#
        #expect(try CommandLine.limn(["-e", script]).output == "1 a 2.5 true none [1, 2, 3] [\"a\", \"b\"]\n")
    }

    @Test(arguments: [["run"], []]) func runsAFile(words: [String]) throws {
        let folder = try CommandLine.Folder()
        try folder.write("a.limn", "x = 20\ndef twice(n) = 2 * n\nprint(\"x is $x\")\ntwice(x) + 2\ntwice(x);\n")
        let outcome = try CommandLine.limn(words + ["a.limn"], in: folder)
        #expect(outcome.output == "x is 20\n42\n")
        #expect(outcome.status == 0)
    }

    @Test(arguments: [[], ["-"], ["run", "-"]]) func runsStandardInput(words: [String]) throws {
        let outcome = try CommandLine.limn(words, input: "print(\"from a pipe\")\n")
        #expect(outcome.output == "from a pipe\n")
        #expect(outcome.status == 0)
    }

    @Test func marksTheErrorInAModuleAndTheCallsThatLedThere() throws {
        let folder = try CommandLine.Folder()
        try folder.write("lib.limn", "def deep(n)\n    n + unknown_thing\nend\n")
        try folder.write("a.limn", "use \"lib.limn\"\ndef outer(x) = deep(x)\nouter(3)\n")
        let outcome = try CommandLine.limn(["run", "a.limn"], in: folder)
        #expect(outcome.status == 1)
        #expect(
            outcome.error == """
                lib.limn:2:9: error: there is no name `unknown_thing` [name.unknown]
                2 |     n + unknown_thing
                  |         ^^^^^^^^^^^^^
                in deep, called at a.limn:2:16
                2 | def outer(x) = deep(x)
                  |                -------
                in outer, called at a.limn:3:1
                3 | outer(3)
                  | --------

                """)
    }

    @Test func marksTheErrorInTheScript() throws {
        let folder = try CommandLine.Folder()
        try folder.write("a.limn", "print(\"before\")\ntotal = 1 + unknwon\nprint(\"after\")\n")
        let outcome = try CommandLine.limn(["run", "a.limn"], in: folder)
        #expect(outcome.status == 1)
        #expect(outcome.output == "before\n")
        #expect(outcome.error.contains("a.limn:2:13: error: "))
        #expect(outcome.error.contains("total = 1 + unknwon"))
        #expect(outcome.error.contains("^^^^^^^"))
    }

    @Test func checksWithoutRunning() throws {
        let folder = try CommandLine.Folder()
        try folder.write("good.limn", "print(\"not to be seen\")\n")
        try folder.write("bad.limn", "print(1)\nx = (1 +\n")
        let good = try CommandLine.limn(["check", "good.limn"], in: folder)
        #expect(good.status == 0)
        #expect(good.output == "")
        let bad = try CommandLine.limn(["check", "good.limn", "bad.limn"], in: folder)
        #expect(bad.status == 1)
        #expect(bad.error.contains("bad.limn:"))
    }

    @Test(arguments: [
        ["--nonsense"], ["run"], ["run", "a", "b"], ["check"], ["-e"], ["-e", "1", "file"],
        ["--limit", "tiem=3", "-e", "1"],
        ["--limit", "memory=x", "-e", "1"], ["--limit", "time=3px", "-e", "1"],
    ]) func refusesWrongWords(words: [String]) throws {
        let outcome = try CommandLine.limn(words)
        #expect(outcome.status == 2)
        #expect(outcome.output == "")
        #expect(!outcome.error.isEmpty)
    }

    @Test func helpAndVersionAreNoErrors() throws {
        let help = try CommandLine.limn(["--help"])
        #expect(help.status == 0)
        #expect(help.output.contains("USAGE"))
        let version = try CommandLine.limn(["--version"])
        #expect(version.status == 0)
        #expect(version.output.hasPrefix("limn "))
    }

    @Test(arguments: [["run"], []]) func oneDiagnosticForAFileThatIsNone(words: [String]) throws {
        let folder = try CommandLine.Folder()
        try folder.write("latin1.limn", [0x78, 0x20, 0x3D, 0x20, 0xE9, 0x0A])
        for (name, id) in [("missing.limn", "file.missing"), (".", "file.directory"), ("latin1.limn", "file.encoding")]
        {
            let outcome = try CommandLine.limn(words + [name], in: folder)
            #expect(outcome.status == 1)
            #expect(outcome.diagnostics.count == 1)
            #expect(outcome.error.contains("[\(id)]"))
        }
    }

    @Test func anInterruptEndsTheRun() throws {
        let folder = try CommandLine.Folder()
        try folder.write("loop.limn", "print(\"started\")\nx = 0\nwhile true\n    x += 1\nend\n")
        let outcome = try CommandLine.limn(["run", "loop.limn"], in: folder) { process, output in
            for _ in 0..<6000 where process.isRunning {
                if (try? String(contentsOf: output, encoding: .utf8))?.contains("started") == true { break }
                usleep(5000)
            }
            process.interrupt()
        }
        #expect(outcome.status == 130)
        #expect(!outcome.isSignal)
        #expect(outcome.output == "started\n")
    }

    @Test func theTimeLimitEndsTheRun() throws {
        let folder = try CommandLine.Folder()
        try folder.write("loop.limn", "while true\n    1\nend\n")
        let outcome = try CommandLine.limn(["run", "--limit", "time=200ms", "loop.limn"], in: folder)
        #expect(outcome.status == 1)
        #expect(outcome.error.contains("[limit.time]"))
    }

    @Test func aReaderThatGoesAwayEndsTheRunQuietly() throws {
        let folder = try CommandLine.Folder()
        try folder.write("many.limn", "i = 0\nwhile true\n    i += 1\n    print(i)\nend\n")
        #expect(try CommandLine.shell("limn run many.limn | head -n 2", in: folder).output == "1\n2\n")
    }

    @Test func resultsThatCannotBeWrittenAreAnError() throws {
        let folder = try CommandLine.Folder()
        let full = try CommandLine.shell("limn -e 1 > /dev/full", in: folder)
        #expect(full.status == 1)
        #expect(full.output.contains("[output.failed]"))
        let closed = try CommandLine.shell("limn -e 1 >&-", in: folder)
        #expect(closed.status == 1)
    }

    @Test func runsFromAnyFolderThroughALink() throws {
        let folder = try CommandLine.Folder()
        let outcome = try CommandLine.shell(
            "ln -s \"\(CommandLine.executable.path)\" l && cd / && \"$OLDPWD/l\" -e 2", in: folder)
        #expect(outcome.output == "2\n")
    }
}
