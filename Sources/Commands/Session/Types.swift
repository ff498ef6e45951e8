import Runtime
import Tensors

struct TypeOf: Command {
    static let name = "type", summary = "The name of a value's type."
    static let searchTerms = ["typeof", "class", "isinstance"]
    static let examples = [Example("type([1, 2])", gives: "\"list\""), Example("type(2.5)", gives: "\"float\"")]
    @Argument("Any value.") var subject: Value
    func run(in context: Context) throws -> String { subject.typeName }
}

struct Raise: Command {
    static let name = "error", summary = "Stops with an error of your own."
    static let searchTerms = ["raise", "throw", "fail", "panic"]
    static let examples = [Example("try error(\"no such finding\") else 0", gives: "0")]
    @Argument("One sentence: what was found, what was expected.") var message: String
    @Option("What to try.") var help: String?
    func run(in context: Context) throws -> Nothing { throw Problem("script.error", message, help: help) }
}

struct ToInt: Command {
    static let name = "int", summary = "A whole number from a number (cut towards zero), a bool or a string."
    static let searchTerms = ["integer", "parse", "truncate"]
    static let examples = [Example("int(2.9)", gives: "2"), Example("int(\"42\")", gives: "42")]
    @Argument("A number, a string, a bool or a tensor.") var subject: Value

    func run(in context: Context) throws -> Value {
        switch subject {
        case .int: return subject
        case .bool(let bool): return .int(bool ? 1 : 0)
        case .float(let float):
            guard let int = Int(exactly: float.rounded(.towardZero)) else {
                throw Problem("number.not-an-integer", "\(subject.literal) has no int")
            }
            return .int(int)
        case .string(let string):
            let digits = string.string.filter { $0 != "_" && !$0.isWhitespace }
            guard let int = Int(digits) else {
                throw Problem("number.not-a-number", "the string \(subject.literal) is not a whole number")
            }
            return .int(int)
        case .tensor(let tensor): return try scalarOrTensor(tensor.converted(to: .int64))
        default: throw Mismatch(expected: "a number or a string", found: subject)
        }
    }
}

struct ToFloat: Command {
    static let name = "float", summary = "A float from a number, a bool or a string."
    static let searchTerms = ["double", "parse", "real"]
    static let examples = [Example("float(\"1e-3\")", gives: "0.001"), Example("float(2)", gives: "2.0")]
    @Argument("A number, a string, a bool or a tensor.") var subject: Value

    func run(in context: Context) throws -> Value {
        switch subject {
        case .bool(let bool): return .float(bool ? 1 : 0)
        case .string(let string):
            guard let float = Double(string.string.filter { $0 != "_" && !$0.isWhitespace }) else {
                throw Problem("number.not-a-number", "the string \(subject.literal) is not a number")
            }
            return .float(float)
        case .tensor(let tensor) where tensor.count != 1: return .tensor(try tensor.converted(to: .float32))
        case .quantity(let quantity): return .float(quantity.amount)
        default: return .float(try Double.from(subject))
        }
    }
}

struct ToString: Command {
    static let name = "string", summary = "The text that `print` would write."
    static let searchTerms = ["str", "repr", "format", "text"]
    static let examples = [
        Example("string([1, 2])", gives: "\"[1, 2]\""), Example("string(3.14159, digits=2)", gives: "\"3.14\""),
    ]
    @Argument("Any value.") var subject: Value
    @Option("Digits after the point, for numbers.") var digits: Int?

    func run(in context: Context) throws -> String {
        guard let digits else { return subject.printed }
        guard (0...30).contains(digits) else {
            throw Problem("number.range", "digits goes from 0 to 30, found \(digits)")
        }
        return fixed(try Double.from(subject), digits: digits)
    }
}

struct Literal: Command {
    static let name = "literal", summary = "The text that a script would contain: strings are quoted."
    static let searchTerms = ["repr", "quote"]
    static let examples = [Example("print(literal(\"a\"))")]
    @Argument("Any value.") var subject: Value
    func run(in context: Context) throws -> String { subject.literal }
}
