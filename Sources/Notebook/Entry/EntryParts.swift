/// The entries that one text holds: a pasted session has words of the session between its code.
extension Session {
    /// The text at the lines where a word of the session or a question begins or ends, as far as what stands before
    /// them is whole. Blank parts are left out, unless there is nothing else.
    func parts(of entry: String) -> [String] {
        let lines = entry.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count > 1, lines.contains(where: isForSession) else { return [entry] }
        var parts: [String] = []
        var part: [String] = []
        for line in lines {
            let mayEnd = part.first.map { isForSession(line) || isForSession($0) } ?? false
            if mayEnd, !isUnfinished(part.joined(separator: "\n")) {
                parts.append(part.joined(separator: "\n"))
                part = []
            }
            // What follows a word stands by itself.
            if !(part.isEmpty && line.allSatisfy(\.isWhitespace)) { part.append(line) }
        }
        if !part.isEmpty { parts.append(part.joined(separator: "\n")) }
        return parts.isEmpty ? [entry] : parts
    }

    /// Whether the parser wants another line of one part.
    func isUnfinished(_ part: String) -> Bool {
        switch kind(of: part) {
        case .code: syntax(of: part) == .incomplete
        case .meta: codeOfWord(part).map { syntax(of: $0) == .incomplete } ?? false
        case .nothing, .question, .farewell: false
        }
    }

    /// A line that no script has: `:vars`, `?mean`, `mean?`. A line that begins with `%` may go on a division.
    private func isForSession(_ line: String) -> Bool {
        switch kind(of: line) {
        case .meta: line.first { !$0.isWhitespace } == ":"
        case .question: true
        case .nothing, .farewell, .code: false
        }
    }

    /// `for i in x` of `:time for i in x`; nil where the word takes no code.
    private func codeOfWord(_ part: String) -> String? {
        let text = part.trimmedOfBlanks
        guard text.first == ":" else { return nil }
        let name = String(text.dropFirst().prefix { !$0.isWhitespace })
        guard let word = MetaTable.word(name), case .code = word.completes else { return nil }
        return String(text.dropFirst(1 + name.count))
    }
}
