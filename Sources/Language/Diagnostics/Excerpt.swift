/// The marked lines of one source, drawn: line numbers, text, marks below, brackets beside spans of several lines.
///
/// ```
/// 3 | sum = a + b
///   |       - ^ - right is ⟨y: 3, x: 5⟩
///   |       |
///   |       left is ⟨y: 3, x: 4⟩
/// ```
public struct Excerpt {
    /// What a piece of a drawn line is, for colours.
    public enum Role: Sendable { case gutter, source, primary, secondary }

    public struct Piece: Sendable {
        public var text: String
        public var role: Role
    }

    public let source: Source
    /// Where the first of its labels begins; both from 1.
    public let line: Int
    public let column: Int
    /// Lines from above, each in pieces from the left.
    public private(set) var lines: [[Piece]] = []
    let gutter: Int

    /// Columns of the line numbers.
    public var gutterWidth: Int { gutter }

    /// One excerpt a source, in the order of the labels; the first label is the primary one.
    /// - Parameters:
    ///   - width: columns that a line may have.
    ///   - hasPrimary: false draws every label as a secondary one.
    public static func all(_ labels: [Diagnostic.Label], width: Int, hasPrimary: Bool = true) -> [Excerpt] {
        var groups: [(source: Source, marks: [Mark])] = []
        for (index, label) in labels.enumerated() {
            let mark = Mark(label, isPrimary: hasPrimary && index == 0)
            if let group = groups.firstIndex(where: { $0.source === label.source }) {
                groups[group].marks.append(mark)
            } else {
                groups.append((label.source, [mark]))
            }
        }
        let last = groups.flatMap { $0.marks.map(\.last) }.max() ?? 1
        let gutter = String(last).count
        return groups.map { Excerpt($0.source, $0.marks, width: width, gutter: gutter) }
    }

    private init(_ source: Source, _ marks: [Mark], width: Int, gutter: Int) {
        self.source = source
        self.gutter = gutter
        let first = marks[0]
        (line, column) = source.position(at: first.start)
        let lanes = Lanes(marks)
        let room = max(width - gutter - 3 - lanes.width, 16)
        var previous: Int?
        for number in Excerpt.visibleLines(marks) {
            if let previous { addGap(from: previous, to: number, lanes, room) }
            add(number, marks, lanes, room)
            previous = number
        }
    }

    /// The lines that are shown: those of one-line marks, and of a longer mark its first two and its last.
    private static func visibleLines(_ marks: [Mark]) -> [Int] {
        var lines: Set<Int> = []
        for mark in marks {
            lines.formUnion([mark.first, mark.last])
            if mark.last > mark.first { lines.insert(mark.first + 1) }
        }
        return lines.sorted()
    }

    private mutating func addGap(from previous: Int, to next: Int, _ lanes: Lanes, _ room: Int) {
        if next == previous + 2 {
            add(previous + 1, [], lanes, room)
        } else if next > previous + 2 {
            let prefix = lanes.prefix(at: previous + 1)
            let dots = String(repeating: " ", count: max(gutter - 2, 0)) + "..."
            lines.append(
                [Piece(text: dots, role: .gutter)] + (lanes.width > 0 ? [.init(text: " ", role: .gutter)] : []) + prefix
            )
        }
    }

    private mutating func add(_ number: Int, _ marks: [Mark], _ lanes: Lanes, _ room: Int) {
        let here = marks.filter { $0.first == number || $0.last == number }
        let whole = source.lineSpan(number)
        var focus =
            here.first { $0.isPrimary }.map { $0.part(of: whole) } ?? here.first?.part(of: whole)
            ?? Span(whole.start, whole.start)
        // All marks of the line at once, where that is not too much.
        let union = here.map { $0.part(of: whole) }.reduce(focus) { $0.joined(with: $1) }
        if union.end - union.start <= room - 4 { focus = union }
        let shown = ShownLine(source, number: number, focus: focus, width: room)
        let text = String(shown.text.reversed().drop { $0 == " " }.reversed())
        let digits = String(number)
        let blanks = String(repeating: " ", count: max(gutter - digits.count, 0))
        lines.append(
            [Piece(text: "\(blanks)\(digits) | ", role: .gutter)] + lanes.prefix(at: number, opens: true)
                + [Piece(text: text, role: .source)])
        let single = here.filter { $0.first == $0.last }
        for row in MarkRows(single.map { ($0, shown.columns(from: $0.start, to: $0.end)) }, room: room).rows {
            add(lanes.prefix(at: number, isBelow: true) + row)
        }
        for mark in here where mark.first < mark.last {
            if number == mark.first, !mark.opensLine {
                add(lanes.arm(of: mark, to: shown.column(of: mark.start), opens: true, text: ""))
            } else if number == mark.last {
                let end = max(shown.columns(from: mark.start, to: mark.end).upperBound - 1, 0)
                add(lanes.arm(of: mark, to: end, opens: false, text: mark.text))
            }
        }
    }

    private mutating func add(_ pieces: [Piece]) {
        lines.append([Piece(text: String(repeating: " ", count: gutter) + " | ", role: .gutter)] + pieces)
    }
}

/// A label with its lines.
struct Mark {
    let start: Int
    let end: Int
    let first: Int
    let last: Int
    let text: String
    let isPrimary: Bool
    /// Only blanks stand before it on its line.
    let opensLine: Bool

    init(_ label: Diagnostic.Label, isPrimary: Bool) {
        let source = label.source
        start = min(max(label.span.start, 0), source.bytes.count)
        var end = min(max(label.span.end, start), source.bytes.count)
        while end > start, source.bytes[end - 1] == 0x0A || source.bytes[end - 1] == 0x0D { end -= 1 }
        self.end = end
        first = source.lineNumber(at: start)
        last = source.lineNumber(at: end)
        let indent = source.indent(first)
        opensLine = start <= source.lineStarts[first - 1] + indent.count
        // One line, whatever was quoted.
        text = label.text.shownOnOneLine
        self.isPrimary = isPrimary
    }

    var role: Excerpt.Role { isPrimary ? .primary : .secondary }
    var sign: String { isPrimary ? "^" : "-" }

    /// What of the mark lies in a line.
    func part(of line: Span) -> Span {
        let from = min(max(start, line.start), line.end)
        return Span(from, min(max(end, from), line.end))
    }
}

extension String {
    /// Line ends, tabs and other controls as escapes.
    var shownOnOneLine: String {
        guard unicodeScalars.contains(where: { $0 == "\t" || Lexer.isControl($0) }) else { return self }
        var result = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where Lexer.isControl(scalar): result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
