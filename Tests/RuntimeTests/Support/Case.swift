import Language
import Testing

/// A script and what it shows: what it prints and its answers, one a line.
struct Case: Sendable, CustomTestStringConvertible {
    let script: String
    let expected: String

    init(_ script: String, _ expected: String) {
        self.script = script
        self.expected = expected
    }

    var testDescription: String { script.split(separator: "\n").joined(separator: " ⏎ ") }

    func check() throws { #expect(try output(of: script) == expected, "\(script)") }
}

/// A script that fails, the failing place between « and », and the error that it gives.
struct FailingCase: Sendable, CustomTestStringConvertible {
    let script: String
    let error: String
    let help: String?
    private let marked: String

    init(_ marked: String, _ error: String, help: String? = nil) {
        self.marked = marked
        self.error = error
        self.help = help
        script = marked.filter { $0 != "«" && $0 != "»" }
    }

    var testDescription: String { script.split(separator: "\n").joined(separator: " ⏎ ") }

    func check() throws {
        let failure = try #require(Session().failure(script), "it did not fail: \(script)")
        #expect("\(failure.id): \(failure.message)" == error, "\(script)")
        if let help { #expect(failure.help == help, "\(script)") }
        guard marked != script else { return }
        let label = try #require(failure.labels.first)
        let bytes = Array(script.utf8)
        let start = min(label.span.start, bytes.count)
        let end = min(label.span.end, bytes.count)
        let shown =
            String(decoding: bytes[..<start], as: UTF8.self) + "«" + String(decoding: bytes[start..<end], as: UTF8.self)
            + "»" + String(decoding: bytes[end...], as: UTF8.self)
        #expect(shown == marked)
    }
}
