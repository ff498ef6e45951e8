import Runtime
import Tensors

/// Text functions for texts of any length: priced, and with a check every so many characters.
extension String {
    /// How many characters between two checks.
    private static var stretch: Int { 1 << 14 }

    /// Calls `body` for each character. - Throws: as `Interrupt.check`, and what `body` throws.
    func eachCharacter(_ body: (Character) throws -> Void) throws {
        var number = 0
        for character in self {
            if number & (String.stretch - 1) == 0 { try Interrupt.check() }
            number &+= 1
            try body(character)
        }
    }

    /// The number of characters; of plain ASCII without looking for their boundaries.
    func characterCount() throws -> Int {
        if utf8.count < String.stretch { return count }
        if isPlain { return utf8.count }
        var count = 0
        try eachCharacter { _ in count += 1 }
        return count
    }

    /// Whether each byte is a character: ASCII without a carriage return, which is one character with a line feed.
    private var isPlain: Bool {
        utf8.withContiguousStorageIfAvailable { bytes in
            var seen: UInt8 = 0
            var returns = false
            for byte in bytes {
                seen |= byte
                returns = returns || byte == 0x0D
            }
            return seen < 0x80 && !returns
        } ?? false
    }

    /// Each scalar mapped by itself, a stretch at a time. - Parameter map: of a text that begins and ends at a scalar.
    func mapped(_ map: (Substring) -> String) throws -> String {
        try Growth.allow(bytes: utf8.count)
        var result = ""
        result.reserveCapacity(utf8.count)
        var start = startIndex
        while start < endIndex {
            try Interrupt.check()
            let end = unicodeScalars.index(start, offsetBy: String.stretch, limitedBy: endIndex) ?? endIndex
            result += map(Substring(unicodeScalars[start..<end]))
            start = end
        }
        return result
    }

    /// The parts between characters that separate. - Throws: `limit.memory`; as `Interrupt.check`.
    func parts(keepingEmpty: Bool, where separates: (Character) -> Bool) throws -> [Value] {
        try collected { parts in
            var start = startIndex
            var place = startIndex
            func take(_ end: String.Index, _ parts: inout [Value]) throws {
                if start == end, !keepingEmpty { return }
                let part = String(self[start..<end])
                try Growth.allow(bytes: MemoryLayout<Value>.stride + 16 + part.utf8.count)
                parts.append(.string(part))
            }
            try eachCharacter { character in
                let next = index(after: place)
                if separates(character) {
                    try take(place, &parts)
                    start = next
                }
                place = next
            }
            try take(endIndex, &parts)
        }
    }

    /// Without blanks at both ends.
    func stripped() throws -> String {
        func skip(_ text: some Collection<Character>) throws -> Int {
            var count = 0
            for character in text {
                if !character.isWhitespace { break }
                if count & (String.stretch - 1) == 0 { try Interrupt.check() }
                count += 1
            }
            return count
        }
        let rest = dropFirst(try skip(self))
        return String(rest.dropLast(try skip(rest.reversed())))
    }

    /// The characters from the last to the first.
    func backwards() throws -> String {
        try Growth.allow(bytes: utf8.count)
        var result = ""
        result.reserveCapacity(utf8.count)
        var number = 0
        for character in reversed() {
            if number & (String.stretch - 1) == 0 { try Interrupt.check() }
            number &+= 1
            result.append(character)
        }
        return result
    }
}

/// The parts of `text` between occurrences of `separator`, which is not empty.
/// - Throws: `limit.memory`; as `Interrupt.check`.
func pieces(of text: String, between separator: String) throws -> [String] {
    try pieces(of: text, between: separator) { $0 }
}

/// What `make` makes of each of the parts of `text` between occurrences of `separator`, which is not empty.
/// - Throws: `limit.memory`; as `Interrupt.check`.
@inline(__always)
func pieces<Part>(
    of text: String, between separator: String, _ make: (String) -> Part
) throws -> [Part] {
    try Growth.allow(bytes: text.utf8.count)
    let bytes = Array(text.utf8)
    let mark = Array(separator.utf8)
    return try bytes.withUnsafeBytes { bytes in
        try mark.withUnsafeBytes { mark in
            try collected { parts in
                var start = 0
                while let found = try findBytes(mark, in: bytes, from: start) {
                    if parts.count & 0xFFF == 0 { try Interrupt.check() }
                    try Growth.allow(bytes: 32 + MemoryLayout<Part>.stride + found - start)
                    parts.append(make(String(decoding: bytes[start..<found], as: UTF8.self)))
                    start = found + mark.count
                }
                parts.append(make(String(decoding: bytes[start...], as: UTF8.self)))
            }
        }
    }
}

/// Texts one after the other with a separator in between. - Throws: `limit.memory`; as `Interrupt.check`.
func joined(_ parts: some Collection<String>, _ separator: String) throws -> String {
    var result = ""
    for (place, part) in parts.enumerated() {
        if place & 0xFFF == 0 { try Interrupt.check() }
        try Growth.allow(bytes: part.utf8.count + separator.utf8.count)
        if place > 0 { result += separator }
        result += part
    }
    return result
}
