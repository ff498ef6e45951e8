import Tensors

/// `x[…]` and `x[…] = v` of tensors: subscripts become the tensor library's `IndexSpec`.
enum TensorIndexing {
    static func select(_ tensor: Tensor, _ subscripts: [Subscripted]) throws -> Value {
        try .of(tensor.selecting(try subscripts.map(spec)))
    }

    static func assign(_ tensor: inout Tensor, _ subscripts: [Subscripted], _ value: Value) throws {
        let specs = try subscripts.map(spec)
        try tensor.assign(try Tensor.from(value), at: specs)
    }

    static func selectNative(_ object: any Native, _ subscripts: [Subscripted]) throws -> Value? {
        try object.selecting(try subscripts.map(spec))
    }

    /// The parts along the first axis, which a `for` loop visits.
    static func part(_ tensor: Tensor, at index: Int) throws -> Value {
        try .of(tensor.selecting([IndexSpec(item: .index(index))]))
    }

    private static func spec(_ entry: Subscripted) throws -> IndexSpec {
        IndexSpec(axis: entry.axis, item: try item(entry.item))
    }

    private static func item(_ item: Subscripted.Item) throws -> IndexItem {
        switch item {
        case .ellipsis: .ellipsis
        case .slice(let start, let stop, let step): .slice(start: start, stop: stop, step: step)
        case .value(let value): try self.item(value)
        }
    }

    private static func item(_ value: Value) throws -> IndexItem {
        switch value {
        case .none: return .newAxis
        case .int(let int): return .index(int)
        case .string(let label): return .label(label.string)
        case .tensor(let tensor) where tensor.dtype == .bool: return .mask(tensor)
        case .tensor(let tensor) where tensor.dtype == .int64:
            return tensor.rank == 0 ? .index(try tensor.integers()[0]) : .indices(tensor)
        case .list(let items):
            if items.isEmpty { return .list([]) }
            let labels = items.compactMap { if case .string(let label) = $0 { label.string } else { nil } }
            if labels.count == items.count { return .labels(labels) }
            return try self.item(.tensor(try Tensor(nested: items)))
        default:
            throw Problem(
                "index.type",
                "a tensor is indexed by ints, slices, lists, masks and labels, found \(value.typeWithArticle)",
                help: { if case .float = value { "write int(…) or use `//`" } else { nil } }())
        }
    }
}

extension Tensor {
    /// A tensor of rank 0 as the plain number that it holds.
    public func plainValue() throws -> Value {
        switch dtype {
        case .int64: .int(try integers().first ?? 0)
        case .bool: .bool((try integers().first ?? 0) != 0)
        default: .float(Double(try floats().first ?? 0))
        }
    }
}
