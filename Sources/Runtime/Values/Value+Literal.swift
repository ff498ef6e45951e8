import Tensors

extension Value {
    /// As a script would write it: `"a"`, `[1, 2]`, `{x: 1}`. Placeholder for the runtime's own.
    public var literal: String {
        switch self {
        case .none: "none"
        case .bool(let bool): bool ? "true" : "false"
        case .int(let int): "\(int)"
        case .float(let float): "\(float)"
        case .string(let string): "\"\(string)\""
        default: typeName
        }
    }
}

extension Tensor {
    /// A tensor from nested lists of numbers. Placeholder for the runtime's own.
    public init(nested items: [Value]) throws { throw Mismatch(expected: "a tensor", found: "a list") }
}
