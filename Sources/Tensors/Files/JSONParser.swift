import OrderedCollections

/// A recursive-descent reader of RFC 8259 whose recursion is bounded by `JSON.deepest`.
struct JSONParser {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let name: String
    private let uniqueKeys: Bool
    private let infinities: Bool
    private var position = 0
    private var values = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, name: String, uniqueKeys: Bool, infinities: Bool) {
        self.bytes = bytes
        self.name = name
        self.uniqueKeys = uniqueKeys
        self.infinities = infinities
    }

    mutating func parse() throws -> JSON {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        let value = try value(depth: 0)
        skipBlanks()
        if position < bytes.count { throw expected("the end of the text") }
        return value
    }

    private mutating func value(depth: Int) throws -> JSON {
        // Before it is made: a value of one byte in the text takes dozens in memory.
        try MemoryBudget.allow(4 * MemoryLayout<JSON>.stride)
        values &+= 1
        if values & 0xFFF == 0 { try Interrupt.check() }
        skipBlanks()
        guard let byte = peek else { throw expected("a value") }
        switch byte {
        case UInt8(ascii: "{"):
            return try object(depth: depth + 1)
        case UInt8(ascii: "["):
            return try array(depth: depth + 1)
        case UInt8(ascii: "\""):
            return .string(try string())
        case _ where infinities && take("-Infinity"): return .double(-.infinity)
        case _ where infinities && take("Infinity"): return .double(.infinity)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return try number()
        default:
            if take("true") { return .bool(true) }
            if take("false") { return .bool(false) }
            if take("null") { return .null }
            if startsWith("NaN") || startsWith("Infinity") {
                throw syntax("NaN and Infinity are not JSON numbers", at: position)
            }
            throw expected("a value")
        }
    }

    private mutating func object(depth: Int) throws -> JSON {
        try enter(depth)
        var entries: OrderedDictionary<String, JSON> = [:]
        skipBlanks()
        if take("}") { return .object(entries) }
        while true {
            skipBlanks()
            let start = position
            guard peek == UInt8(ascii: "\"") else { throw expected("a key in quotes") }
            let key = try string()
            skipBlanks()
            guard take(":") else { throw expected("a colon after the key \(quoted(key))") }
            let value = try value(depth: depth)
            if entries.updateValue(value, forKey: key) != nil, uniqueKeys {
                throw syntax("the key \(quoted(key)) occurs twice", at: start, id: "json.duplicate-key")
            }
            skipBlanks()
            if take("}") { return .object(entries) }
            guard take(",") else { throw expected("a comma or }") }
        }
    }

    private mutating func array(depth: Int) throws -> JSON {
        try enter(depth)
        var items: [JSON] = []
        skipBlanks()
        if take("]") { return .array(items) }
        while true {
            items.append(try value(depth: depth))
            skipBlanks()
            if take("]") { return .array(items) }
            guard take(",") else { throw expected("a comma or ]") }
        }
    }

    /// Steps over the bracket.
    private mutating func enter(_ depth: Int) throws {
        if depth > JSON.deepest {
            throw syntax("more than \(JSON.deepest) brackets within one another", at: position, id: "json.too-deep")
        }
        position += 1
    }

    private mutating func number() throws -> JSON {
        let start = position
        var isWhole = true
        if peek == UInt8(ascii: "-") { position += 1 }
        let first = position
        guard digits() > 0 else { throw expected("a digit") }
        if bytes[first] == UInt8(ascii: "0"), position - first > 1 { throw syntax("a number begins with 0", at: start) }
        if peek == UInt8(ascii: ".") {
            isWhole = false
            position += 1
            guard digits() > 0 else { throw expected("a digit after the point") }
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            isWhole = false
            position += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
            guard digits() > 0 else { throw expected("a digit of the exponent") }
        }
        guard position - start <= 2000 else { throw syntax("a number of \(position - start) digits", at: start) }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isWhole, let value = Int(text) { return .int(value) }
        guard let value = Double(text), value.isFinite else {
            throw syntax("the number \(text.prefix(40)) is out of range", at: start)
        }
        return .double(value)
    }

    private mutating func digits() -> Int {
        let start = position
        while let byte = peek, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
        return position - start
    }

    private mutating func string() throws -> String {
        let start = position
        position += 1
        var pieces = ""
        var pieceStart = position
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                let last = try piece(from: pieceStart)
                position += 1
                return pieces.isEmpty ? last : pieces + last
            case UInt8(ascii: "\\"):
                pieces += try piece(from: pieceStart)
                pieces.unicodeScalars.append(try escape())
                if pieces.utf8.count & 0xFFFF == 0 { try Interrupt.check() }
                pieceStart = position
            case 0..<0x20:
                throw syntax("a control character in a string; write \\n or \\u00…", at: position)
            default:
                position += 1
                if position & 0xFFFFF == 0 { try Interrupt.check() }
            }
        }
        throw syntax("a string that begins here has no end", at: start)
    }

    private func piece(from start: Int) throws -> String {
        let units = UnsafeBufferPointer(rebasing: bytes[start..<position])
        try MemoryBudget.allow(units.count)
        if let text = String(validating: units, as: UTF8.self) { return text }
        throw syntax("bytes that are not UTF-8", at: start + firstInvalidUTF8(units))
    }

    private mutating func escape() throws -> Unicode.Scalar {
        let start = position
        position += 1
        guard let letter = peek else { throw expected("an escape") }
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): break
        default: throw syntax("an unknown escape in a string", at: start)
        }
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        // Half of a surrogate pair: the other half must follow.
        if first < 0xDC00, take("\\u") {
            let second = try hexadecimal()
            if (0xDC00...0xDFFF).contains(second),
                let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            {
                return scalar
            }
        }
        throw syntax("half of a surrogate pair", at: start)
    }

    private mutating func hexadecimal() throws -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw expected("four hexadecimal digits")
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }

    // MARK: Bytes

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private func startsWith(_ word: StaticString) -> Bool {
        guard bytes.count - position >= word.utf8CodeUnitCount else { return false }
        for index in 0..<word.utf8CodeUnitCount where bytes[position + index] != word.utf8Start[index] { return false }
        return true
    }

    private mutating func take(_ word: StaticString) -> Bool {
        guard startsWith(word) else { return false }
        position += word.utf8CodeUnitCount
        return true
    }

    // MARK: Errors

    private func expected(_ what: String) -> Problem {
        guard let byte = peek else { return syntax("expected \(what), found the end of the text", at: position) }
        let found = (0x21..<0x7F).contains(byte) ? "`\(Character(Unicode.Scalar(byte)))`" : "byte \(byte)"
        return syntax("expected \(what), found \(found)", at: position)
    }

    private func quoted(_ key: String) -> String { "\"\(key.prefix(60))\"" }

    private func syntax(_ message: String, at offset: Int, id: String = "json.syntax") -> Problem {
        let before = bytes[..<min(offset, bytes.count)]
        let line = before.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
        let column = offset - (before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0) + 1
        return Problem(id, "\(name) is not valid JSON: \(message) (line \(line), column \(column), byte \(offset))")
    }
}
