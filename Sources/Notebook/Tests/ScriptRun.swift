import Language
import Runtime

/// A script run statement by statement in a session of its own, each held against what its comments expect.
struct ScriptRun {
    let program: Program
    let session: Session
    private let expectations: [[Expectation]]
    private let strays: [Expectation]

    init(_ program: Program, in session: Session) {
        self.program = program
        self.session = session
        (expectations, strays) = Expectation.all(in: program)
    }

    /// Runs all statements up to the first that fails, which is neither an assertion nor expected to fail.
    /// - Returns: a check for each statement that expects or asserts something, and for the one that failed; and how
    ///   many checks stand below that.
    /// - Throws: `Interrupted`.
    func checks() throws -> (done: [TestCheck], left: Int) {
        var checks = strays.map { stray in
            TestCheck(
                subject: "# expect", owner: "", line: stray.line,
                failure: TestFailure("no statement stands above this expectation"))
        }
        for index in program.body.indices {
            let statement = program.body[index]
            let expected = expectations[index]
            let (shown, fault) = try run(index)
            let failure = ScriptRun.failure(expected, shown, fault)
            if failure == nil, expected.isEmpty, !statement.isAssertion { continue }
            let line = expected.first?.line ?? program.source.position(at: statement.span.start).line
            checks.append(TestCheck(subject: text(of: statement), owner: "", line: line, failure: failure))
            if fault == nil || goesOn(after: index) { continue }
            let below = program.body.indices.dropFirst(index + 1)
            return (checks, below.count { !expectations[$0].isEmpty || program.body[$0].isAssertion })
        }
        return (checks, 0)
    }

    /// What comes after a fault that nobody expected would fail for its sake.
    private func goesOn(after index: Int) -> Bool {
        program.body[index].isAssertion
            || expectations[index].contains { if case .error = $0.kind { true } else { false } }
    }

    /// Runs the statements as `checks` does, for what they leave behind.
    /// - Returns: the line of the statement where it stopped; nil at the end.
    /// - Throws: `Interrupted`.
    func prepare() throws -> Int? {
        for index in program.body.indices {
            let (_, fault) = try run(index)
            if fault == nil || goesOn(after: index) { continue }
            return program.source.position(at: program.body[index].span.start).line
        }
        return nil
    }

    private func run(_ index: Int) throws -> (shown: [String], fault: Diagnostic?) {
        var shown: [String] = []
        let before = session.context.output
        session.context.output = { shown.append($0) }
        defer { session.context.output = before }
        do {
            _ = try session.interpreter.run(program, statements: index..<(index + 1)) { value, _ in
                shown.append(value.plainDisplay())
            }
        } catch let diagnostic as Diagnostic {
            return (shown, diagnostic)
        }
        return (shown, nil)
    }

    private static func failure(_ expected: [Expectation], _ shown: [String], _ fault: Diagnostic?) -> TestFailure? {
        var lines: [String] = []
        var ids: [String] = []
        for expectation in expected {
            switch expectation.kind {
            case .misspelt:
                return TestFailure("an expectation is written `# expect: text` or `# expect error: id`")
            case .text(let text): lines.append(text)
            case .error(let id): ids.append(id)
            }
        }
        if let fault {
            guard let id = ids.first else { return TestFailure("it fails", fault) }
            if fault.id != id { return TestFailure("it fails otherwise", fault, expected: id, found: fault.id) }
        } else if let id = ids.first {
            return TestFailure("it does not fail", expected: "error \(id)", found: shown.joined(separator: "\n"))
        }
        if lines.isEmpty { return nil }
        let (wanted, found) = (lines.joined(separator: "\n"), shown.joined(separator: "\n"))
        return Session.matches(found, wanted)
            ? nil : TestFailure("it shows something else", expected: wanted, found: found)
    }

    private func text(of statement: Statement) -> String {
        let line = program.source.line(program.source.position(at: statement.span.start).line)
        return String(line.drop { $0 == " " })
    }
}

extension Statement {
    /// `assert …` at the top level: a check of its own.
    fileprivate var isAssertion: Bool {
        guard case .expression(let expression) = kind, case .call(let callee, _, _) = expression.kind,
            case .name("assert") = callee.kind
        else { return false }
        return true
    }
}
