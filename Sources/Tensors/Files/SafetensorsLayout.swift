import OrderedCollections

/// Where each part of a safetensors file goes, as the reference implementation lays it out: tensors by falling type
/// size, then by name; the header padded with blanks to 8 bytes.
public struct SafetensorsLayout {
    /// What a file holds under a name.
    public enum Part {
        case tensor(Tensor)
        /// One axis of U8.
        case bytes([UInt8])
    }

    /// The length of the header and the header.
    public let header: [UInt8]
    private let parts: [(name: String, part: Part)]
    /// Of the whole file.
    public let byteCount: Int

    /// - Throws: `safetensors.duplicate` for a repeated or reserved name.
    public init(_ given: [(String, Part)], metadata: [(String, String)] = []) throws {
        var entries: OrderedDictionary<String, JSON> = [:]
        if !metadata.isEmpty {
            entries["__metadata__"] = .object(
                OrderedDictionary(metadata.map { ($0, .string($1)) }, uniquingKeysWith: { $1 }))
        }
        let sorted = given.map { (name: $0.0, part: $0.1) }.sorted {
            let ranks = ($0.part.rank, $1.part.rank)
            return ranks.0 != ranks.1 ? ranks.0 > ranks.1 : $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
        }
        var end = 0
        for (name, part) in sorted {
            guard name != "__metadata__", entries[name] == nil else {
                throw Problem("safetensors.duplicate", "two tensors cannot both be named `\(name)` in one file")
            }
            let begin = end
            end += part.byteCount
            entries[name] = .object([
                "dtype": .string(part.word), "shape": .array(part.shape.map { .int($0) }),
                "data_offsets": .array([.int(begin), .int(end)]),
            ])
        }
        var text = Array(JSON.object(entries).serialized().utf8)
        text += [UInt8](repeating: 0x20, count: (8 - text.count % 8) % 8)
        header = withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) } + text
        parts = sorted
        byteCount = header.count + end
    }

    /// The bytes behind the header, in order.
    public func withData(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        for (_, part) in parts {
            switch part {
            case .tensor(let tensor): try tensor.withRawElements { try body($0) }
            case .bytes(let bytes): try bytes.withUnsafeBytes { try body($0) }
            }
        }
    }
}

extension SafetensorsLayout.Part {
    fileprivate var byteCount: Int {
        switch self {
        case .tensor(let tensor): tensor.count * tensor.dtype.size
        case .bytes(let bytes): bytes.count
        }
    }

    fileprivate var shape: [Int] {
        switch self {
        case .tensor(let tensor): tensor.shape
        case .bytes(let bytes): [bytes.count]
        }
    }

    fileprivate var word: String {
        guard case .tensor(let tensor) = self else { return "U8" }
        return switch tensor.dtype {
        case .float32: "F32"
        case .float16: "F16"
        case .bfloat16: "BF16"
        case .int64: "I64"
        case .bool: "BOOL"
        }
    }

    /// Place in the reference implementation's list of types.
    fileprivate var rank: Int {
        guard case .tensor(let tensor) = self else { return 1 }
        return switch tensor.dtype {
        case .bool: 0
        case .float16: 5
        case .bfloat16: 6
        case .float32: 9
        case .int64: 11
        }
    }
}
