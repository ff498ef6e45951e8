import Tensors

/// The content of values as one hash: equal values give equal keys, and values that differ in anything that a command
/// can see give others.
///
/// Every item is written with its kind and its length in front, so that no two sequences read alike.
public struct KeyHasher {
    private let hash = ContentHash()
    /// What names inside functions mean.
    let context: Context
    /// Functions that are being looked into, for those that call themselves.
    var functions: [ObjectIdentifier: Int] = [:]
    private var depth = 0
    private static let deepest = 256

    public init(context: Context) { self.context = context }

    /// The 64 digits.
    public func finish() -> String { hash.finish() }

    public mutating func add(_ text: String) {
        hash.add(UInt64(0x73))
        hash.add(UInt64(text.utf8.count))
        hash.add(text)
    }

    public mutating func add(_ number: Int) {
        hash.add(UInt64(0x69))
        hash.add(UInt64(bitPattern: Int64(number)))
    }

    public mutating func add(_ number: Double) {
        hash.add(UInt64(0x66))
        hash.add(number.bitPattern)
    }

    /// - Throws: `Interrupted`.
    public mutating func add(_ bytes: [UInt8]) throws {
        hash.add(UInt64(0x62))
        hash.add(UInt64(bytes.count))
        try bytes.withUnsafeBytes { try hash.addChecking($0) }
    }

    /// The bytes of a file. - Throws: `Unkept` where it cannot be read; `Interrupted`.
    public mutating func add(file path: String) throws {
        do {
            add(try context.cache?.contentHash(ofFile: path) ?? ContentHash.ofFile(path))
        } catch let problem as Problem { throw Unkept("\(problem.message)") }
    }

    /// Elements, type, shape, and the names and labels of the axes. - Throws: `Interrupted`, `limit.memory`.
    public mutating func add(_ tensor: Tensor) throws {
        hash.add(UInt64(0x74))
        add(tensor.dtype.rawValue)
        add(tensor.rank)
        for (size, axis) in zip(tensor.shape, tensor.axes) {
            add(size)
            add(axis.name ?? "\u{0}")
            add(axis.labels?.count ?? -1)
            for label in axis.labels ?? [] { add(label) }
        }
        do {
            try tensor.withRawElements { try hash.addChecking($0) }
        } catch let problem as Problem { throw Unkept(problem.message) }
    }

    /// Any value. - Throws: `Unkept` with the part that cannot be told by content; `Interrupted`.
    public mutating func add(_ value: Value) throws {
        guard depth < KeyHasher.deepest else { throw Unkept("an argument is nested deeper than \(KeyHasher.deepest)") }
        depth += 1
        defer { depth -= 1 }
        switch value {
        case .none: hash.add(UInt64(0x6E))
        case .bool(let bool): hash.add(UInt64(bool ? 0x31 : 0x30))
        case .int(let int): add(int)
        case .float(let float): add(float)
        case .string(let string): add(string.string)
        case .quantity(let quantity):
            hash.add(UInt64(0x71))
            add(quantity.amount)
            add(quantity.unit)
        case .list(let items):
            hash.add(UInt64(0x6C))
            add(items.count)
            for (index, item) in items.enumerated() {
                if index & 0xFFF == 0 { try Interrupt.check() }
                try add(item)
            }
        case .record(let record):
            hash.add(UInt64(0x72))
            add(record.count)
            for (key, field) in record.fields {
                add(key)
                try add(field)
            }
        case .table(let table): try add(table)
        case .tensor(let tensor): try add(tensor)
        case .function(let function): try add(function)
        case .native(let object):
            hash.add(UInt64(0x6F))
            add(object.typeName)
            guard let keyed = object as? any KeyedNative else {
                throw Unkept("\(value.typeWithArticle) cannot be told by its content")
            }
            try keyed.addKey(to: &self)
        }
    }

    private mutating func add(_ table: Table) throws {
        hash.add(UInt64(0x54))
        add(table.rowCount)
        add(table.isComplete ? 1 : 0)
        for (name, column) in table.columns {
            add(name)
            try add(.list(column))
        }
    }
}
