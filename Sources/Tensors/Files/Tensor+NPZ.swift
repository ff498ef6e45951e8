/// NumPy's `.npz`: a zip archive of `.npy` files.
extension Tensor {
    /// Reads every array of a `.npz` archive (`np.savez`, `np.savez_compressed`), in the archive's order, each named
    /// without its `.npy`.
    /// - Throws: what `MappedFile` and `decodeNPY` throw; `npz.truncated .damaged .encrypted .method .member
    ///   .duplicate`; `limit.memory` before a member that does not fit is unpacked.
    public static func readNPZ(_ path: String) throws -> [(String, Tensor)] {
        let file = try MappedFile(path: path)
        return try withExtendedLifetime(file) {
            let archive = try ZipDirectory(file.bytes, path: path)
            var names: Set<String> = []
            return try archive.members.compactMap { member in
                try Interrupt.check()
                if member.name.hasSuffix("/") { return nil }
                guard member.name.hasSuffix(".npy") else {
                    if member.name.hasSuffix(".pkl") { throw Problem.pickle(path) }
                    throw Problem("npz.member", "\(path) holds `\(member.name)`, which is not a .npy file")
                }
                let name = String(member.name.dropLast(4))
                guard names.insert(name).inserted else {
                    throw Problem("npz.duplicate", "\(path) holds `\(name)` twice")
                }
                let tensor = try archive.withBytes(of: member) {
                    try decodeNPY($0, name: "\(path)[\(name)]")
                }
                return (name, tensor)
            }
        }
    }

    /// Writes arrays as `np.savez` does, not packed. - Throws: `npz.duplicate`, `npz.too-large` from 4 GiB on (use
    /// safetensors), what `writeAside` throws.
    public static func writeNPZ(_ tensors: [(String, Tensor)], to path: String) throws {
        guard Set(tensors.map(\.0)).count == tensors.count else {
            throw Problem("npz.duplicate", "two arrays cannot have the same name in one file")
        }
        guard tensors.count < 0xFFFF, tensors.allSatisfy({ $0.0.utf8.count < 60_000 }),
            tensors.reduce(0, { $0 + $1.1.count * 8 + $1.0.utf8.count * 2 + 512 }) < 0xFFFF_FFFF
        else {
            throw Problem(
                "npz.too-large", "\(path) would need more than a plain zip archive can hold (4 GiB)",
                help: "save as .safetensors")
        }
        try writeAside(path) { sink in
            var directory: [UInt8] = []
            var position = 0
            for (name, tensor) in tensors {
                let source = try tensor.npyReady()
                let header = source.npyHeader()
                let size = header.count + source.count * source.dtype.size
                let sum = try header.withUnsafeBytes { head in
                    try source.withRawElements { try ZipWriter.checksum(head, $0) }
                }
                let entry = ZipWriter(name: Array((name + ".npy").utf8), checksum: sum, size: size, position: position)
                try sink.write(entry.local)
                try sink.write(header)
                try source.withRawElements { try sink.write($0) }
                directory += entry.central
                position += entry.local.count + size
            }
            try sink.write(directory)
            try sink.write(ZipWriter.end(count: tensors.count, size: directory.count, position: position))
        }
    }
}
