import OrderedCollections
import Tensors

/// Takes a value apart into JSON, which says what it is, and tensors and bytes, which a safetensors file holds.
///
/// Scalars stand for themselves; everything else is an object of one key, its kind: `{"list": …}`, `{"tensor": "t0", …}`.
public struct ArchiveWriter {
    /// In the order in which they were met.
    public private(set) var parts: [(String, SafetensorsLayout.Part)] = []
    /// Names by storage and shape: what a value holds twice is kept once.
    private var known: [String: String] = [:]
    private var depth = 0
    /// Objects that are not kept but found again among the arguments of the call, such as its model.
    private let references: [(name: String, object: any Native)]

    public init(references: [(name: String, object: any Native)] = []) { self.references = references }

    /// - Throws: `Unkept` for what cannot be kept: a function, an object without a form in a file.
    public mutating func archive(_ value: Value) throws -> JSON {
        // The JSON may not nest deeper than the parser reads.
        guard depth < JSON.deepest / 6 else { throw Unkept("the result is nested too deep") }
        depth += 1
        defer { depth -= 1 }
        switch value {
        case .none: return .null
        case .bool(let bool): return .bool(bool)
        case .int(let int): return .int(int)
        case .float(let float): return .object(["float": .string(ArchiveWriter.text(of: float))])
        case .string(let string): return .string(string.string)
        case .quantity(let quantity):
            return .object([
                "quantity": .string(ArchiveWriter.text(of: quantity.amount)), "unit": .string(quantity.unit),
            ])
        case .list(let items): return .object(["list": .array(try items.map { try archive($0) })])
        case .record(let record): return .object(["record": try archive(fields: record)])
        case .table(let table):
            let columns = try table.columns.map { name, column in
                JSON.array([.string(name), .array(try column.map { try archive($0) })])
            }
            return .object([
                "table": .array(columns), "complete": .bool(table.isComplete),
                "provenance": try table.provenance.map { try archive(fields: $0.record) } ?? .null,
            ])
        case .tensor(let tensor): return try archive(tensor)
        case .function: throw Unkept("a function in the result has no form in a file")
        case .native(let object): return try archive(object)
        }
    }

    /// An object's own form, or its name among the arguments.
    public mutating func archive(_ object: any Native) throws -> JSON {
        if let reference = references.first(where: { $0.object === object }) {
            return .object(["argument": .string(reference.name)])
        }
        guard let archived = object as? any ArchivedNative else {
            throw Unkept("a value of the type \(object.typeName) in the result has no form in a file")
        }
        let form = try archived.archived(in: &self)
        return .object(["native": .string(type(of: archived).archiveName), "form": form])
    }

    /// Pairs, so that the order stays and no key is special.
    public mutating func archive(fields record: Record) throws -> JSON {
        .array(try record.fields.map { key, value in .array([.string(key), try archive(value)]) })
    }

    public mutating func archive(_ tensor: Tensor) throws -> JSON {
        let identity =
            "\(ObjectIdentifier(tensor.storage)) \(tensor.offset) \(tensor.shape) \(tensor.strides) \(tensor.dtype)"
        let name: String
        if let seen = known[identity] {
            name = seen
        } else {
            name = "t\(parts.count)"
            parts.append((name, .tensor(tensor)))
            known[identity] = name
        }
        let axes = tensor.axes.map { axis -> JSON in
            .object([
                "name": axis.name.map { .string($0) } ?? .null,
                "labels": axis.labels.map { .array($0.map { .string($0) }) } ?? .null,
            ])
        }
        let origin = (tensor.storage.origin as? Provenance).map(\.record)
        return .object([
            "tensor": .string(name), "axes": .array(axes),
            "provenance": try origin.map { try archive(fields: $0) } ?? .null,
        ])
    }

    /// Bytes such as pixels; the answer is their name.
    public mutating func archive(_ bytes: [UInt8]) -> JSON {
        let name = "b\(parts.count)"
        parts.append((name, .bytes(bytes)))
        return .string(name)
    }

    /// All digits, and the bits of what has no digits.
    static func text(of float: Double) -> String {
        float.isFinite ? "\(float)" : "bits:" + String(float.bitPattern, radix: 16)
    }
}
