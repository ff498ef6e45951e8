import OrderedCollections

/// The checked table of contents of a safetensors file: huggingface/safetensors, format of 2022, as its reference
/// implementation reads it. The file is untrusted, so nothing here is believed before it was compared with its size.
struct SafetensorsHeader {
    /// Where one tensor lies, counted from the first byte of the file.
    struct Entry {
        var type: StoredType?
        /// The type as written, such as "F32".
        var word: String
        var shape: [Int]
        var range: Range<Int>
    }

    /// The reference implementation's own limit.
    static let mostBytes = 100_000_000

    var entries: OrderedDictionary<String, Entry> = [:]
    var metadata: OrderedDictionary<String, String> = [:]

    init(_ bytes: UnsafeRawBufferPointer, path: String) throws {
        let reader = Reader(path: path)
        guard bytes.count >= 8 else {
            if let problem = Problem.foreignBeginning(bytes, path) { throw problem }
            throw reader.problem("truncated", "has \(bytes.count) bytes; the length of the header alone takes 8")
        }
        // A zip or a pickle has its magic where the header length is; a true header begins with a brace at byte 8.
        if bytes.count == 8 || bytes[8] != UInt8(ascii: "{"), let problem = Problem.foreignBeginning(bytes, path) {
            throw problem
        }
        let claimed = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
        guard claimed <= UInt64(SafetensorsHeader.mostBytes) else {
            throw reader.problem(
                "header", "claims a header of \(claimed) bytes; at most \(SafetensorsHeader.mostBytes) are allowed")
        }
        let length = Int(claimed)
        guard length <= bytes.count - 8 else {
            throw reader.problem("truncated", "claims a header of \(length) bytes; \(bytes.count - 8) follow")
        }
        guard length >= 2, bytes[8] == UInt8(ascii: "{") else {
            throw reader.problem("header", "has no header: a JSON object was expected at byte 8")
        }
        let json = try JSON.parse(
            UnsafeRawBufferPointer(rebasing: bytes[8..<8 + length]), name: "the header of \(path)", uniqueKeys: true)
        guard let object = json.object else { throw reader.problem("header", "has a header that is not an object") }
        let dataCount = bytes.count - 8 - length
        for (name, value) in object {
            if name == "__metadata__" {
                metadata = try reader.metadata(value)
            } else {
                entries[name] = try reader.entry(name, value, dataStart: 8 + length, dataCount: dataCount)
            }
        }
        try reader.checkRanges(entries, dataStart: 8 + length, end: bytes.count)
    }
}

/// Reads the parts of the header; knows the path for its messages.
private struct Reader {
    let path: String

    func problem(_ word: String, _ message: String, help: String? = nil) -> Problem {
        Problem("safetensors.\(word)", "\(path) \(message)", help: help ?? "the file is damaged; download it again")
    }

    func metadata(_ value: JSON) throws -> OrderedDictionary<String, String> {
        guard let object = value.object else {
            throw problem("header", "has a `__metadata__` that is \(value.kind), not an object of strings")
        }
        return try object.mapValues {
            guard let text = $0.string else {
                throw problem("header", "has a `__metadata__` with \($0.kind) in it; strings were expected")
            }
            return text
        }
    }

    func entry(_ name: String, _ value: JSON, dataStart: Int, dataCount: Int) throws -> SafetensorsHeader.Entry {
        let label = "`\(name.prefix(120))`"
        guard let word = value["dtype"]?.string, let shape = value["shape"]?.integers,
            let offsets = value["data_offsets"]?.integers, offsets.count == 2
        else {
            throw problem("header", "does not describe \(label) by `dtype`, `shape` and two `data_offsets`")
        }
        guard let (size, type) = StoredType.safetensors(word) else {
            throw problem("dtype", "stores \(label) as the unknown type \(word.prefix(40))")
        }
        guard shape.count <= mostAxes, let byteCount = checkedByteCount(shape, elementSize: size) else {
            throw problem("shape", "gives \(label) an impossible shape of \(shape.count) axes: \(shape.prefix(8))")
        }
        let (begin, end) = (offsets[0], offsets[1])
        guard 0 <= begin, begin <= end else {
            throw problem("offsets", "puts \(label) at the bytes \(begin) to \(end), which is no range")
        }
        guard end <= dataCount else {
            throw problem(
                "truncated", "puts \(label) at the bytes \(begin) to \(end) of its data, which has \(dataCount)")
        }
        guard end - begin == byteCount else {
            throw problem(
                "shape", "gives \(label) \(end - begin) bytes; \(word) of shape \(shape) takes \(byteCount)")
        }
        return .init(type: type, word: word, shape: shape, range: dataStart + begin..<dataStart + end)
    }

    /// The tensors must fill the data: no overlap, no hole, nothing left at the end.
    func checkRanges(
        _ entries: OrderedDictionary<String, SafetensorsHeader.Entry>, dataStart: Int, end: Int
    ) throws {
        let sorted = entries.elements.sorted {
            ($0.value.range.lowerBound, $0.value.range.upperBound)
                < ($1.value.range.lowerBound, $1.value.range.upperBound)
        }
        var expected = dataStart
        for (name, entry) in sorted {
            let begin = entry.range.lowerBound
            if begin < expected {
                throw problem("overlap", "has tensors that overlap: `\(name)` begins inside another")
            }
            if begin > expected {
                throw problem("hole", "has \(begin - expected) bytes before `\(name)` that belong to no tensor")
            }
            expected = entry.range.upperBound
        }
        if expected < end {
            throw problem("hole", "has \(end - expected) bytes at its end that belong to no tensor")
        }
    }
}

extension StoredType {
    /// Element size and type by the format's word. No type: sizes are known, but Limn cannot read the elements.
    static func safetensors(_ word: String) -> (size: Int, type: StoredType?)? {
        switch word {
        case "F64": (8, .float64)
        case "F32": (4, .float32)
        case "F16": (2, .float16)
        case "BF16": (2, .bfloat16)
        case "I64": (8, .int64)
        case "I32": (4, .int32)
        case "I16": (2, .int16)
        case "I8": (1, .int8)
        case "U64": (8, .uint64)
        case "U32": (4, .uint32)
        case "U16": (2, .uint16)
        case "U8": (1, .uint8)
        case "BOOL": (1, .bool)
        case "F8_E4M3", "F8_E5M2", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ": (1, nil)
        case "C64": (8, nil)
        default: nil
        }
    }
}
