/// The header of a `.npy` file (numpy.lib.format, versions 1 to 3): a Python dictionary literal with three keys.
struct NPYHeader {
    var type: StoredType
    var bigEndian: Bool
    var isFortran: Bool
    var shape: [Int]
    /// Bytes before the first element.
    var length: Int

    init(_ bytes: UnsafeRawBufferPointer, name: String) throws {
        func problem(_ word: String, _ message: String) -> Problem {
            Problem("npy.\(word)", "\(name) \(message)")
        }
        guard bytes.starts(with: [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]) else {
            if let problem = Problem.foreignBeginning(bytes, name) { throw problem }
            throw problem("not-npy", "is not a .npy file: it does not begin with \\x93NUMPY")
        }
        guard bytes.count >= 10 else { throw problem("truncated", "ends inside its header") }
        guard (1...3).contains(bytes[6]) else {
            throw problem("version", "has the .npy version \(bytes[6]).\(bytes[7]); 1 to 3 are known")
        }
        let start = bytes[6] == 1 ? 10 : 12
        guard bytes.count >= start else { throw problem("truncated", "ends inside its header") }
        let size =
            bytes[6] == 1
            ? Int(UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt16.self)))
            : Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self)))
        guard size <= bytes.count - start else {
            throw problem("truncated", "claims a header of \(size) bytes; \(bytes.count - start) follow")
        }
        // NumPy itself refuses headers of more than 10,000 characters.
        guard size <= 65_536 else {
            throw problem("header", "claims a header of \(size) bytes; at most 65536 are read")
        }
        var literal = PythonLiteral(bytes[start..<start + size])
        guard let fields = literal.dictionary(), let order = fields["fortran_order"], let sizes = fields["shape"],
            let kind = fields["descr"], case .bool(let isFortran) = order, case .tuple(let shape) = sizes
        else {
            throw problem("header", "has a header that is not a dictionary of `descr`, `fortran_order` and `shape`")
        }
        guard case .string(let word) = kind else {
            throw problem("dtype", "holds a structured array; Limn reads arrays of plain numbers")
        }
        guard let (type, bigEndian) = StoredType.npy(word) else {
            if word.contains("O") { throw Problem.pickle(name) }
            throw problem(
                "dtype", "holds elements of type `\(word.prefix(40))`; floats, integers and booleans are read")
        }
        guard shape.count <= mostAxes, checkedByteCount(shape, elementSize: type.size) != nil else {
            throw problem("shape", "claims the impossible shape \(shape.prefix(8)) of \(shape.count) axes")
        }
        self.type = type
        self.bigEndian = bigEndian
        self.isFortran = isFortran
        self.shape = shape
        length = start + size
    }
}

extension StoredType {
    /// Type and byte order by NumPy's word, such as `<f4`.
    fileprivate static func npy(_ word: String) -> (StoredType, bigEndian: Bool)? {
        guard let order = word.first, "<>|=".contains(order) else { return nil }
        let type: StoredType
        switch word.dropFirst() {
        case "f8": type = .float64
        case "f4": type = .float32
        case "f2": type = .float16
        case "i8": type = .int64
        case "i4": type = .int32
        case "i2": type = .int16
        case "i1": type = .int8
        case "u8": type = .uint64
        case "u4": type = .uint32
        case "u2": type = .uint16
        case "u1": type = .uint8
        case "b1": type = .bool
        default: return nil
        }
        return (type, order == ">")
    }
}

/// Reads the little of Python's literals that `.npy` headers use. Never recursive.
private struct PythonLiteral {
    enum Value {
        case string(String)
        case bool(Bool)
        case tuple([Int])
        case other
    }

    private let bytes: UnsafeRawBufferPointer.SubSequence
    private var position: Int

    init(_ bytes: UnsafeRawBufferPointer.SubSequence) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    /// The dictionary that fills the text, or nil where there is none.
    mutating func dictionary() -> [String: Value]? {
        guard take("{") else { return nil }
        var fields: [String: Value] = [:]
        while !take("}") {
            guard let key = string(), take(":"), let value = value(), fields[key] == nil else { return nil }
            fields[key] = value
            if case .other = value { return fields["descr"] == nil ? nil : structured(fields) }
            if !take(",") {
                guard take("}") else { return nil }
                break
            }
        }
        skipBlanks()
        return position == bytes.endIndex ? fields : nil
    }

    /// A list as `descr` is a structured array. The rest need not be read to refuse it.
    private func structured(_ fields: [String: Value]) -> [String: Value]? {
        guard case .other? = fields["descr"] else { return nil }
        return ["descr": .other, "fortran_order": .bool(false), "shape": .tuple([])]
    }

    private mutating func value() -> Value? {
        skipBlanks()
        guard position < bytes.endIndex else { return nil }
        switch bytes[position] {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): return string().map { .string($0) }
        case UInt8(ascii: "("): return tuple().map { .tuple($0) }
        case UInt8(ascii: "["): return .other
        default:
            if take("True") { return .bool(true) }
            if take("False") { return .bool(false) }
            return nil
        }
    }

    private mutating func string() -> String? {
        skipBlanks()
        guard position < bytes.endIndex, bytes[position] == UInt8(ascii: "'") || bytes[position] == UInt8(ascii: "\"")
        else { return nil }
        let quote = bytes[position]
        guard let end = bytes[(position + 1)...].firstIndex(of: quote) else { return nil }
        let text = String(validating: bytes[position + 1..<end], as: UTF8.self)
        position = end + 1
        return text
    }

    private mutating func tuple() -> [Int]? {
        guard take("(") else { return nil }
        var sizes: [Int] = []
        while !take(")") {
            skipBlanks()
            let start = position
            while position < bytes.endIndex, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) {
                position += 1
            }
            guard let size = Int(String(decoding: bytes[start..<position], as: UTF8.self)) else { return nil }
            // Python 2 wrote long integers as 3L.
            _ = take("L")
            sizes.append(size)
            if !take(",") {
                guard take(")") else { return nil }
                break
            }
        }
        return sizes
    }

    private mutating func skipBlanks() {
        while position < bytes.endIndex, bytes[position] == 0x20 || bytes[position] == 0x0A || bytes[position] == 0x09 {
            position += 1
        }
    }

    private mutating func take(_ word: String) -> Bool {
        skipBlanks()
        guard bytes[position...].starts(with: word.utf8) else { return false }
        position += word.utf8.count
        return true
    }
}
