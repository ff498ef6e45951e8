import Foundation
import Language
import Notebook
import Testing

/// `limn test` and `limn format` as a stranger runs them.
@Suite struct TestWordTests {
    private func checks(_ text: String) throws -> [TestCheck] {
        let folder = try CommandLine.Folder()
        return try TestFile(file: try folder.write("a.limn", text)).run().checks
    }

    @Test func expectations() throws {
        let checks = try checks(
            """
            x = 2
            x + 1  # expect: 3
            print("a")
            # expect: a
            for i in range(2)
                print(i)  # expect: 0
                # expect: 1
            end
            x + 1  # expect: 4
            nonsense(1)  # expect error: name.unknown
            x  # expect error: name.unknown
            assert x == 2
            """)
        #expect(checks.map { $0.failure == nil } == [true, true, true, false, true, false, true])
        #expect(checks.map(\.line) == [2, 4, 6, 9, 10, 11, 12])
        #expect(checks[3].failure?.expected == "4" && checks[3].failure?.found == "3")
    }

    @Test func aFaultThatNobodyExpectsEndsItsFile() throws {
        let checks = try checks("1 + 1  # expect: 2\nnonsense()\n1 + 1  # expect: 3\n")
        #expect(checks.map { $0.failure == nil } == [true, false])
        #expect(checks[1].failure?.diagnostic?.id == "name.unknown")
    }

    @Test func examplesOfCellsAndFunctions() throws {
        let checks = try checks(
            "# %% A\n# >>> 1 + 1\n# 2\n\n# Twice.\n# >>> twice(2)\n# 4\n# >>> twice(3)\n# 7\ndef twice(n) = 2 * n\n")
        #expect(checks.map { $0.failure == nil } == [true, true, false])
        #expect(checks.map(\.owner) == ["", "twice", "twice"])
        #expect(checks.map(\.line) == [2, 6, 8])
    }

    @Test func theCommandLine() throws {
        let folder = try CommandLine.Folder()
        try folder.write("bad.limn", "x = (1")
        try folder.write("good.limn", "1 + 1  # expect: 2\n")
        try folder.write("wrong.limn", "1 + 1  # expect: 3\n")
        let all = try CommandLine.limn(["test", "."], in: folder)
        #expect(all.status == 1)
        #expect(all.output.contains("ok   ./good.limn  1 of 1 check"))
        #expect(all.output.contains("FAIL ./bad.limn") && all.output.contains("syntax.unclosed"))
        #expect(all.output.contains("wrong.limn:1:") && all.output.contains("    - 3\n    + 2\n"))
        #expect(all.output.contains("1 of 3 checks passed in 3 files"))
        #expect(try CommandLine.limn(["test", "good.limn"], in: folder).status == 0)
        let none = try CommandLine.limn(["test", "--filter", "nothing", "wrong.limn"], in: folder)
        #expect(none.status == 1 && none.error.contains("no check holds `nothing`"))
    }

    @Test func whatComesAfterAFailureIsRunOrCounted() throws {
        let folder = try CommandLine.Folder()
        let script = """
            # >>> f(1)
            # 2
            # >>> f(nothing)
            def f(x) = x
            1 # expects: 1
            assert 1 == 2
            2 # expect: 2
            2 # expect error: name.unknown
            nothere
            3 # expect: 3
            # >>> g()
            def g() = 1
            """
        try folder.write("a.limn", script)
        let outcome = try CommandLine.limn(["test", "a.limn"], in: folder)
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("FAIL a.limn  1 of 7 checks, 2 more not run"))
        #expect(outcome.output.contains("failed a.limn:1: f: it shows something else"))
        // Marked where it stands in the comment.
        #expect(outcome.output.contains("--> a.limn:3:9"))
        #expect(outcome.output.contains("an expectation is written `# expect: text`"))
        #expect(outcome.output.contains("the assertion does not hold"))
        #expect(outcome.output.contains("1 of 7 checks passed, 2 not run in 1 file"))
    }

    @Test func formatting() throws {
        let folder = try CommandLine.Folder()
        let path = try folder.write("a.limn", "x=1\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        try folder.write("b.limn", "x = 1\n")
        let check = try CommandLine.limn(["format", "--check", "a.limn", "b.limn"], in: folder)
        #expect(check.status == 1 && check.output == "a.limn\n")
        let shown = try CommandLine.limn(["format", "--diff", "a.limn"], in: folder)
        #expect(shown.status == 0 && shown.output.contains("-x=1\n+x = 1\n"))
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "x=1\n")
        #expect(try CommandLine.limn(["format", "."], in: folder).status == 0)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "x = 1\n")
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o640)
        let piped = try CommandLine.limn(["format", "-"], input: "f( 1 )")
        #expect(piped.output == "f(1)\n" && piped.status == 0)
        let broken = try folder.write("c.limn", "x = (1")
        let outcome = try CommandLine.limn(["format", "c.limn"], in: folder)
        #expect(outcome.status == 1 && outcome.diagnostics.count == 1)
        #expect(try String(contentsOfFile: broken, encoding: .utf8) == "x = (1")
    }

    @Test func documentationOfAScript() throws {
        let folder = try CommandLine.Folder()
        try folder.write("a.limn", "# Tools.\n\n# Twice.\n# >>> twice(2)\n# 4\ndef twice(n) = 2 * n\n")
        let outcome = try CommandLine.limn(["doc", "a.limn"], in: folder)
        #expect(
            outcome.output.contains("## twice") && outcome.output.contains("Twice.")
                && outcome.output.contains(">>> twice(2)"))
    }

    /// What bash offers for words that were begun.
    @Test func bashCompletes() throws {
        let folder = try CommandLine.Folder()
        try folder.write("limn.bash", try CommandLine.limn(["completions", "bash"]).output)
        try folder.write("a.limn", "")
        try folder.write("b.txt", "")
        func offers(_ words: String, at index: Int) throws -> [String] {
            let line =
                "shopt -s extglob; source ./limn.bash; COMP_WORDS=(limn \(words)); COMP_CWORD=\(index); COMP_LINE=\"limn \(words)\"; "
                + "COMP_POINT=${#COMP_LINE}; _limn limn \"${COMP_WORDS[COMP_CWORD]}\" \"${COMP_WORDS[COMP_CWORD-1]}\"; printf '%s\n' \"${COMPREPLY[@]}\""
            try folder.write("run.sh", line)
            return try CommandLine.shell("bash run.sh", in: folder).output.split(separator: "\n").map(String.init)
        }
        #expect(try offers("for", at: 1).contains("format"))
        #expect(try offers("format --c", at: 2).contains("--check"))
        let files = try offers("run a", at: 2)
        #expect(files.contains("a.limn"))
        #expect(try !offers("run b", at: 2).contains("b.txt"))
        for shell in ["zsh", "fish"] {
            #expect(try CommandLine.limn(["completions", shell]).output.contains("format"))
        }
    }
}
