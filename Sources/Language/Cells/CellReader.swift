/// Collects the cells of a script while its statements are read.
struct CellReader {
    let source: Source
    let lexed: Tokens
    private var cells: [Cell] = []
    private var marker: Int?
    private var firstStatement = 0

    init(source: Source, lexed: Tokens) {
        self.source = source
        self.lexed = lexed
    }

    var isMarkdown: Bool {
        guard let marker, marker < lexed.markers.count else { return false }
        return CellReader.heading(lexed.markers[marker].text).kind == .markdown
    }

    /// Whether a line that begins a cell, `# %% [markdown] Title`, begins one of prose.
    static func beginsProse(_ line: String) -> Bool {
        heading(String(line.drop { $0 != "%" }.dropFirst(2)).trimmed).kind == .markdown
    }

    /// Closes the cell before and opens the one of a marker.
    mutating func open(_ index: Int, before statement: Int) {
        guard index < lexed.markers.count else { return }
        close(at: lexed.markers[index].line.start, statement: statement)
        marker = index
        firstStatement = statement
    }

    /// - Parameter statements: how many statements the script has.
    mutating func finish(statements: Int) -> [Cell] {
        close(at: source.bytes.count, statement: statements)
        return cells
    }

    private mutating func close(at end: Int, statement: Int) {
        let line = marker.map { lexed.markers[$0].line }
        let span = Span(line?.start ?? 0, end)
        // Text before the first marker is a cell only if there is any.
        if marker == nil, source.text(in: span).trimmed.isEmpty { return }
        let heading = CellReader.heading(marker.map { lexed.markers[$0].text } ?? "")
        let first = source.position(at: span.start).line + (marker == nil ? 0 : 1)
        let last = end >= source.bytes.count ? source.lineStarts.count : source.position(at: end).line - 1
        var options: [Cell.Option] = []
        var prose: [String] = []
        for number in stride(from: first, through: last, by: 1) {
            guard let comment = lexed.commentLines[number] else {
                if heading.kind == .markdown { prose.append("") }
                continue
            }
            if let option = CellReader.option(comment) {
                options.append(Cell.Option(key: option.key, value: option.value, span: self.span(ofLine: number)))
            } else if heading.kind == .markdown {
                prose.append(comment.hasPrefix(" ") ? String(comment.dropFirst()) : comment)
            }
        }
        while prose.last?.trimmed.isEmpty == true { prose.removeLast() }
        while prose.first?.trimmed.isEmpty == true { prose.removeFirst() }
        cells.append(
            Cell(
                kind: heading.kind, title: heading.title, options: options, span: span,
                statements: firstStatement..<max(firstStatement, statement),
                prose: prose.joined(separator: "\n")))
    }

    /// The line without its indentation and its end.
    private func span(ofLine number: Int) -> Span {
        let start = source.lineStarts[number - 1]
        let line = source.line(number)
        let indent = line.utf8.prefix { $0 == 0x20 || $0 == 0x09 }.count
        return Span(start + indent, start + line.utf8.count)
    }

    /// The kind and the title in `[markdown] Title`.
    private static func heading(_ text: String) -> (kind: Cell.Kind, title: String) {
        for tag in ["[markdown]", "[md]"] {
            if text.hasPrefix(tag) { return (.markdown, text.dropFirst(tag.count).trimmed) }
            if text.hasSuffix(tag) { return (.markdown, text.dropLast(tag.count).trimmed) }
        }
        return (.code, text)
    }

    /// `| key: value`, the text of a `#|` comment.
    private static func option(_ comment: String) -> (key: String, value: String)? {
        guard comment.hasPrefix("|"), let colon = comment.firstIndex(of: ":") else { return nil }
        let key = comment[comment.index(after: comment.startIndex)..<colon].trimmed
        guard !key.isEmpty, key.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }) else { return nil }
        return (key, comment[comment.index(after: colon)...].trimmed)
    }
}
