import Language
import Runtime

/// What a text that was typed at a prompt asks for.
public enum EntryKind: Equatable, Sendable {
    /// Blanks.
    case nothing
    /// `:vars`, `:time f()`.
    case meta
    /// `?name`, `??words`, `name?`.
    case question
    /// What other shells call `:quit`: `quit`, `exit()`.
    case farewell
    case code
}

/// What a prompt does with a text once a line is finished.
public enum EntryVerdict: Equatable, Sendable {
    /// It is whole, or wrong in a way that no further line mends.
    case run
    /// It goes on.
    case more
    /// Two blank lines: the user has had enough of it.
    case abandon
}

/// Whether the parser takes a text.
public enum SyntaxState: Equatable, Sendable {
    case whole
    /// It ends in the middle of what it began.
    case incomplete
    case wrong
}

extension Session {
    /// The one place that tells the kinds of entries apart, for every front end.
    public func kind(of entry: String) -> EntryKind {
        let text = entry.drop { $0.isWhitespace }
        switch text.first {
        case nil: return .nothing
        case ":": return .meta
        case "?": return .question
        // As IPython has it: answered with ours.
        case "%" where text.dropFirst().first.map { $0.isLetter || $0 == "%" } ?? false: return .meta
        default: break
        }
        let word = text.filter { !$0.isWhitespace }
        if word.last == "?", word.dropLast().allSatisfy({ $0.isLetter || $0.isNumber || "_.?".contains($0) }) {
            return .question
        }
        switch word {
        case "quit", "exit", "quit()", "exit()":
            return self[word.replacing("()", with: "")] == nil ? .farewell : .code
        default: return .code
        }
    }

    /// Whether the parser wants another line.
    public func verdict(on entry: String) -> EntryVerdict {
        guard let last = parts(of: entry).last, isUnfinished(last) else { return .run }
        let lines = entry.split(separator: "\n", omittingEmptySubsequences: false)
        let isLeft = lines.count > 2 && lines.suffix(2).allSatisfy { $0.allSatisfy(\.isWhitespace) }
        return isLeft ? .abandon : .more
    }

    /// What the parser says to a text; names are not looked at.
    public func syntax(of text: String) -> SyntaxState {
        do {
            try runOnDeepStack { _ = try Parser.parse(Source(name: "in", text: text)) }
            return .whole
        } catch let diagnostic as Diagnostic {
            return diagnostic.isIncomplete ? .incomplete : .wrong
        } catch {
            return .wrong
        }
    }

    /// Does what an entry asks for: one part after the other, up to the first that fails.
    /// - Parameter onAnswer: called with each value to be shown.
    /// - Throws: `Diagnostic`, `Problem`, `Interrupted`.
    public func submit(_ entry: String, onAnswer: (Value) throws -> Void) throws -> MetaOutcome {
        // Nothing runs between entries, so that no time passes there.
        defer { if context.timeLimit != nil { Interrupt.limit(nanoseconds: nil) } }
        do {
            for part in parts(of: entry) {
                if case .quit = try submit(part: part, onAnswer: onAnswer) { return .quit }
            }
            return .goOn
        } catch let diagnostic as Diagnostic {
            throw diagnostic.forSession
        } catch let problem as Problem {
            throw problem.forSession
        }
    }

    private func submit(part entry: String, onAnswer: (Value) throws -> Void) throws -> MetaOutcome {
        switch kind(of: entry) {
        case .nothing: return .goOn
        case .farewell: return .quit
        case .meta, .question:
            context.restartLimits()
            return try MetaTable.run(entry, in: self)
        case .code:
            try enter(entry, onAnswer: onAnswer)
            return .goOn
        }
    }
}
