import Glibc
import Runtime
import Tensors

extension CommandLibrary {
    static var tensorElementwise: [any Command.Type] {
        [
            Sqrt.self, Exp.self, Log.self, Sin.self, Cos.self, Tan.self, Tanh.self, Sigmoid.self, Relu.self, Abs.self,
            Floor.self, Ceil.self, Round.self, Sign.self, IsNaN.self, IsFinite.self, Clamp.self, Maximum.self,
            Minimum.self, Log2.self, Log10.self, Log1p.self,
        ]
    }
}

/// A function of one number, used on each element of a tensor or a list.
protocol Elementwise: Command where Output == Value {
    static var operation: UnaryOperation { get }
    static func scalar(_ number: Double) -> Double
    var x: Value { get }
}

extension Elementwise {
    func run(in context: Context) throws -> Value {
        switch x {
        case .int(let int): return .float(Self.scalar(Double(int)))
        case .float(let float): return .float(Self.scalar(float))
        default: return try .of(Tensor.from(x).unary(Self.operation))
        }
    }
}

struct Sqrt: Elementwise {
    static let name = "sqrt", summary = "The square root; NaN below 0."
    static let examples = [Example("sqrt(9)", gives: "3.0")]
    static let operation = UnaryOperation.sqrt
    static func scalar(_ number: Double) -> Double { number.squareRoot() }
    @Argument("A number or a tensor.") var x: Value
}

struct Exp: Elementwise {
    static let name = "exp", summary = "e to the power x."
    static let examples = [Example("exp(0)", gives: "1.0")]
    static let operation = UnaryOperation.exp
    static func scalar(_ number: Double) -> Double { Glibc.exp(number) }
    @Argument("A number or a tensor.") var x: Value
}

struct Log: Elementwise {
    static let name = "log", summary = "The natural logarithm."
    static let searchTerms = ["ln"]
    static let examples = [Example("log(1)", gives: "0.0")]
    static let operation = UnaryOperation.log
    static func scalar(_ number: Double) -> Double { Glibc.log(number) }
    @Argument("A number or a tensor.") var x: Value
}

struct Log2: Elementwise {
    static let name = "log2", summary = "The logarithm to base 2."
    static let examples = [Example("log2(8)", gives: "3.0")]
    static let operation = UnaryOperation.log2
    static func scalar(_ number: Double) -> Double { Glibc.log2(number) }
    @Argument("A number or a tensor.") var x: Value
}

struct Log10: Elementwise {
    static let name = "log10", summary = "The logarithm to base 10."
    static let examples = [Example("log10(1000)", gives: "3.0")]
    static let operation = UnaryOperation.log10
    static func scalar(_ number: Double) -> Double { Glibc.log10(number) }
    @Argument("A number or a tensor.") var x: Value
}

struct Log1p: Elementwise {
    static let name = "log1p", summary = "The natural logarithm of 1 + x, exact for small x."
    static let examples = [Example("log1p(0)", gives: "0.0")]
    static let operation = UnaryOperation.log1p
    static func scalar(_ number: Double) -> Double { Glibc.log1p(number) }
    @Argument("A number or a tensor.") var x: Value
}

struct Sin: Elementwise {
    static let name = "sin", summary = "The sine of an angle in radians."
    static let examples = [Example("sin(0)", gives: "0.0")]
    static let operation = UnaryOperation.sin
    static func scalar(_ number: Double) -> Double { Glibc.sin(number) }
    @Argument("A number or a tensor.") var x: Value
}

struct Cos: Elementwise {
    static let name = "cos", summary = "The cosine of an angle in radians."
    static let examples = [Example("cos(0)", gives: "1.0")]
    static let operation = UnaryOperation.cos
    static func scalar(_ number: Double) -> Double { Glibc.cos(number) }
    @Argument("A number or a tensor.") var x: Value
}

struct Tan: Elementwise {
    static let name = "tan", summary = "The tangent of an angle in radians."
    static let examples = [Example("tan(0)", gives: "0.0")]
    static let operation = UnaryOperation.tan
    static func scalar(_ number: Double) -> Double { Glibc.tan(number) }
    @Argument("A number or a tensor.") var x: Value
}

struct Tanh: Elementwise {
    static let name = "tanh", summary = "The hyperbolic tangent."
    static let examples = [Example("tanh(0)", gives: "0.0")]
    static let operation = UnaryOperation.tanh
    static func scalar(_ number: Double) -> Double { Glibc.tanh(number) }
    @Argument("A number or a tensor.") var x: Value
}

struct Sigmoid: Elementwise {
    static let name = "sigmoid", summary = "1 / (1 + e^-x)."
    static let searchTerms = ["logistic"]
    static let examples = [Example("sigmoid(0)", gives: "0.5")]
    static let operation = UnaryOperation.sigmoid
    static func scalar(_ number: Double) -> Double { 1 / (1 + Glibc.exp(-number)) }
    @Argument("A number or a tensor.") var x: Value
}

struct Relu: Elementwise {
    static let name = "relu", summary = "x where it is positive, else 0."
    static let examples = [Example("relu(-2.0)", gives: "0.0")]
    static let operation = UnaryOperation.relu
    static func scalar(_ number: Double) -> Double { number.isNaN ? number : Swift.max(number, 0) }
    @Argument("A number or a tensor.") var x: Value
}

/// Operations under which a whole number stays one.
protocol WholeElementwise: Command where Output == Value {
    static var operation: UnaryOperation { get }
    static func scalar(_ number: Double) -> Double
    static func whole(_ number: Int) throws -> Int
    var x: Value { get }
}

extension WholeElementwise {
    static func whole(_ number: Int) throws -> Int { number }
    func run(in context: Context) throws -> Value {
        switch x {
        case .int(let int): return .int(try Self.whole(int))
        case .float(let float): return .float(Self.scalar(float))
        default: return try .of(Tensor.from(x).unary(Self.operation))
        }
    }
}

struct Abs: WholeElementwise {
    static let name = "abs", summary = "The size of a number without its sign."
    static let examples = [Example("abs(-3)", gives: "3")]
    static let operation = UnaryOperation.abs
    static func scalar(_ number: Double) -> Double { Swift.abs(number) }
    static func whole(_ number: Int) throws -> Int {
        guard number != Int.min else { throw Problem("number.overflow", "the result does not fit into an int") }
        return Swift.abs(number)
    }
    @Argument("A number or a tensor.") var x: Value
}

struct Floor: WholeElementwise {
    static let name = "floor", summary = "The next whole number below."
    static let examples = [Example("floor(1.7)", gives: "1.0")]
    static let operation = UnaryOperation.floor
    static func scalar(_ number: Double) -> Double { number.rounded(.down) }
    @Argument("A number or a tensor.") var x: Value
}

struct Ceil: WholeElementwise {
    static let name = "ceil", summary = "The next whole number above."
    static let examples = [Example("ceil(1.2)", gives: "2.0")]
    static let operation = UnaryOperation.ceil
    static func scalar(_ number: Double) -> Double { number.rounded(.up) }
    @Argument("A number or a tensor.") var x: Value
}

struct Sign: WholeElementwise {
    static let name = "sign", summary = "-1, 0 or 1."
    static let examples = [Example("sign(-2.5)", gives: "-1.0")]
    static let operation = UnaryOperation.sign
    static func scalar(_ number: Double) -> Double { number.isNaN ? number : number > 0 ? 1 : number < 0 ? -1 : 0 }
    static func whole(_ number: Int) throws -> Int { number.signum() }
    @Argument("A number or a tensor.") var x: Value
}

struct Round: Command {
    static let name = "round",
        summary = "The nearest number with so many digits; halves go to the even one, as in NumPy."
    static let examples = [Example("round(2.345, 2)", gives: "2.35"), Example("round(2.5)", gives: "2.0")]
    @Argument("A number or a tensor.") var x: Value
    @Argument("Digits after the point.") var digits = 0

    func run(in context: Context) throws -> Value {
        guard (-30...30).contains(digits) else {
            throw Problem("number.range", "digits goes from -30 to 30, found \(digits)")
        }
        let scale = Glibc.pow(10, Double(digits))
        switch x {
        case .int where digits >= 0: return x
        case .int, .float:
            let number = try Double.from(x)
            let scaled = (number * scale).rounded(.toNearestOrEven) / scale
            return .float(scaled.isFinite ? scaled : number)
        default:
            let tensor = try Tensor.from(x)
            guard digits != 0 else { return .tensor(try tensor.unary(.round)) }
            let factor = try Tensor(scalar: Float(scale))
            return .tensor(try Tensor.divide(Tensor.multiply(tensor, factor).unary(.round), factor))
        }
    }
}

struct IsNaN: Command {
    static let name = "is_nan", summary = "Whether a number is NaN, element by element."
    static let searchTerms = ["isnan", "isna", "missing"]
    static let examples = [Example("is_nan(0.0)", gives: "false")]
    @Argument("A number or a tensor.") var x: Value
    func run(in context: Context) throws -> Value {
        switch x {
        case .int: return .bool(false)
        case .float(let float): return .bool(float.isNaN)
        case .none: return .bool(false)
        default: return try .of(Tensor.from(x).unary(.isNaN))
        }
    }
}

struct IsFinite: Command {
    static let name = "is_finite", summary = "Whether a number is neither NaN nor infinite, element by element."
    static let searchTerms = ["isfinite", "isinf"]
    static let examples = [Example("is_finite(1.0)", gives: "true")]
    @Argument("A number or a tensor.") var x: Value
    func run(in context: Context) throws -> Value {
        switch x {
        case .int: return .bool(true)
        case .float(let float): return .bool(float.isFinite)
        default: return try .of(Tensor.from(x).unary(.isFinite))
        }
    }
}
