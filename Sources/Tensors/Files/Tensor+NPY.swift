/// NumPy's `.npy`: numpy.lib.format.
extension Tensor {
    /// Reads a `.npy` file. float64 becomes float32, the other integers become int64; Fortran order and big-endian
    /// elements are understood.
    /// - Throws: what `MappedFile` throws; `npy.not-npy .version .truncated .header .dtype .shape`; `file.pickle`.
    public static func readNPY(_ path: String) throws -> Tensor {
        let file = try MappedFile(path: path)
        return try withExtendedLifetime(file) { try decodeNPY(file.bytes, name: path) }
    }

    /// As `readNPY`, from memory. `name` is what messages call the bytes.
    public static func decodeNPY(_ bytes: UnsafeRawBufferPointer, name: String) throws -> Tensor {
        let header = try NPYHeader(bytes, name: name)
        let found = bytes.count - header.length
        guard let expected = checkedByteCount(header.shape, elementSize: header.type.size), found == expected else {
            let needed = checkedByteCount(header.shape, elementSize: header.type.size) ?? Int.max
            throw Problem(
                found < needed ? "npy.truncated" : "npy.too-long",
                "\(name) has \(found) bytes of data; the shape \(header.shape) takes \(needed)")
        }
        let data = UnsafeRawBufferPointer(rebasing: bytes[header.length...])
        guard header.isFortran else {
            return try header.type.decode(data, shape: header.shape, bigEndian: header.bigEndian)
        }
        let reversed = try header.type.decode(
            data, shape: Array(header.shape.reversed()), bigEndian: header.bigEndian)
        return Tensor(
            storage: reversed.storage, dtype: reversed.dtype, shape: header.shape,
            strides: Array(reversed.strides.reversed()))
    }

    /// Writes a `.npy` file (version 1). NumPy has no bfloat16: it is written as float32. Axis names are not part of
    /// the format and are not written.
    /// - Throws: what `writeAside` throws.
    public func writeNPY(_ path: String) throws {
        let source = try npyReady()
        try writeAside(path) { sink in
            try sink.write(source.npyHeader())
            try source.withRawElements { try sink.write($0) }
        }
    }

    /// The tensor in a type that NumPy has.
    func npyReady() throws -> Tensor { dtype == .bfloat16 ? try converted(to: .float32) : try contiguous() }

    /// The header that NumPy would write, padded so that the data begins at a multiple of 64 bytes.
    func npyHeader() -> [UInt8] {
        let word =
            switch dtype {
            case .float32, .bfloat16: "<f4"
            case .float16: "<f2"
            case .int64: "<i8"
            case .bool: "|b1"
            }
        let sizes = shape.map(String.init).joined(separator: ", ") + (rank == 1 ? "," : "")
        var text = "{'descr': '\(word)', 'fortran_order': False, 'shape': (\(sizes)), }"
        let length = (10 + text.utf8.count + 1 + 63) / 64 * 64
        text += String(repeating: " ", count: length - 10 - text.utf8.count - 1) + "\n"
        let size = UInt16(clamping: text.utf8.count)
        return [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, UInt8(size & 0xFF), UInt8(size >> 8)] + Array(text.utf8)
    }
}
