import OrderedCollections

extension Tensor {
    /// Writes a safetensors file, laid out as the reference implementation does: tensors by falling type size, then by
    /// name; the header padded with blanks to 8 bytes. Axis names are not part of the format and are not written.
    /// - Throws: `safetensors.duplicate` for a repeated or reserved name; what `writeAside` throws.
    public static func writeSafetensors(
        _ tensors: [(String, Tensor)], metadata: [(String, String)] = [], to path: String
    ) throws {
        var header: OrderedDictionary<String, JSON> = [:]
        if !metadata.isEmpty {
            header["__metadata__"] = .object(
                OrderedDictionary(metadata.map { ($0, .string($1)) }, uniquingKeysWith: { $1 }))
        }
        let sorted = tensors.sorted {
            let ranks = ($0.1.dtype.safetensorsRank, $1.1.dtype.safetensorsRank)
            return ranks.0 != ranks.1 ? ranks.0 > ranks.1 : $0.0.utf8.lexicographicallyPrecedes($1.0.utf8)
        }
        var end = 0
        for (name, tensor) in sorted {
            guard name != "__metadata__", header[name] == nil else {
                throw Problem("safetensors.duplicate", "two tensors cannot both be named `\(name)` in one file")
            }
            let begin = end
            end += tensor.count * tensor.dtype.size
            header[name] = .object([
                "dtype": .string(tensor.dtype.safetensorsWord), "shape": .array(tensor.shape.map { .int($0) }),
                "data_offsets": .array([.int(begin), .int(end)]),
            ])
        }
        var text = Array(JSON.object(header).serialized().utf8)
        text += [UInt8](repeating: 0x20, count: (8 - text.count % 8) % 8)
        try writeAside(path) { sink in
            try sink.write(withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) })
            try sink.write(text)
            for (_, tensor) in sorted { try tensor.withRawElements { try sink.write($0) } }
        }
    }

    /// The elements' bytes in row-major order.
    func withRawElements<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
        let source = try contiguous()
        return try withExtendedLifetime(source.storage) {
            let start = source.storage.base + source.offset * dtype.size
            return try body(UnsafeRawBufferPointer(start: start, count: count * dtype.size))
        }
    }
}

extension DType {
    fileprivate var safetensorsWord: String {
        switch self {
        case .float32: "F32"
        case .float16: "F16"
        case .bfloat16: "BF16"
        case .int64: "I64"
        case .bool: "BOOL"
        }
    }

    /// Place in the reference implementation's list of types.
    fileprivate var safetensorsRank: Int {
        switch self {
        case .bool: 0
        case .float16: 1
        case .bfloat16: 2
        case .float32: 3
        case .int64: 4
        }
    }
}
