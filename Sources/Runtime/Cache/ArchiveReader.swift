import OrderedCollections
import Tensors

/// Puts together what `ArchiveWriter` took apart.
public final class ArchiveReader {
    private let file: SafetensorsFile
    private let references: [(name: String, object: any Native)]
    private let kinds: [any ArchivedNative.Type]
    /// Provenance by its JSON, so that the pictures of one run share theirs.
    private var origins: [String: Provenance] = [:]

    /// - Parameter kinds: the objects that can come back.
    public init(
        _ file: SafetensorsFile, references: [(name: String, object: any Native)], kinds: [any ArchivedNative.Type]
    ) {
        self.file = file
        self.references = references
        self.kinds = kinds
    }

    /// - Throws: `cache.corrupt` for a form that no writer made; what the file throws.
    public func value(_ json: JSON) throws -> Value {
        switch json {
        case .null: return .none
        case .bool(let bool): return .bool(bool)
        case .int(let int): return .int(int)
        case .string(let string): return .string(string)
        case .double, .array: throw ArchiveReader.corrupt("a bare \(json.kind)")
        case .object(let entries):
            guard let (kind, content) = entries.elements.first.map({ ($0.key, $0.value) }) else {
                throw ArchiveReader.corrupt("an empty object")
            }
            switch kind {
            case "float": return .float(try float(content))
            case "quantity": return .quantity(Quantity(try float(content), try text(json["unit"])))
            case "list": return .list(try array(content).map { try value($0) })
            case "record": return .record(try record(content))
            case "table": return .table(try table(json))
            case "tensor": return .tensor(try tensor(json))
            case "argument", "native": return .native(try native(json))
            default: throw ArchiveReader.corrupt("a kind \"\(kind)\"")
            }
        }
    }

    public func native(_ json: JSON) throws -> any Native {
        if let name = json["argument"]?.string {
            guard let found = references.first(where: { $0.name == name }) else {
                throw ArchiveReader.corrupt("no argument \(name)")
            }
            return found.object
        }
        let word = try text(json["native"])
        guard let kind = kinds.first(where: { $0.archiveName == word }), let form = json["form"] else {
            throw ArchiveReader.corrupt("a native \"\(word)\"")
        }
        return try kind.restored(from: form, reader: self)
    }

    public func record(_ json: JSON?) throws -> Record {
        Record(
            try array(json).map { pair in
                guard let pair = pair.array, pair.count == 2 else { throw ArchiveReader.corrupt("a field") }
                return (try text(pair[0]), try value(pair[1]))
            })
    }

    public func tensor(_ json: JSON?) throws -> Tensor {
        var tensor = try file.tensor(try text(json?["tensor"]))
        let axes = try array(json?["axes"]).map { axis in
            Axis(axis["name"]?.string, labels: axis["labels"]?.array?.compactMap(\.string))
        }
        guard axes.count == tensor.rank,
            zip(axes, tensor.shape).allSatisfy({ $0.labels.map(\.count) ?? $1 == $1 })
        else { throw ArchiveReader.corrupt("axes") }
        tensor.axes = axes
        if let origin = try provenance(json?["provenance"]) { tensor.storage.origin = origin }
        return tensor
    }

    /// Nil for null.
    public func provenance(_ json: JSON?) throws -> Provenance? {
        guard let json, !json.isNull else { return nil }
        let text = json.serialized()
        if let known = origins[text] { return known }
        let made = Provenance(try record(json))
        origins[text] = made
        return made
    }

    private func table(_ json: JSON) throws -> Table {
        var columns = OrderedDictionary<String, [Value]>()
        for pair in try array(json["table"]) {
            guard let pair = pair.array, pair.count == 2 else { throw ArchiveReader.corrupt("a column") }
            columns[try text(pair[0])] = try array(pair[1]).map { try value($0) }
        }
        var table = try Table(columns: columns)
        table.isComplete = json["complete"]?.bool ?? true
        table.provenance = try provenance(json["provenance"])
        return table
    }

    public func bytes(_ json: JSON?) throws -> [UInt8] {
        guard let name = json?.string, let bytes = file.bytes(of: name) else { throw ArchiveReader.corrupt("bytes") }
        return bytes
    }

    public func float(_ json: JSON?) throws -> Double {
        let text = try text(json)
        if text.hasPrefix("bits:"), let bits = UInt64(text.dropFirst(5), radix: 16) { return Double(bitPattern: bits) }
        guard let float = Double(text) else { throw ArchiveReader.corrupt("the number \(text)") }
        return float
    }

    public func text(_ json: JSON?) throws -> String {
        guard let text = json?.string else { throw ArchiveReader.corrupt("a text") }
        return text
    }

    public func array(_ json: JSON?) throws -> [JSON] {
        guard let array = json?.array else { throw ArchiveReader.corrupt("a list") }
        return array
    }

    public static func corrupt(_ what: String) -> Problem {
        Problem("cache.corrupt", "an entry of the cache cannot be read: \(what)")
    }
}
