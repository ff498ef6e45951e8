import Commands
import Language
import Runtime
import Stdlib

/// The tests of one file: its `>>>` examples, its `# expect` comments and its assertions, in fresh sessions.
///
/// Relative paths in the script start from its folder; what it prints is kept and compared.
public struct TestFile: Sendable {
    public let name: String
    private let directory: String
    private let load: @Sendable () throws -> Source

    public init(file: String) {
        name = file
        directory = file.lastIndex(of: "/").map { $0 == file.startIndex ? "/" : String(file[..<$0]) } ?? "."
        load = { try ScriptFile.read(file) }
    }

    private init(module: String) {
        name = module
        directory = "."
        load = { Source(name: module, text: Stdlib.source(of: module) ?? "") }
    }

    /// The whole standard library.
    public static var library: [TestFile] { Stdlib.modules.map(TestFile.init(module:)) }

    /// Runs the tests.
    ///
    /// A file that cannot be read, or does not parse, is one failed check.
    /// - Parameters:
    ///   - words: only checks in whose subject, owner or file name all of them occur.
    ///   - prepare: called with each new session: to set its limits.
    /// - Throws: `Interrupted`; what `prepare` throws.
    public func run(matching words: [String] = [], prepare: (Session) throws -> Void = { _ in }) throws -> TestReport {
        let start = ContinuousClock.now
        var checks: [TestCheck] = []
        var left = 0
        do {
            let source = try load()
            let program = try DeepStack.run { try Parser.parse(source) }
            let script = ScriptRun(program, in: try session(prepare))
            (checks, left) = try script.checks()
            let examples = try examples(program, words, prepare)
            checks += examples.done
            left = words.isEmpty ? left + examples.left : 0
        } catch let diagnostic as Diagnostic {
            let line = diagnostic.labels.first.map { $0.source.position(at: $0.span.start).line } ?? 1
            checks.append(failed(line, TestFailure("it does not parse", diagnostic)))
        } catch let problem as Problem {
            let diagnostic = Diagnostic(problem.id, problem.message, notes: problem.notes, help: problem.help)
            checks.append(failed(1, TestFailure("it cannot be read", diagnostic)))
        }
        let passed = (ContinuousClock.now - start).components
        return TestReport(
            name: name, checks: checks.filter { matches($0, words) }.sorted { $0.line < $1.line }, left: left,
            seconds: Double(passed.seconds) + Double(passed.attoseconds) / 1e18)
    }

    private func session(_ prepare: (Session) throws -> Void) throws -> Session {
        let session = Session(directory: directory)
        session.context.keepsPartialResults = false
        try prepare(session)
        return session
    }

    private func failed(_ line: Int, _ failure: TestFailure) -> TestCheck {
        TestCheck(subject: name, owner: "", line: line, failure: failure)
    }

    private func matches(_ check: TestCheck, _ words: [String]) -> Bool {
        let text = "\(name) \(check.owner) \(check.subject)".lowercased()
        // A fault of the whole file concerns everybody.
        return check.subject == name || words.allSatisfy { text.contains($0.lowercased()) }
    }

    /// The examples of each comment block, in a session in which the script ran.
    private func examples(
        _ program: Program, _ words: [String], _ prepare: (Session) throws -> Void
    ) throws -> (done: [TestCheck], left: Int) {
        var checks: [TestCheck] = []
        var left = 0
        for block in CommentBlock.all(in: program) {
            let tests = Doctest.all(in: block.text, subject: block.owner)
            func check(_ test: Doctest, _ failure: TestFailure?) -> TestCheck {
                let subject = test.script.split(separator: "\n").joined(separator: " ")
                return TestCheck(subject: subject, owner: block.owner, line: block.line + test.line, failure: failure)
            }
            guard tests.contains(where: { matches(check($0, nil), words) }) else { continue }
            let session = try self.session(prepare)
            if let stop = try ScriptRun(program, in: session).prepare(), stop < block.line {
                left += tests.count
                continue
            }
            checks += try session.run(tests, from: (name, block.line)).map { check($0.test, $0.failure) }
        }
        return (checks, left)
    }
}

/// Comments on neighbouring lines.
private struct CommentBlock {
    var text: String
    /// Of its first line, from 1.
    var line: Int
    /// The function whose documentation it is; empty for another block.
    var owner: String

    static func all(in program: Program) -> [CommentBlock] {
        var owners: [Int: String] = [:]
        for statement in program.body {
            guard case .define(let function) = statement.kind, let name = function.name?.text else { continue }
            owners[program.source.position(at: statement.span.start).line] = name
        }
        var blocks: [(lines: [String], line: Int)] = []
        for comment in ScriptComment.all(in: program.source) where comment.isAlone {
            let text = comment.text.hasPrefix(" ") ? String(comment.text.dropFirst()) : comment.text
            if let last = blocks.indices.last, blocks[last].line + blocks[last].lines.count == comment.line {
                blocks[last].lines.append(text)
            } else {
                blocks.append(([text], comment.line))
            }
        }
        return blocks.map { block in
            CommentBlock(
                text: block.lines.joined(separator: "\n"), line: block.line,
                owner: owners[block.line + block.lines.count] ?? "")
        }
    }
}
