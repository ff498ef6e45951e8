/// The usual names and signs of `Tensor.binary`, with its rules and its errors.
extension Tensor {
    /// The sum, element by element.
    public static func add(_ a: Tensor, _ b: Tensor) throws -> Tensor { try binary(.add, a, b) }
    /// The sum, element by element.
    public static func + (a: Tensor, b: Tensor) throws -> Tensor { try binary(.add, a, b) }
    /// The sum with a number, which does not promote a float.
    public static func + (a: Tensor, b: Double) throws -> Tensor { try binary(.add, a, .float(b)) }
    /// The difference, element by element.
    public static func subtract(_ a: Tensor, _ b: Tensor) throws -> Tensor { try binary(.subtract, a, b) }
    /// The difference, element by element.
    public static func - (a: Tensor, b: Tensor) throws -> Tensor { try binary(.subtract, a, b) }
    /// The difference with a number, which does not promote a float.
    public static func - (a: Tensor, b: Double) throws -> Tensor { try binary(.subtract, a, .float(b)) }
    /// The product, element by element.
    public static func multiply(_ a: Tensor, _ b: Tensor) throws -> Tensor { try binary(.multiply, a, b) }
    /// The product, element by element.
    public static func * (a: Tensor, b: Tensor) throws -> Tensor { try binary(.multiply, a, b) }
    /// The product with a number, which does not promote a float.
    public static func * (a: Tensor, b: Double) throws -> Tensor { try binary(.multiply, a, .float(b)) }
    /// The quotient, element by element.
    public static func divide(_ a: Tensor, _ b: Tensor) throws -> Tensor { try binary(.divide, a, b) }
    /// The quotient, element by element.
    public static func / (a: Tensor, b: Tensor) throws -> Tensor { try binary(.divide, a, b) }
    /// The quotient with a number, which does not promote a float.
    public static func / (a: Tensor, b: Double) throws -> Tensor { try binary(.divide, a, .float(b)) }
}
