import Language
import Runtime

/// A piece of documentation that can be run: lines after `>>>` (and `...`), and what they show.
public struct Doctest: Sendable {
    /// What it documents: `def` or command.
    public var subject: String
    public var script: String
    /// The lines that follow, or nil where there are none: then it only has to run.
    public var expected: String?
    /// Of its `>>>` in the comment block, from 0.
    public var line: Int

    public init(subject: String, script: String, expected: String?, line: Int = 0) {
        self.subject = subject
        self.script = script
        self.expected = expected
        self.line = line
    }

    /// The examples in a comment block, in order. One that follows another goes on in the same session.
    public static func all(in documentation: String, subject: String) -> [Doctest] {
        var found: [Doctest] = []
        var script: [String] = []
        var expected: [String] = []
        var start = 0
        func finish() {
            if !script.isEmpty {
                let shown = expected.isEmpty ? nil : expected.joined(separator: "\n")
                found.append(
                    Doctest(subject: subject, script: script.joined(separator: "\n"), expected: shown, line: start))
            }
            script = []
            expected = []
        }
        for (number, line) in documentation.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let text = line.drop { $0 == " " }
            if text.hasPrefix(">>>") {
                finish()
                start = number
                script.append(String(text.dropFirst(3).drop { $0 == " " }))
            } else if text.hasPrefix("..."), !script.isEmpty, expected.isEmpty {
                script.append(String(text.dropFirst(text.hasPrefix("... ") ? 4 : 3)))
            } else if text.isEmpty {
                finish()
            } else if !script.isEmpty {
                expected.append(String(line))
            }
        }
        finish()
        return found
    }

    /// The text without its examples: what a reader is told.
    public static func prose(of documentation: String) -> String {
        var lines: [Substring] = []
        var isInside = false
        for line in documentation.split(separator: "\n", omittingEmptySubsequences: false) {
            let text = line.drop { $0 == " " }
            if text.hasPrefix(">>>") { isInside = true }
            if text.isEmpty { isInside = false }
            if !isInside { lines.append(line) }
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }
}

/// What became of one example.
public struct DoctestResult: Sendable {
    public var test: Doctest
    /// Nil where it passed.
    public var failure: TestFailure?
}

extension Session {
    /// Runs the examples of one comment block in this session, one after the other.
    /// - Parameter place: the file and the line where the block begins, which errors then name.
    /// - Throws: `Interrupted`.
    public func run(_ tests: [Doctest], from place: (name: String, line: Int)? = nil) throws -> [DoctestResult] {
        try tests.map { test in
            guard let place else {
                let name = test.subject.isEmpty ? "an example" : "example of \(test.subject)"
                return DoctestResult(test: test, failure: try failure(of: test, test.script, named: name))
            }
            // As far down and to the right as it stands in the file, behind `# >>> `.
            let lines = test.script.split(separator: "\n", omittingEmptySubsequences: false).map { "      " + $0 }
            let above = String(repeating: "\n", count: max(place.line + test.line - 1, 0))
            return DoctestResult(
                test: test, failure: try failure(of: test, above + lines.joined(separator: "\n"), named: place.name))
        }
    }

    private func failure(of test: Doctest, _ script: String, named name: String) throws -> TestFailure? {
        var shown: [String] = []
        let before = context.output
        context.output = { shown.append($0) }
        defer { context.output = before }
        do {
            _ = try run(script, name: name) { shown.append($0.plainDisplay()) }
        } catch let diagnostic as Diagnostic {
            return TestFailure("it fails", diagnostic)
        }
        guard let expected = test.expected else { return nil }
        let found = shown.joined(separator: "\n")
        return Session.matches(found, expected)
            ? nil : TestFailure("it shows something else", expected: expected, found: found)
    }

    /// Line by line, blanks at the ends aside; an expected line `…` stands for the rest.
    static func matches(_ found: String, _ expected: String) -> Bool {
        func lines(_ text: String) -> [String] {
            text.split(separator: "\n").map { line in
                String(line.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            }
        }
        let found = lines(found)
        let expected = lines(expected)
        if expected.last == "…" { return found.starts(with: expected.dropLast()) }
        return found == expected
    }
}
