/// Decides which lines of a layout end.
struct LayoutPrinter {
    /// A finished line.
    struct Line {
        /// Without the indent; a string in it may hold line ends of its own.
        var code: String
        var indent: Int
        var comment: String?
    }

    private struct Entry {
        var indent: Int
        var isBroken: Bool
        var layout: Layout
    }

    static let widest = 100
    private static let step = 4

    private var lines: [Line] = []
    private var code = ""
    private var comment: String?
    private var indent = 0
    private var width = 0
    private var isAtStart = true
    /// The line is a comment, which stays as it is.
    private var isComment = false
    /// Nothing but a comma or a `;` may follow on this line.
    private var mustEnd = false

    /// The lines of a layout.
    static func lines(of layout: Layout) -> [Line] {
        var printer = LayoutPrinter()
        printer.print(layout)
        return printer.lines
    }

    private mutating func print(_ layout: Layout) {
        var stack = [Entry(indent: 0, isBroken: true, layout: layout)]
        while let entry = stack.popLast() {
            switch entry.layout.kind {
            case .text(let text): write(text, entry.indent)
            case .line:
                if entry.isBroken || mustEnd { end(entry.indent) } else { write(" ", entry.indent) }
            case .softLine:
                if entry.isBroken || mustEnd { end(entry.indent) }
            case .lineEnd(let blank): end(entry.indent, blank: blank)
            case .trailing(let text):
                if comment != nil || isAtStart {
                    write(comment: text, blank: 0, entry.indent)
                } else {
                    comment = text
                    mustEnd = true
                }
            case .comment(let text, let blank): write(comment: text, blank: blank, entry.indent)
            case .sequence(let parts):
                for part in parts.reversed() {
                    stack.append(Entry(indent: entry.indent, isBroken: entry.isBroken, layout: part))
                }
            case .indented(let part):
                stack.append(
                    Entry(indent: entry.indent + LayoutPrinter.step, isBroken: entry.isBroken, layout: part))
            case .group(let part, let isBroken):
                let flat = Entry(indent: entry.indent, isBroken: false, layout: part)
                let fits = !isBroken && self.fits(flat, rest: stack)
                stack.append(Entry(indent: entry.indent, isBroken: !fits, layout: part))
            case .ifBroken(let text):
                if entry.isBroken { write(text, entry.indent) }
            case .either(let first, let second):
                let flat = Entry(indent: entry.indent, isBroken: false, layout: first)
                stack.append(
                    fits(flat, rest: stack) ? flat : Entry(indent: entry.indent, isBroken: true, layout: second))
            }
        }
        if !isAtStart { end(0) }
    }

    private mutating func write(_ text: String, _ indent: Int) {
        if text.isEmpty { return }
        if mustEnd, text != ",", text != ";" { end(indent) }
        if isAtStart {
            if text == " " { return }
            self.indent = indent
            width = indent
            isAtStart = false
        }
        code += text
        if let last = text.utf8.lastIndex(of: 0x0A) {
            width = text[text.utf8.index(after: last)...].count
        } else {
            width += text.count
        }
    }

    private mutating func write(comment text: String, blank: Int, _ indent: Int) {
        if !isAtStart || mustEnd { end(indent) }
        if blank > 0, lines.last.map({ !$0.isEmpty }) ?? false { lines.append(Line(code: "", indent: 0)) }
        self.indent = indent
        isAtStart = false
        code = text
        isComment = true
        mustEnd = true
    }

    /// Ends the line; `next` is where the next one begins.
    private mutating func end(_ next: Int, blank: Int = 0) {
        if !isAtStart {
            if !isComment { while code.utf8.last == 0x20 { code.removeLast() } }
            lines.append(Line(code: code, indent: indent, comment: comment))
        }
        for _ in 0..<blank { lines.append(Line(code: "", indent: 0)) }
        code = ""
        comment = nil
        isComment = false
        isAtStart = true
        mustEnd = false
        width = next
    }

    /// Whether what follows up to the next line end goes on this line.
    private func fits(_ first: Entry, rest: [Entry]) -> Bool {
        var left = LayoutPrinter.widest - (isAtStart ? first.indent : width)
        if mustEnd { return false }
        var stack = [first]
        var restIndex = rest.count
        while left >= 0 {
            guard let entry = stack.popLast() else {
                if restIndex == 0 { return true }
                restIndex -= 1
                stack.append(rest[restIndex])
                continue
            }
            switch entry.layout.kind {
            case .text(let text):
                left -= entry.layout.width
                if text.utf8.contains(0x0A) { return left >= 0 }
            case .line:
                if entry.isBroken { return true }
                left -= 1
            case .softLine:
                if entry.isBroken { return true }
            case .lineEnd, .trailing, .comment: return true
            case .sequence(let parts):
                for part in parts.reversed() {
                    stack.append(Entry(indent: 0, isBroken: entry.isBroken, layout: part))
                }
            case .indented(let part): stack.append(Entry(indent: 0, isBroken: entry.isBroken, layout: part))
            case .group(let part, let isBroken):
                stack.append(Entry(indent: 0, isBroken: isBroken || entry.isBroken, layout: part))
            case .ifBroken(let text): if entry.isBroken { left -= text.count }
            case .either(let part, _): stack.append(Entry(indent: 0, isBroken: entry.isBroken, layout: part))
            }
        }
        return false
    }
}

extension LayoutPrinter.Line {
    var isEmpty: Bool { code.isEmpty && comment == nil }

    /// Where a comment behind it would begin at the earliest.
    var width: Int {
        guard let last = code.utf8.lastIndex(of: 0x0A) else { return indent + code.count }
        return code[code.utf8.index(after: last)...].count
    }
}
