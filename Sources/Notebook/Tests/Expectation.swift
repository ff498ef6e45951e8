import Language

/// What a comment says a statement shows: `# expect: text`, or fails with: `# expect error: id`.
struct Expectation {
    enum Kind: Equatable {
        case text(String)
        case error(String)
        /// Almost an expectation: it would never fail.
        case misspelt
    }

    var kind: Kind
    var line: Int

    /// Nil for a comment that expects nothing.
    init?(_ comment: ScriptComment) {
        let text = comment.text.drop { $0 == " " }
        if text.hasPrefix("expect error:") {
            kind = .error(Expectation.trimmed(text.dropFirst("expect error:".count)))
        } else if text.hasPrefix("expect:") {
            kind = .text(Expectation.trimmed(text.dropFirst("expect:".count)))
        } else if Expectation.isMisspelt(text) {
            kind = .misspelt
        } else {
            return nil
        }
        line = comment.line
    }

    /// `Expect: 8`, `expects: 8`, `expect error` without a colon.
    private static func isMisspelt(_ text: Substring) -> Bool {
        let head = text.prefix { $0 != ":" }
        if head.lowercased() == "expect error" { return true }
        return head.count < text.count
            && ["expect", "expects", "expected", "expect error", "expects error"].contains(head.lowercased())
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    /// For each statement, what the comments on its lines and below it, up to the next one, expect of it.
    ///
    /// - Returns: the expectations by statement, and those that stand above every statement.
    static func all(in program: Program) -> (of: [[Expectation]], strays: [Expectation]) {
        let starts = program.body.map { program.source.position(at: $0.span.start).line }
        var found = [[Expectation]](repeating: [], count: program.body.count)
        var strays: [Expectation] = []
        var statement = -1
        for comment in ScriptComment.all(in: program.source) {
            guard let expectation = Expectation(comment) else { continue }
            while statement + 1 < starts.count, starts[statement + 1] <= comment.line { statement += 1 }
            if statement < 0 { strays.append(expectation) } else { found[statement].append(expectation) }
        }
        return (found, strays)
    }
}
