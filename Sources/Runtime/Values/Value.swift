import Tensors

/// Everything that a script can hold. Values are values: copying one never shares later changes.
public enum Value: @unchecked Sendable {
    case none
    case bool(Bool)
    case int(Int)
    case float(Double)
    case string(String)
    /// A number with a unit that is not (yet) a plain number.
    case quantity(Quantity)
    case list([Value])
    case record(Record)
    indirect case table(Table)
    indirect case tensor(Tensor)
    case function(Function)
    /// An image, a model, a run, … : what lives outside the language.
    case native(any Native)
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

/// A value made by a command out of a Swift type: image, model, run, data set, probe …
public protocol Native: AnyObject, Sendable {
    /// What messages call it: `image`, `model`.
    var typeName: String { get }
    /// Names after the dot, for completion and messages.
    var fieldNames: [String] { get }
    /// The field, or nil where there is none of that name. - Throws: where reading it fails.
    func field(_ name: String) throws -> Value?
    /// `x[…]` with one subscript of a string or an integer; nil where it cannot be indexed.
    func element(_ key: Value) throws -> Value?
    /// How it shows itself at a prompt or in a notebook.
    func display(width: Int) -> DisplayBundle
    /// Equality as `==` sees it.
    func isEqual(to other: any Native) -> Bool
}

extension Native {
    public var fieldNames: [String] { [] }
    public func field(_ name: String) throws -> Value? { nil }
    public func element(_ key: Value) throws -> Value? { nil }
    public func isEqual(to other: any Native) -> Bool { self === other }
}

/// One value shown in several ways; the front end takes the richest that it can draw. Text is always there.
public struct DisplayBundle: Sendable {
    /// Plain text, no colours, no trailing newline.
    public var text: String
    /// A PNG file.
    public var png: [UInt8]?
    public var html: String?
    public var json: String?
    /// The picture of `png` decoded, for terminals that draw pixels themselves.
    public var raster: Raster?

    public init(
        text: String, png: [UInt8]? = nil, html: String? = nil, json: String? = nil, raster: Raster? = nil
    ) {
        self.text = text
        self.png = png
        self.html = html
        self.json = json
        self.raster = raster
    }
}

/// Something callable: a `def`, a lambda, a command.
public final class Function: @unchecked Sendable {
    public let name: String?
    /// Positional parameter names, in order.
    public let parameterNames: [String]
    /// Its comment block or the command's summary.
    public let documentation: String
    private let body: (Arguments, Context) throws -> Value

    public init(
        name: String?, parameterNames: [String], documentation: String = "",
        body: @escaping (Arguments, Context) throws -> Value
    ) {
        self.name = name
        self.parameterNames = parameterNames
        self.documentation = documentation
        self.body = body
    }

    /// Calls it. - Throws: what the body throws, `Interrupted`, `call.depth`.
    public func call(_ arguments: Arguments, in context: Context) throws -> Value {
        try context.enterCall()
        defer { context.leaveCall() }
        return try body(arguments, context)
    }

    public func call(_ positional: [Value], in context: Context) throws -> Value {
        try call(Arguments(positional: positional), in: context)
    }
}

/// What stands between the parentheses of a call, evaluated.
public struct Arguments: Sendable {
    public var positional: [Value]
    public var named: [(name: String, value: Value)]
    /// The last positional argument is a `do … end` block.
    public var hasBlock: Bool

    public init(positional: [Value] = [], named: [(name: String, value: Value)] = [], hasBlock: Bool = false) {
        self.positional = positional
        self.named = named
        self.hasBlock = hasBlock
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
