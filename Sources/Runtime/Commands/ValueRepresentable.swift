import Tensors

/// A Swift type that crosses between the language and a command.
public protocol ValueRepresentable {
    /// What messages and help call it: `int`, `tensor`, `list of string`.
    static var typeName: String { get }
    /// What stands for "not given" (`nil` of an optional); nil where the parameter is required.
    static var absent: Self? { get }
    /// - Throws: `Mismatch` where the value is of another kind.
    static func from(_ value: Value) throws -> Self
    var value: Value { get }
}

extension ValueRepresentable {
    public static var absent: Self? { nil }
}

extension Value: ValueRepresentable {
    public static var typeName: String { "value" }
    public static func from(_ value: Value) -> Value { value }
    public var value: Value { self }
}

extension Int: ValueRepresentable {
    public static var typeName: String { "int" }
    public static func from(_ value: Value) throws -> Self {
        switch value {
        case .int(let int): return int
        case .float(let float):
            guard let int = Int(exactly: float) else {
                throw Mismatch(expected: "a whole number", found: value.literal)
            }
            return int
        case .tensor(let tensor) where tensor.count == 1 && tensor.dtype == .int64: return try tensor.integers()[0]
        default: throw Mismatch(expected: "an int", found: value)
        }
    }
    public var value: Value { .int(self) }
}

extension Double: ValueRepresentable {
    public static var typeName: String { "float" }
    public static func from(_ value: Value) throws -> Self {
        switch value {
        case .int(let int): return Double(int)
        case .float(let float): return float
        case .quantity(let quantity) where quantity.unit == "%": return quantity.amount / 100
        case .tensor(let tensor) where tensor.count == 1: return Double(try tensor.floats()[0])
        default: throw Mismatch(expected: "a number", found: value)
        }
    }
    public var value: Value { .float(self) }
}

extension Bool: ValueRepresentable {
    public static var typeName: String { "bool" }
    public static func from(_ value: Value) throws -> Self {
        guard case .bool(let bool) = value else { throw Mismatch(expected: "true or false", found: value) }
        return bool
    }
    public var value: Value { .bool(self) }
}

extension String: ValueRepresentable {
    public static var typeName: String { "string" }
    public static func from(_ value: Value) throws -> Self {
        guard case .string(let string) = value else { throw Mismatch(expected: "a string", found: value) }
        return string.string
    }
    public var value: Value { .string(self) }
}

extension Tensor: ValueRepresentable {
    public static var typeName: String { "tensor" }
    /// Takes a number, a bool or a nested list of numbers too.
    public static func from(_ value: Value) throws -> Self {
        switch value {
        case .tensor(let tensor): return tensor
        case .int(let int): return try Tensor([Int64(int)], shape: [])
        case .float(let float): return try Tensor([Float(float)], shape: [])
        case .bool(let bool): return try Tensor([bool], shape: [])
        case .list(let items): return try Tensor(nested: items)
        case .quantity(let quantity) where quantity.unit == "%":
            return try Tensor([Float(quantity.amount / 100)], shape: [])
        default: throw Mismatch(expected: "a number, a tensor or a list of numbers", found: value)
        }
    }
    public var value: Value { .tensor(self) }
}

extension Table: ValueRepresentable {
    public static var typeName: String { "table" }
    /// Takes a list of records too.
    public static func from(_ value: Value) throws -> Self {
        switch value {
        case .table(let table): return table
        case .list(let items):
            return Table(
                rows: try items.map { item in
                    guard case .record(let record) = item else {
                        throw Mismatch(
                            expected: "a table or a list of records", found: "a list with \(item.typeWithArticle)")
                    }
                    return record
                })
        default: throw Mismatch(expected: "a table", found: value)
        }
    }
    public var value: Value { .table(self) }
}

extension Record: ValueRepresentable {
    public static var typeName: String { "record" }
    public static func from(_ value: Value) throws -> Self {
        guard case .record(let record) = value else { throw Mismatch(expected: "a record", found: value) }
        return record
    }
    public var value: Value { .record(self) }
}

extension Function: ValueRepresentable {
    public static var typeName: String { "function" }
    public var value: Value { .function(self) }
}

extension ValueRepresentable where Self: Function {
    public static func from(_ value: Value) throws -> Self {
        guard case .function(let function) = value, let function = function as? Self else {
            throw Mismatch(expected: "a function", found: value)
        }
        return function
    }
}

extension Optional: ValueRepresentable where Wrapped: ValueRepresentable {
    public static var typeName: String { Wrapped.typeName }
    public static var absent: Wrapped?? { .some(nil) }
    public static func from(_ value: Value) throws -> Self {
        if case .none = value { return nil } else { return .some(try Wrapped.from(value)) }
    }
    public var value: Value { self?.value ?? .none }
}

extension Array: ValueRepresentable where Element: ValueRepresentable {
    public static var typeName: String { "list of \(Element.typeName)" }
    /// A single value is taken for a list of one; a 1-D tensor for its elements.
    public static func from(_ value: Value) throws -> Self {
        switch value {
        case .list(let items): return try items.map { try Element.from($0) }
        case .tensor(let tensor) where tensor.rank == 1 && tensor.dtype == .int64:
            return try tensor.integers().map { try Element.from(.int($0)) }
        case .tensor(let tensor) where tensor.rank == 1:
            return try tensor.floats().map { try Element.from(.float(Double($0))) }
        default: return [try Element.from(value)]
        }
    }
    public var value: Value { .list(map(\.value)) }
}

/// The answer of a command that has none.
public struct Nothing: ValueRepresentable {
    public static var typeName: String { "none" }
    public init() {}
    public static func from(_ value: Value) throws -> Nothing { Nothing() }
    public var value: Value { .none }
}

/// A Swift class that is itself a value: `final class Image: Native, NativeRepresentable`.
public protocol NativeRepresentable: Native, ValueRepresentable {
    static var nativeTypeName: String { get }
}

extension NativeRepresentable {
    public static var typeName: String { nativeTypeName }
    public var typeName: String { Self.nativeTypeName }
    public var value: Value { .native(self) }
    public static func from(_ value: Value) throws -> Self {
        guard case .native(let object) = value, let object = object as? Self else {
            throw Mismatch(expected: nativeArticle(Self.nativeTypeName), found: value)
        }
        return object
    }
}

private func nativeArticle(_ name: String) -> String {
    (name.first.map { "aeiou".contains($0) } ?? false ? "an " : "a ") + name
}
