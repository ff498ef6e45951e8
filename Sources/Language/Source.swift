/// A text with a name: a file, a cell of a session, or an expression from the command line.
public final class Source: Sendable {
    /// What diagnostics call it: a path, `cell 3`, `-e`.
    public let name: String
    public let text: String
    /// The text's bytes; every offset in a `Span` counts these.
    public let bytes: [UInt8]
    /// Offsets at which the lines begin.
    public let lineStarts: [Int]

    /// A part of the standard library: a fault inside it is shown where the user's own script led there.
    public let isLibrary: Bool

    public init(name: String, text: String, isLibrary: Bool = false) {
        self.name = name
        self.isLibrary = isLibrary
        self.text = text
        bytes = Array(text.utf8)
        var starts = [0]
        for (offset, byte) in bytes.enumerated() where byte == 0x0A { starts.append(offset + 1) }
        lineStarts = starts
    }

    /// The line and column of a byte offset, both from 1; the column counts characters.
    public func position(at offset: Int) -> (line: Int, column: Int) {
        let offset = min(max(offset, 0), bytes.count)
        var low = 0
        var high = lineStarts.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
        }
        let column = String(decoding: bytes[lineStarts[low]..<offset], as: UTF8.self).count + 1
        return (low + 1, column)
    }

    /// The text of line `number` (from 1) without its end; empty where there is no such line.
    public func line(_ number: Int) -> String {
        guard number >= 1, number <= lineStarts.count else { return "" }
        let start = lineStarts[number - 1]
        let end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
        var slice = bytes[start..<max(start, end)]
        if slice.last == 0x0D { slice.removeLast() }
        return String(decoding: slice, as: UTF8.self)
    }
}

/// A half-open range of bytes of a source.
public struct Span: Sendable, Equatable {
    public var start: Int
    public var end: Int

    public init(_ start: Int, _ end: Int) {
        self.start = start
        self.end = max(start, end)
    }

    /// The smallest span that holds both.
    public func joined(with other: Span) -> Span { Span(min(start, other.start), max(end, other.end)) }
}
