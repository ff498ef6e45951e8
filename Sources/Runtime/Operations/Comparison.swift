import Tensors

/// `== != < <= > >=`. Elementwise where one side is a tensor and the other has numbers.
enum Comparison {
    enum Operator: String {
        case equal = "==", notEqual = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="

        /// In one order, so that an instruction can hold the position.
        static let all: [Operator] = [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual]
        var index: Int { Operator.all.firstIndex(of: self) ?? 0 }

        @inline(__always)
        func holds<T: Comparable>(_ a: T, _ b: T) -> Bool {
            switch self {
            case .equal: a == b
            case .notEqual: a != b
            case .less: a < b
            case .lessOrEqual: a <= b
            case .greater: a > b
            case .greaterOrEqual: a >= b
            }
        }
    }

    static func apply(_ op: Operator, _ a: Value, _ b: Value) throws -> Value {
        switch (a, b) {
        case (.int(let x), .int(let y)): return .bool(op.holds(x, y))
        case (.float(let x), .float(let y)): return .bool(op.holds(x, y))
        case (.tensor, .int), (.tensor, .float), (.tensor, .bool), (.tensor, .tensor), (.tensor, .list),
            (.int, .tensor), (.float, .tensor), (.bool, .tensor), (.list, .tensor):
            return try TensorOperators.compare(op, a, b)
        default: break
        }
        switch op {
        case .equal, .notEqual:
            let areEqual = a.isEqual(to: b)
            // Long values are compared until somebody asks for a stop.
            try Interrupt.check()
            return .bool(areEqual == (op == .equal))
        default: return .bool(try ordered(op, a, b))
        }
    }

    private static func ordered(_ op: Operator, _ a: Value, _ b: Value) throws -> Bool {
        switch (a, b) {
        case (.string(let x), .string(let y)):
            return op.holds(try order(.string(x), .string(y)), 0)
        case (.list, .list): return op.holds(try order(a, b), 0)
        case (.quantity(let x), .quantity(let y)):
            guard let other = y.amount(in: x.unit) else { throw Problem.units(x, y) }
            return op.holds(x.amount, other)
        default:
            guard a.isPlainNumber, b.isPlainNumber else {
                var help: String?
                switch (a, b) {
                case (.list, _) where b.isPlainNumber, (_, .list) where a.isPlainNumber:
                    help = "make a tensor of the list to compare each element: tensor(…) \(op.rawValue) …"
                case (.none, _), (_, .none): help = "none stands for a missing value; test for it with `== none`"
                default: break
                }
                throw Problem(
                    "operator.type", "cannot compare \(a.typeWithArticle) with \(b.typeWithArticle) (`\(op.rawValue)`)",
                    help: help)
            }
            if let x = a.plainNumber, let y = b.plainNumber, x.isNaN || y.isNaN { return false }
            return op.holds(try order(a, b), 0)
        }
    }

    /// -1, 0 or 1: numbers by size, strings by Unicode scalars, lists by their first difference.
    /// - Throws: `operator.type` for values that have no order.
    package static func order(_ a: Value, _ b: Value) throws -> Int {
        switch (a, b) {
        case (.int(let x), .int(let y)): return x < y ? -1 : x > y ? 1 : 0
        case (.string(let x), .string(let y)):
            if x.string.unicodeScalars.elementsEqual(y.string.unicodeScalars) { return 0 }
            return x.string.unicodeScalars.lexicographicallyPrecedes(y.string.unicodeScalars) ? -1 : 1
        case (.list(let x), .list(let y)):
            for (place, (left, right)) in zip(x, y).enumerated() {
                if place & 0xFFF == 0 { try Interrupt.check() }
                let order = try order(left, right)
                if order != 0 { return order }
            }
            return x.count < y.count ? -1 : x.count > y.count ? 1 : 0
        case (.quantity(let x), .quantity(let y)):
            guard let other = y.amount(in: x.unit) else { throw Problem.units(x, y) }
            return x.amount < other ? -1 : x.amount > other ? 1 : 0
        default:
            guard let x = a.plainNumber, let y = b.plainNumber else {
                throw Problem("operator.type", "cannot order \(a.typeWithArticle) and \(b.typeWithArticle)")
            }
            if case .int(let whole) = a { return -orderExactly(y, whole) }
            if case .int(let whole) = b { return orderExactly(x, whole) }
            return x < y ? -1 : x > y ? 1 : 0
        }
    }

    /// A double against an integer without rounding the integer.
    static func orderExactly(_ x: Double, _ whole: Int) -> Int {
        if x >= 9_223_372_036_854_775_808.0 { return 1 }
        if x < -9_223_372_036_854_775_808.0 { return -1 }
        if x.isNaN { return 1 }
        let cut = Int(x.rounded(.towardZero))
        if cut != whole { return cut < whole ? -1 : 1 }
        let rest = x - x.rounded(.towardZero)
        return rest < 0 ? -1 : rest > 0 ? 1 : 0
    }
}

/// Ends early where a stop is asked for; whoever compares checks afterwards. Short lists may hold each other so often
/// that comparing them never ends.
private func areEqual(_ x: [Value], _ y: [Value]) -> Bool {
    for place in 0..<min(x.count, y.count) {
        if place & 0xFFF == 0, Interrupt.isStopping { return false }
        if !x[place].isEqual(to: y[place]) { return false }
    }
    return true
}

extension Value {
    /// Equality as `==` sees it; of tensors, that shapes, axis names and every element are the same.
    public func isEqual(to other: Value) -> Bool {
        switch (self, other) {
        case (.none, .none): return true
        case (.int(let x), .int(let y)): return x == y
        case (.float(let x), .float(let y)): return x == y
        case (.bool(let x), .bool(let y)): return x == y
        case (.string(let x), .string(let y)): return x.string.utf8.elementsEqual(y.string.utf8)
        case (.quantity(let x), .quantity(let y)): return y.amount(in: x.unit) == x.amount
        case (.list(let x), .list(let y)):
            return x.count == y.count && areEqual(x, y)
        case (.record(let x), .record(let y)):
            return x.count == y.count
                && x.fields.allSatisfy { key, value in y[key].map { value.isEqual(to: $0) } ?? false }
        case (.table(let x), .table(let y)):
            return x.columnNames == y.columnNames && x.rowCount == y.rowCount
                && x.columns.allSatisfy { name, values in
                    areEqual(values, y.columns[name] ?? [])
                }
        case (.tensor(let x), .tensor(let y)): return TensorOperators.areEqual(x, y)
        case (.function(let x), .function(let y)):
            return x === y || (x.closure == nil && y.closure == nil && x.name == y.name)
        case (.native(let x), .native(let y)): return x.isEqual(to: y)
        default:
            guard isPlainNumber, other.isPlainNumber else { return false }
            return (try? Comparison.order(self, other)) == 0 && plainNumber?.isNaN == false
        }
    }
}
