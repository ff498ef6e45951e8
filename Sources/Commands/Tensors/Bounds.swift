import Runtime
import Tensors

struct Clamp: Command {
    static let name = "clamp", summary = "Each number held between two bounds."
    static let discussion = "Whole numbers stay whole where the bounds are whole. NaN stays NaN."
    static let searchTerms = ["clip", "np.clip", "bound"]
    static let examples = [
        Example("clamp(5, 0, 3)", gives: "3"), Example("list(clamp(tensor([0.2, 7]), 0.5, none))", gives: "[0.5, 7.0]"),
    ]
    @Argument("A number or a tensor.") var x: Value
    @Argument("The lower bound; none for no bound.") var low: Double?
    @Argument("The upper bound; none for no bound.") var high: Double? = nil

    func run(in context: Context) throws -> Value {
        if let low, let high, low > high {
            throw Problem("clamp.bounds", "the lower bound \(low) lies above the upper one, \(high)")
        }
        let areWhole = [low, high].allSatisfy { $0.map { $0 == $0.rounded() } ?? true }
        switch x {
        case .int(let int) where areWhole:
            let (least, most) = (low.map { Int(clamping: $0) } ?? .min, high.map { Int(clamping: $0) } ?? .max)
            return .int(Swift.min(Swift.max(int, least), most))
        case .int, .float:
            let number = try Double.from(x)
            if number.isNaN { return .float(number) }
            return .float(Swift.min(Swift.max(number, low ?? -.infinity), high ?? .infinity))
        default:
            var tensor = try Tensor.from(x)
            // 0.5 is no bound for whole numbers without making them floats, as in NumPy.
            if !areWhole, !tensor.dtype.isFloating { tensor = try tensor.converted(to: .float32) }
            return .tensor(try tensor.clamped(min: low, max: high))
        }
    }
}

extension Int {
    /// The nearest int there is; 0 for a NaN.
    fileprivate init(clamping value: Double) {
        self = value.isNaN ? 0 : value >= 0x1p63 ? .max : value < -0x1p63 ? .min : Int(value)
    }
}

struct Maximum: Command {
    static let name = "maximum", summary = "The larger of two, element by element."
    static let searchTerms = ["pmax", "fmax"]
    static let examples = [
        Example("maximum(1, 2)", gives: "2"), Example("list(maximum([1, 5], 3))", gives: "[3, 5]"),
    ]
    @Argument("A number or a tensor.") var a: Value
    @Argument("A number or a tensor.") var b: Value
    func run(in context: Context) throws -> Value { try extreme(.maximum, a, b) }
}

struct Minimum: Command {
    static let name = "minimum", summary = "The smaller of two, element by element."
    static let searchTerms = ["pmin", "fmin"]
    static let examples = [
        Example("minimum(1, 2)", gives: "1"), Example("list(minimum([1, 5], 3))", gives: "[1, 3]"),
    ]
    @Argument("A number or a tensor.") var a: Value
    @Argument("A number or a tensor.") var b: Value
    func run(in context: Context) throws -> Value { try extreme(.minimum, a, b) }
}

/// Two plain numbers keep their precision; a plain number takes the dtype of the tensor that it meets.
private func extreme(_ operation: BinaryOperation, _ a: Value, _ b: Value) throws -> Value {
    switch (a.scalar, b.scalar) {
    case (.int(let x)?, .int(let y)?): return .int(Int(operation == .maximum ? Swift.max(x, y) : Swift.min(x, y)))
    case (let x?, let y?):
        guard x.dtype == .float32 || y.dtype == .float32 else {
            return try scalarOrTensor(Tensor.binary(operation, Tensor(x), Tensor(y)))
        }
        let (left, right) = (Double(x), Double(y))
        if left.isNaN || right.isNaN { return .float(.nan) }
        return .float(operation == .maximum ? Swift.max(left, right) : Swift.min(left, right))
    case (let x?, nil): return try scalarOrTensor(Tensor.binary(operation, x, Tensor.from(b)))
    case (nil, let y?): return try scalarOrTensor(Tensor.binary(operation, Tensor.from(a), y))
    case (nil, nil): return try scalarOrTensor(Tensor.binary(operation, Tensor.from(a), Tensor.from(b)))
    }
}

extension Double {
    fileprivate init(_ scalar: Scalar) {
        switch scalar {
        case .bool(let bool): self = bool ? 1 : 0
        case .int(let int): self = Double(int)
        case .float(let float): self = float
        }
    }
}
