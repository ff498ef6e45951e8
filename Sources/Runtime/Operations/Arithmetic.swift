import Tensors

/// `+ - * / // % **` of any two values.
enum Arithmetic {
    static func apply(_ op: NumberOperator, _ a: Value, _ b: Value) throws -> Value {
        switch (a, b) {
        case (.int(let x), .int(let y)): return try Numbers.apply(op, x, y)
        case (.float(let x), .float(let y)): return .float(Numbers.apply(op, x, y))
        case (.int(let x), .float(let y)): return .float(Numbers.apply(op, Double(x), y))
        case (.float(let x), .int(let y)): return .float(Numbers.apply(op, x, Double(y)))
        case (.bool(let x), _) where b.isPlainNumber: return try apply(op, .int(x ? 1 : 0), b)
        case (_, .bool(let y)) where a.isPlainNumber: return try apply(op, a, .int(y ? 1 : 0))
        case (.tensor, _), (_, .tensor): return try TensorOperators.apply(op, a, b)
        case (.quantity, _), (_, .quantity): return try QuantityArithmetic.apply(op, a, b)
        default: return try sequences(op, a, b)
        }
    }

    private static func sequences(_ op: NumberOperator, _ a: Value, _ b: Value) throws -> Value {
        switch (op, a, b) {
        case (.add, .string(let x), .string(let y)):
            try Growth.allow(bytes: x.string.utf8.count + y.string.utf8.count)
            try Interrupt.check()
            return .string(x.string + y.string)
        case (.add, .list(let x), .list(let y)):
            try Growth.allow(items: x.count + y.count)
            return .list(try Growth.joined(x, y))
        case (.multiply, .string(let text), .int(let times)), (.multiply, .int(let times), .string(let text)):
            let (bytes, overflow) = text.string.utf8.count.multipliedReportingOverflow(by: max(times, 0))
            if overflow { throw Problem.outOfMemory(Int.max) }
            try Growth.allow(bytes: bytes)
            return .string(try Growth.repeated(text.string, max(times, 0)))
        case (.multiply, .list(let items), .int(let times)), (.multiply, .int(let times), .list(let items)):
            let (count, overflow) = items.count.multipliedReportingOverflow(by: max(times, 0))
            if overflow { throw Problem.outOfMemory(Int.max) }
            try Growth.allow(items: count)
            return .list(try Growth.repeated(items, count))
        default: throw Problem.noOperator(op, a, b)
        }
    }

    static func plus(_ value: Value) throws -> Value {
        switch value {
        case .int, .float, .quantity, .tensor: return value
        case .bool(let bool): return .int(bool ? 1 : 0)
        default: throw Problem("operator.type", "`+` before \(value.typeWithArticle) has no meaning")
        }
    }

    static func negate(_ value: Value) throws -> Value {
        switch value {
        case .int(let int):
            if int == .min { throw Problem.overflow(0, .subtract, int) }
            return .int(-int)
        case .float(let float): return .float(-float)
        case .bool(let bool): return .int(bool ? -1 : 0)
        case .quantity(let quantity): return .quantity(Quantity(-quantity.amount, quantity.unit))
        case .tensor(let tensor): return .tensor(try TensorOperators.negate(tensor))
        case .list:
            throw Problem("operator.type", "cannot negate a list", help: "make a tensor of it first: -tensor(…)")
        default: throw Problem("operator.type", "cannot negate \(value.typeWithArticle)")
        }
    }
}

/// Numbers with a unit: of one dimension they add and compare, a plain number scales them, a percentage scales others.
enum QuantityArithmetic {
    static func apply(_ op: NumberOperator, _ a: Value, _ b: Value) throws -> Value {
        switch (op, a, b) {
        case (.add, .quantity(let x), .quantity(let y)), (.subtract, .quantity(let x), .quantity(let y)):
            guard let other = y.amount(in: x.unit) else { throw Problem.units(x, y) }
            return .quantity(Quantity(Numbers.apply(op, x.amount, other), x.unit))
        case (.divide, .quantity(let x), .quantity(let y)):
            guard let other = y.amount(in: x.unit) else { throw Problem.units(x, y) }
            return .float(x.amount / other)
        case (.multiply, .quantity(let x), .quantity(let y)) where y.unit == "%":
            return .quantity(Quantity(x.amount * y.amount / 100, x.unit))
        case (.multiply, .quantity(let x), _) where x.unit == "%" && b.isPlainNumber:
            return try Arithmetic.apply(.multiply, .float(x.amount / 100), b)
        case (.multiply, _, .quantity(let y)) where y.unit == "%" && a.isPlainNumber:
            return try Arithmetic.apply(.multiply, a, .float(y.amount / 100))
        case (.multiply, .quantity(let x), _), (.divide, .quantity(let x), _):
            guard let factor = b.plainNumber else { throw Problem.noOperator(op, a, b) }
            return .quantity(Quantity(Numbers.apply(op, x.amount, factor), x.unit))
        case (.floorDivide, .quantity(let x), .quantity(let y)):
            guard let other = y.amount(in: x.unit) else { throw Problem.units(x, y) }
            return .float(Numbers.apply(op, x.amount, other))
        case (.remainder, .quantity(let x), .quantity(let y)):
            guard let other = y.amount(in: x.unit) else { throw Problem.units(x, y) }
            return .quantity(Quantity(Numbers.apply(op, x.amount, other), x.unit))
        case (.floorDivide, .quantity(let x), _):
            guard let factor = b.plainNumber else { throw Problem.noOperator(op, a, b) }
            return .quantity(Quantity(Numbers.apply(op, x.amount, factor), x.unit))
        case (.multiply, _, .quantity(let y)):
            guard let factor = a.plainNumber else { throw Problem.noOperator(op, a, b) }
            return .quantity(Quantity(factor * y.amount, y.unit))
        default: throw Problem.noOperator(op, a, b)
        }
    }
}

extension Quantity {
    /// The amount in another unit of the same dimension; nil where there is none.
    func amount(in other: String) -> Double? {
        if unit == other { return amount }
        for dimension in ParameterUnit.allCases {
            if let from = dimension.factor(of: unit), let to = dimension.factor(of: other) { return amount * from / to }
        }
        return nil
    }
}

extension Value {
    var isPlainNumber: Bool {
        switch self {
        case .int, .float, .bool: true
        default: false
        }
    }

    /// As a double: ints, floats, bools.
    var plainNumber: Double? {
        switch self {
        case .int(let int): Double(int)
        case .float(let float): float
        case .bool(let bool): bool ? 1 : 0
        default: nil
        }
    }

    /// "a list", "an int".
    public var typeWithArticle: String {
        let name = typeName
        if name == "none" { return name }
        return (name.first.map { "aeiou".contains($0) } ?? false ? "an " : "a ") + name
    }
}

extension Problem {
    static func noOperator(_ op: NumberOperator, _ a: Value, _ b: Value) -> Problem {
        var help: String?
        switch (a, b) {
        case (.list, _) where b.isPlainNumber, (_, .list) where a.isPlainNumber, (.list, .list):
            help = "make a tensor of the list first: tensor(…) \(op.rawValue) …"
        case (.quantity(let x), _) where b.isPlainNumber && (op == .add || op == .subtract):
            help = "give both a unit, such as 3\(x.unit), or take the number of it: x.amount"
        case (_, .quantity(let y)) where a.isPlainNumber && (op == .add || op == .subtract):
            help = "give both a unit, such as 3\(y.unit), or take the number of it: x.amount"
        case (.none, _), (_, .none):
            help = "none stands for a missing value; test for it: if x == none then … else …"
        case (.string, _) where op == .remainder:
            help = "put the value into the string: \"… $(value)\"; digits: $(string(x, digits=2))"
        case (.string, _) where op == .add, (_, .string) where op == .add:
            help = "put the value into the string: \"… $(value)\""
        default: break
        }
        return Problem(
            "operator.type", "cannot \(op.verb) \(a.typeWithArticle) and \(b.typeWithArticle) (`\(op.rawValue)`)",
            help: help)
    }

    static func units(_ a: Quantity, _ b: Quantity) -> Problem {
        Problem("quantity.units", "\(a.unit) and \(b.unit) are units of different things")
    }
}
