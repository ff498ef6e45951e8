/// One thing to tell the user about a script, drawn in many ways (terminal, plain, JSON, HTML).
public struct Diagnostic: Error, Sendable {
    public enum Severity: String, Sendable { case error, warning, note }

    /// A marked place. The first label of a diagnostic is where it happened.
    public struct Label: Sendable {
        public var source: Source
        public var span: Span
        /// What is said below the mark; may be empty.
        public var text: String

        public init(_ source: Source, _ span: Span, _ text: String = "") {
            self.source = source
            self.span = span
            self.text = text
        }
    }

    /// A call that led here, innermost first.
    public struct Frame: Sendable {
        public var function: String
        public var source: Source
        public var span: Span
        /// Calls around this one that were folded, as in a recursion.
        public var hidden = 0
        /// The functions of the folded calls, each once.
        public var hiddenFunctions: [String] = []

        public init(function: String, source: Source, span: Span) {
            self.function = function
            self.source = source
            self.span = span
        }
    }

    /// A replacement that mends it.
    public struct Fix: Sendable {
        public var span: Span
        public var replacement: String
        public var title: String

        public init(span: Span, replacement: String, title: String) {
            self.span = span
            self.replacement = replacement
            self.title = title
        }
    }

    public var severity: Severity
    /// A word with a page of its own, such as `name.unknown`.
    public var id: String
    public var message: String
    public var labels: [Label]
    public var notes: [String]
    public var help: String?
    public var fixes: [Fix]
    public var trace: [Frame]
    /// The text ended too early: a prompt asks for another line instead of complaining.
    public var isIncomplete: Bool

    public init(
        _ id: String, _ message: String, severity: Severity = .error, labels: [Label] = [], notes: [String] = [],
        help: String? = nil, fixes: [Fix] = [], trace: [Frame] = [], isIncomplete: Bool = false
    ) {
        self.severity = severity
        self.id = id
        self.message = message
        self.labels = labels
        self.notes = notes
        self.help = help
        self.fixes = fixes
        self.trace = trace
        self.isIncomplete = isIncomplete
    }
}

/// The nearest of `candidates` to a misspelt `word`: an edit distance of at most a third of its length.
public func suggestion(for word: String, among candidates: some Sequence<String>) -> String? {
    let target = Array(word.lowercased().unicodeScalars)
    guard !target.isEmpty, target.count <= 64 else { return nil }
    var best: (distance: Int, word: String)?
    for candidate in candidates where candidate != word {
        let other = Array(candidate.lowercased().unicodeScalars)
        // Of the longer of both: `sm` is near `sum`, and words of two letters are near nothing.
        let limit = max(target.count, other.count) / 3
        guard abs(other.count - target.count) <= limit else { continue }
        let distance = editDistance(target, other)
        if distance <= limit, best.map({ distance < $0.distance }) ?? true { best = (distance, candidate) }
    }
    return best?.word
}

/// Insertions, deletions, substitutions and swaps of neighbours (Damerau–Levenshtein, optimal alignment).
private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var before = [Int]()
    var previous = Array(0...b.count)
    for i in a.indices {
        var current = [i + 1]
        for j in b.indices {
            var cost = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
            current.append(cost)
        }
        before = previous
        previous = current
    }
    return previous[b.count]
}
