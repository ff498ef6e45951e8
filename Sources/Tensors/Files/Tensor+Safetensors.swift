extension Tensor {
    /// Writes a safetensors file. Axis names are not part of the format and are not written.
    /// - Throws: `safetensors.duplicate` for a repeated or reserved name; what `writeAside` throws.
    public static func writeSafetensors(
        _ tensors: [(String, Tensor)], metadata: [(String, String)] = [], to path: String
    ) throws {
        let layout = try SafetensorsLayout(tensors.map { ($0, .tensor($1)) }, metadata: metadata)
        try writeAside(path) { sink in
            try sink.write(layout.header)
            try layout.withData { try sink.write($0) }
        }
    }

    /// The elements' bytes in row-major order.
    public func withRawElements<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
        let source = try contiguous()
        return try withExtendedLifetime(source.storage) {
            let start = source.storage.base + source.offset * dtype.size
            return try body(UnsafeRawBufferPointer(start: start, count: count * dtype.size))
        }
    }
}
