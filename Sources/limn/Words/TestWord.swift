import ArgumentParser
import Language
import Notebook
import Presentation
import Runtime

/// `limn test FILE …`.
struct TestWord: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run the tests of scripts; without a file, of everything that comes with Limn.",
        discussion: """
            Tests are the >>> examples in comments, `# expect: text` and `# expect error: id` behind or below a statement, \
            and assertions. Each file runs in sessions of its own; relative paths start from its folder.
            """)

    @ArgumentParser.Argument(help: "Scripts, or folders of scripts.", completion: .file(extensions: ["limn"]))
    var files: [String] = []

    @ArgumentParser.Option(help: "Only checks in whose text, function or file all these words occur.")
    var filter: String?

    @ArgumentParser.Flag(name: .shortAndLong, help: "List the checks that pass too.")
    var verbose = false

    @ArgumentParser.OptionGroup var options: RunOptions

    func run() throws {
        let words = (filter ?? "").split(separator: " ").map(String.init)
        try end(Runner(options).test(files: files, words: words, isVerbose: verbose, limits: options.limits))
    }
}

extension Runner {
    /// `limn test FILE …`: a line a file, what failed below it, and a line about all. The status is 1 where a check failed.
    func test(files: [String], words: [String], isVerbose: Bool, limits: [String]) -> Int32 {
        var reports: [TestReport] = []
        let status = reporting {
            let tests = files.isEmpty ? TestFile.library : try ScriptList.scripts(files).map { TestFile(file: $0) }
            for test in tests {
                let report = try test.run(matching: words) { session in
                    for text in limits { try session.apply(Limits(parsing: text)) }
                }
                reports.append(report)
                terminal.show(report, isVerbose: isVerbose)
            }
        }
        let passed = reports.reduce(0) { $0 + $1.passed }
        let count = reports.reduce(0) { $0 + $1.checks.count }
        let seconds = reports.reduce(0) { $0 + $1.seconds }
        let left = reports.reduce(0) { $0 + $1.left }
        Streams.output(
            "\(passed) of \(count) \(count == 1 ? "check" : "checks") passed"
                + (left == 0 ? "" : ", \(left) not run")
                + " in \(reports.count) \(reports.count == 1 ? "file" : "files"), \(TestText.time(seconds))")
        if status != 0 { return status }
        if count == 0 {
            Streams.error(
                words.isEmpty
                    ? "limn test: there is nothing to test; tests are >>> examples, `# expect:` comments and assertions"
                    : "limn test: no check holds `\(words.joined(separator: " "))`")
        }
        return passed == count && count > 0 ? 0 : 1
    }
}

extension Terminal {
    fileprivate func show(_ report: TestReport, isVerbose: Bool) {
        for line in TestText(style: testStyle, width: Streams.width).lines(of: report, isVerbose: isVerbose) {
            Streams.output(line)
        }
    }
}
