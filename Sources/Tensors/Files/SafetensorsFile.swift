import OrderedCollections

/// A safetensors file, mapped and checked once; its tensors are looks at the mapping.
public final class SafetensorsFile: @unchecked Sendable {
    public let path: String
    /// The file's `__metadata__`, in its order.
    public let metadata: OrderedDictionary<String, String>
    private let file: UnsafeRawBufferPointer
    /// Keeps the bytes.
    private let owner: AnyObject
    private let entries: OrderedDictionary<String, SafetensorsHeader.Entry>

    /// Opens the file and checks its whole header; no element is read.
    /// - Throws: what `MappedFile` throws; `file.pickle`; `safetensors.truncated .header .dtype .shape .offsets
    ///   .overlap .hole`; `json.syntax`, `json.duplicate-key`.
    public convenience init(path: String) throws {
        let file = try MappedFile(path: path)
        try self.init(file.bytes, owner: file, path: path)
    }

    /// A file that is in memory. - Throws: as `init(path:)`.
    public convenience init(_ storage: Storage, path: String) throws {
        try self.init(
            UnsafeRawBufferPointer(start: storage.base, count: storage.byteCount), owner: storage, path: path)
    }

    private init(_ bytes: UnsafeRawBufferPointer, owner: AnyObject, path: String) throws {
        let header = try SafetensorsHeader(bytes, path: path)
        file = bytes
        self.owner = owner
        self.path = path
        metadata = header.metadata
        entries = header.entries
    }

    /// The tensors' names, in the header's order.
    public var names: [String] { Array(entries.keys) }

    public func contains(_ name: String) -> Bool { entries[name] != nil }

    /// The shape of a tensor, without reading it; nil where there is none of that name.
    public func shape(of name: String) -> [Int]? { entries[name]?.shape }

    /// The type that `tensor(name)` will have; nil where there is none of that name, or Limn cannot read its type.
    public func dtype(of name: String) -> DType? { entries[name]?.type?.dtype }

    /// Bytes of the tensor in the file; 0 where there is none of that name.
    public func byteCount(of name: String) -> Int { entries[name]?.range.count ?? 0 }

    /// One tensor. F32, F16, BF16, I64 and BOOL are looks at the mapped file where they lie aligned; I32 I16 I8 U8
    /// U16 U32 U64 become int64 and F64 float32, in memory of their own.
    /// - Throws: `safetensors.no-tensor` for an unknown name, `safetensors.dtype` for a type that Limn lacks.
    public func tensor(_ name: String) throws -> Tensor {
        guard let entry = entries[name] else {
            let some = names.prefix(6).map { "`\($0)`" }.joined(separator: ", ")
            throw Problem(
                "safetensors.no-tensor", "\(path) has no tensor `\(name)`",
                help: entries.isEmpty ? "it holds none" : "it has \(entries.count), among them \(some)")
        }
        guard let type = entry.type else {
            throw Problem("safetensors.dtype", "\(path) stores `\(name)` as \(entry.word), which Limn does not read")
        }
        let bytes = UnsafeRawBufferPointer(rebasing: file[entry.range])
        return try withExtendedLifetime(owner) {
            guard let start = bytes.baseAddress, !bytes.isEmpty, try canBorrow(bytes, type) else {
                return try type.decode(bytes, shape: entry.shape)
            }
            let storage = Storage(borrowing: start, byteCount: bytes.count, owner: owner)
            return Tensor(
                storage: storage, dtype: type.dtype, shape: entry.shape, strides: Tensor.rowMajor(entry.shape))
        }
    }

    /// The bytes of a tensor as they lie in the file; nil where there is none of that name.
    public func bytes(of name: String) -> [UInt8]? {
        guard let entry = entries[name] else { return nil }
        return withExtendedLifetime(owner) { Array(file[entry.range]) }
    }

    private func canBorrow(_ bytes: UnsafeRawBufferPointer, _ type: StoredType) throws -> Bool {
        // A Swift Bool of another bit pattern than 0 and 1 is undefined behaviour.
        if type == .bool {
            var areBools = true
            try inChunks(bytes.count, of: Chunk.bytes) { areBools = areBools && bytes[$0].allSatisfy { $0 < 2 } }
            return areBools
        }
        return type.isNative && Int(bitPattern: bytes.baseAddress) % type.size == 0
    }

    /// All tensors in the header's order. - Throws: as `tensor(_:)`.
    public func tensors() throws -> [(String, Tensor)] { try names.map { ($0, try tensor($0)) } }
}
