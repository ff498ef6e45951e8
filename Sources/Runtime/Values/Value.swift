import Tensors

/// Everything that a script can hold. Values are values: copying one never shares later changes.
///
/// A value is one word and a byte that says what it is: what is wider than a word stands behind a pointer.
public enum Value: @unchecked Sendable {
    case none
    case bool(Bool)
    case int(Int)
    case float(Double)
    case string(Text)
    /// A number with a unit that is not (yet) a plain number.
    indirect case quantity(Quantity)
    case list([Value])
    case record(Record)
    indirect case table(Table)
    indirect case tensor(Tensor)
    case function(Function)
    /// An image, a model, a run, … : what lives outside the language.
    indirect case native(any Native)
}

/// A number with its unit as written: `512px`, `60%`, `8GiB`.
public struct Quantity: Sendable, Equatable {
    public var amount: Double
    public var unit: String

    public init(_ amount: Double, _ unit: String) {
        self.amount = amount
        self.unit = unit
    }
}

extension Value {
    /// What messages call the type: `int`, `list`, `tensor`, `image` …
    public var typeName: String {
        switch self {
        case .none: "none"
        case .bool: "bool"
        case .int: "int"
        case .float: "float"
        case .string: "string"
        case .quantity: "quantity"
        case .list: "list"
        case .record: "record"
        case .table: "table"
        case .tensor: "tensor"
        case .function: "function"
        case .native(let object): object.typeName
        }
    }
}
