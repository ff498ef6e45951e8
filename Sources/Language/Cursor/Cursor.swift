/// Where a cursor stands in a text that need not be whole: what is being typed, and what is open around it.
///
/// Only the text before the cursor is looked at, with the lexer that reads scripts.
package struct Cursor: Sendable {
    package enum Typing: Sendable {
        /// A name or a part of one, perhaps nothing yet.
        case word
        /// What stands behind the dot of an operand; nil where that cannot be told from the rest.
        case field(of: Span?)
        /// A text between quotes.
        case string(Quoted)
        /// Letters directly behind a number.
        case unit
        /// The name of a module behind `use`.
        case module
        /// A comment, where there is nothing to complete.
        case comment
    }

    /// An unfinished string.
    package struct Quoted: Sendable {
        /// `"` or `'`.
        package var quote: Character
        /// What stands in it so far, escapes read.
        package var content: String
        /// Behind `use`.
        package var isModule = false
    }

    /// A bracket that is open at the cursor.
    package struct Opening: Sendable {
        package enum Kind: Sendable {
            case call(callee: Span, subject: Subject?)
            case element(of: Span)
            case list, record, group
        }

        package struct Item: Sendable {
            /// `steps` of `steps=3`; the key of a record's field.
            package var name: String?
            /// What stands behind the name; nil where there is nothing yet.
            package var value: Span?
        }

        package var kind: Kind
        /// Between the commas before the cursor, the cursor's own item last.
        package var items: [Item]

        package var current: Item { items.last ?? Item() }
        package var finished: ArraySlice<Item> { items.dropLast() }
    }

    /// What a pipe or a loop works on.
    package enum Subject: Sendable {
        case expression(Span)
        /// A line that begins with `|>`.
        case lastAnswer
    }

    /// A name that stands for each element of something: of a lambda, a block or a loop.
    package struct Element: Sendable {
        package var name: String
        package var subject: Subject
    }

    package var typing: Typing
    /// Where that begins, counted in the whole text.
    package var start: Int
    /// The outermost first.
    package var openings: [Opening] = []
    /// Names that the unfinished text gives a value to, the nearest last.
    package var locals: [String] = []
    package var elements: [Element] = []
    /// What the spans count in.
    package let source: Source
    /// Where `source` begins in the whole text: behind a `$(` where the cursor stands in one.
    package let shift: Int

    /// - Parameter offset: in bytes; one inside a character counts as before it.
    package init(_ text: String, at offset: Int) {
        let bytes = Array(text.utf8)
        var end = min(max(offset, 0), bytes.count)
        while end > 0, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        self.init(before: Array(bytes[..<end]), shift: 0, depth: 0)
    }

    init(before bytes: [UInt8], shift: Int, depth: Int) {
        source = Source(name: "in", text: String(decoding: bytes, as: UTF8.self))
        self.shift = shift
        let end = source.bytes.count
        let lexed = Lexer.tokens(of: source)
        var tokens = lexed.tokens.filter { !$0.isEnd }
        (typing, start) = (.word, shift + end)
        if let last = tokens.last, last.span.end == end, !last.isNewline {
            let first = source.bytes[last.span.start]
            if case .invalid(let index) = last.kind, first == UInt8(ascii: "\"") || first == UInt8(ascii: "'"),
                lexed.diagnostics.indices.contains(index), Cursor.unclosed.contains(lexed.diagnostics[index].id)
            {
                tokens.removeLast()
                readString(from: last.span.start, tokens, shift: shift, depth: depth)
                return
            }
            if last.name != nil || last.keyword != nil {
                tokens.removeLast()
                start = shift + last.span.start
            } else if Lexer.isDigit(first) || first == UInt8(ascii: "."),
                last.span.end - last.span.start > 1 || Lexer.isDigit(first)
            {
                if let place = unitStart(in: last.span) {
                    tokens.removeLast()
                    (typing, start) = (.unit, shift + place)
                }
            }
        }
        if isComment(after: tokens.last?.span.end ?? 0, to: start - shift) {
            typing = .comment
            return
        }
        let scan = CursorScan(source, tokens)
        (openings, locals, elements) = (scan.openings, scan.locals, scan.elements)
        guard case .word = typing else { return }
        if tokens.last?.is(.dot) == true {
            let operand = tokens.count - 2
            typing = .field(of: scan.operandStart(endingAt: operand).map { scan.span($0, operand) })
        }
        if let use = tokens.lastIndex(where: { $0.is(.use) }),
            tokens[(use + 1)...].allSatisfy({ $0.name != nil || $0.is(.dot) })
        {
            typing = .module
            if use + 1 < tokens.count { start = shift + tokens[use + 1].span.start }
        }
    }

    private static let unclosed: Set<String> = [
        "syntax.unclosed-string", "syntax.unclosed-interpolation", "syntax.too-deep",
    ]

    /// Behind the digits of a number, where units may stand; nil where none may.
    private func unitStart(in span: Span) -> Int? {
        var place = span.end
        while place > span.start, Lexer.isNameStart(source.bytes[place - 1]) { place -= 1 }
        guard place > span.start, Lexer.isDigit(source.bytes[place - 1]) || source.bytes[place - 1] == UInt8(ascii: ".")
        else { return nil }
        return place
    }

    /// Whether a `#` stands on the cursor's line behind the last token.
    private func isComment(after start: Int, to end: Int) -> Bool {
        guard start < end, end <= source.bytes.count else { return false }
        let rest = source.bytes[start..<end]
        let line = rest.lastIndex(of: 0x0A).map { rest[($0 + 1)...] } ?? rest
        return line.contains(UInt8(ascii: "#"))
    }

    // MARK: Strings

    /// The cursor stands in the string that begins at `opener`, or in a `$(…)` of it.
    private mutating func readString(from opener: Int, _ tokens: [Token], shift: Int, depth: Int) {
        let bytes = source.bytes
        let quote = bytes[opener]
        let isLong = opener + 2 < bytes.count && bytes[opener + 1] == quote && bytes[opener + 2] == quote
        let begin = min(opener + (isLong ? 3 : 1), bytes.count)
        let isRaw = quote == UInt8(ascii: "'")
        let scan = CursorScan(source, tokens)
        if !isRaw, let inner = openInterpolation(from: begin), depth < 20 {
            var nested = Cursor(before: Array(bytes[inner...]), shift: shift + inner, depth: depth + 1)
            nested.locals = scan.locals + nested.locals
            self = nested
            return
        }
        if !isRaw, let name = dollarName(from: begin) {
            (typing, start, locals) = (.word, shift + name, scan.locals)
            return
        }
        (openings, locals, elements) = (scan.openings, scan.locals, scan.elements)
        let content = Cursor.unescaped(Array(bytes[begin...]), isRaw: isRaw)
        typing = .string(
            Quoted(quote: isRaw ? "'" : "\"", content: content, isModule: tokens.last?.is(.use) == true))
        start = shift + begin
    }

    /// The offset behind a `$(` that is not closed before the cursor.
    private func openInterpolation(from begin: Int) -> Int? {
        let bytes = source.bytes
        var index = begin
        var open: [Int] = []
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "$") where index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "("):
                index += 1
                open.append(index + 1)
            case UInt8(ascii: "(") where !open.isEmpty: open.append(-1)
            case UInt8(ascii: ")") where !open.isEmpty: open.removeLast()
            default: break
            }
            index += 1
        }
        return open.first { $0 >= 0 }
    }

    /// The offset of a name that is typed directly behind a `$`.
    private func dollarName(from begin: Int) -> Int? {
        let bytes = source.bytes
        var index = bytes.count
        while index > begin,
            Lexer.isNameStart(bytes[index - 1]) || Lexer.isDigit(bytes[index - 1]) || bytes[index - 1] >= 0x80
        {
            index -= 1
        }
        guard index > begin, bytes[index - 1] == UInt8(ascii: "$") else { return nil }
        guard index - 1 == begin || bytes[index - 2] != UInt8(ascii: "\\") else { return nil }
        return index
    }

    /// The text that a part of a string stands for; an escape that is none stays as it is.
    private static func unescaped(_ bytes: [UInt8], isRaw: Bool) -> String {
        guard !isRaw, bytes.contains(UInt8(ascii: "\\")) else { return String(decoding: bytes, as: UTF8.self) }
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count {
                let next = bytes[index + 1]
                switch next {
                case UInt8(ascii: "n"): result.append(0x0A)
                case UInt8(ascii: "t"): result.append(0x09)
                case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "$"): result.append(next)
                default: result += [bytes[index], next]
                }
                index += 2
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
