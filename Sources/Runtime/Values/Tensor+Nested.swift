import Tensors

extension Tensor {
    /// A tensor from nested lists of numbers: any float gives float32, else any int gives int64, else bool.
    /// Tensors inside the lists count as the lists that they are.
    /// - Throws: `tensor.ragged` where the lists differ in length, `tensor.element` for what is not a number.
    public init(nested items: [Value]) throws {
        var shape = [Int]()
        var probe: Value = .list(items)
        while case .list(let inner) = probe {
            shape.append(inner.count)
            if shape.count > 32 { throw Problem("tensor.too-deep", "lists are nested deeper than 32 axes") }
            guard let first = inner.first else { break }
            probe = first
        }
        if case .tensor(let part) = probe, part.rank > 0 || shape.isEmpty {
            self = try Tensor(nested: try items.map { try $0.expandingTensors() })
            return
        }
        var numbers = Numbers()
        try numbers.collect(items, shape, axis: 0)
        switch numbers.kind {
        case .float: self = try numbers.tensor(shape) { $0.float }
        case .int: self = try numbers.tensor(shape) { $0.int }
        case .bool: self = try numbers.tensor(shape) { $0.int != 0 }
        case .nothing: self = try Tensor([Float](), shape: shape)
        }
    }

    private enum Number {
        case int(Int64), float(Float)

        var float: Float {
            switch self {
            case .int(let int): Float(int)
            case .float(let float): float
            }
        }
        var int: Int64 { if case .int(let int) = self { int } else { 0 } }
    }

    private struct Numbers {
        enum Kind: Int { case nothing, bool, int, float }

        var values: [Number] = []
        var kind = Kind.nothing

        func tensor<T: Element>(_ shape: [Int], _ convert: (Number) -> T) throws -> Tensor {
            guard try Tensor.elementCount(of: shape) == values.count else { return try Tensor([T](), shape: shape) }
            return try Tensor(T.self, shape: shape) { target in
                try inChunks(values.count) { for place in $0 { target[place] = convert(values[place]) } }
            }
        }

        mutating func collect(_ items: [Value], _ shape: [Int], axis: Int) throws {
            guard items.count == shape[axis] else {
                throw Problem(
                    "tensor.ragged",
                    "lists of one level must be of one length: found \(items.count) where \(shape[axis]) came before (axis \(axis))"
                )
            }
            try Interrupt.check()
            try Growth.allow(bytes: axis + 1 == shape.count ? 2 * items.count * MemoryLayout<Number>.stride : 0)
            for (place, item) in items.enumerated() {
                if place & 0xFFFF == 0xFFFF { try Interrupt.check() }
                if axis + 1 < shape.count {
                    guard case .list(let inner) = item else {
                        throw Problem(
                            "tensor.ragged",
                            "found \(item.typeWithArticle) where a list of \(shape[axis + 1]) is expected (axis \(axis + 1))"
                        )
                    }
                    try collect(inner, shape, axis: axis + 1)
                } else {
                    try append(item)
                }
            }
        }

        private mutating func append(_ item: Value) throws {
            switch item {
            case .bool(let bool): add(.int(bool ? 1 : 0), .bool)
            case .int(let int): add(.int(Int64(int)), .int)
            case .float(let float): add(.float(Float(float)), .float)
            case .quantity(let quantity) where quantity.unit == "%": add(.float(Float(quantity.amount / 100)), .float)
            case .tensor(let tensor) where tensor.count == 1: try append(try tensor.plainValue())
            case .list(let inner):
                throw Problem("tensor.ragged", "found a list of \(inner.count) where a number is expected")
            default:
                var help: String?
                if case .none = item { help = "leave what is missing out first: where(xs, x -> x != none)" }
                throw Problem(
                    "tensor.element", "a tensor holds numbers or bools; found \(item.typeWithArticle)", help: help)
            }
        }

        private mutating func add(_ number: Number, _ kind: Kind) {
            values.append(number)
            if kind.rawValue > self.kind.rawValue { self.kind = kind }
        }
    }

    /// The elements along the first axis as list items, nested as deep as the rank. A tensor of rank 0 gives one item.
    /// - Throws: `limit.memory` where the lists would not fit.
    public func nestedItems() throws -> [Value] {
        try Growth.allow(items: count)
        let flat: [Value] = try collected(reserving: count) { flat in
            switch dtype {
            case .int64, .bool:
                let (numbers, isBool) = (try integers(), dtype == .bool)
                try inChunks(numbers.count) { part in
                    for number in numbers[part] { flat.append(isBool ? .bool(number != 0) : .int(number)) }
                }
            default:
                let numbers = try floats()
                try inChunks(numbers.count) { for number in numbers[$0] { flat.append(.float(Double(number))) } }
            }
        }
        if rank <= 1 { return flat }
        var next = 0
        // Each list has a header of its own.
        try Growth.allow(bytes: 64 * (count / Swift.max(shape[rank - 1], 1)))
        func build(_ axis: Int) throws -> [Value] {
            try Interrupt.check()
            return try (0..<shape[axis]).map { _ in
                if axis == rank - 1 {
                    defer { next += 1 }
                    return flat[next]
                }
                return .list(try build(axis + 1))
            }
        }
        return try build(0)
    }

    /// As nested lists; a number for rank 0.
    public func nested() throws -> Value { rank == 0 ? try plainValue() : .list(try nestedItems()) }
}

extension Value {
    /// Tensors replaced by nested lists, at every level of lists.
    fileprivate func expandingTensors() throws -> Value {
        switch self {
        case .tensor(let tensor): try tensor.nested()
        case .list(let items): .list(try items.map { try $0.expandingTensors() })
        default: self
        }
    }
}
