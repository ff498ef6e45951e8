/// The syntax tree. Every node knows its span; names are resolved later.
public struct Program: Sendable {
    public var source: Source
    public var body: [Statement]
    public var cells: [Cell]

    public init(source: Source, body: [Statement], cells: [Cell]) {
        self.source = source
        self.body = body
        self.cells = cells
    }
}

public struct Statement: Sendable {
    public indirect enum Kind: Sendable {
        case expression(Expression)
        /// `a = e`, `a, b = e`, `x[i] = e`, `r.field = e`.
        case assign(targets: [Expression], value: Expression)
        /// `a += e` and its kin.
        case update(target: Expression, op: BinaryOperator, value: Expression)
        case define(FunctionDefinition)
        case whileLoop(condition: Expression, body: [Statement])
        /// `for a, b in e`.
        case forLoop(names: [Name], over: Expression, body: [Statement])
        case useModule(path: String, alias: Name?)
        case returnValue(Expression?)
        case breakLoop
        case continueLoop
    }

    public var kind: Kind
    public var span: Span
    /// A trailing `;`: the answer is not shown.
    public var isSilent: Bool
    /// The height of the tree below; see `Parser.deepestTree`.
    public let depth: Int

    public init(_ kind: Kind, span: Span, isSilent: Bool = false) {
        self.kind = kind
        self.span = span
        self.isSilent = isSilent
        depth = kind.depth
    }
}

public struct Name: Sendable {
    public var text: String
    public var span: Span

    public init(_ text: String, span: Span) {
        self.text = text
        self.span = span
    }
}

public struct Parameter: Sendable {
    public var name: Name
    public var defaultValue: Expression?

    public init(name: Name, defaultValue: Expression?) {
        self.name = name
        self.defaultValue = defaultValue
    }
}

/// A `def`, a lambda or a trailing block.
public final class FunctionDefinition: Sendable {
    /// nil for a lambda or a block.
    public let name: Name?
    public let parameters: [Parameter]
    public let body: [Statement]
    /// The comment block above, without the `#`.
    public let documentation: String
    public let span: Span

    public init(name: Name?, parameters: [Parameter], body: [Statement], documentation: String, span: Span) {
        self.name = name
        self.parameters = parameters
        self.body = body
        self.documentation = documentation
        self.span = span
    }
}

public enum BinaryOperator: String, Sendable, CaseIterable {
    case add = "+", subtract = "-", multiply = "*", divide = "/", floorDivide = "//", remainder = "%", power = "**"
    case matmul = "@"
    case equal = "==", notEqual = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
    case isIn = "in", isNotIn = "not in"
    /// Short-circuit.
    case and, or
}

public enum UnaryOperator: String, Sendable { case minus = "-", plus = "+", not }

public struct Argument: Sendable {
    /// nil for a positional argument.
    public var name: Name?
    public var value: Expression

    public init(name: Name?, value: Expression) {
        self.name = name
        self.value = value
    }
}

/// What stands inside `[…]` between commas.
public struct Subscript: Sendable {
    public indirect enum Kind: Sendable {
        case index(Expression)
        case slice(start: Expression?, stop: Expression?, step: Expression?)
        /// `...`
        case ellipsis
    }

    /// The axis name in `x[step=10:40]`, or nil.
    public var axis: Name?
    public var kind: Kind
    public var span: Span

    public init(axis: Name?, kind: Kind, span: Span) {
        self.axis = axis
        self.kind = kind
        self.span = span
    }
}

public enum StringPart: Sendable {
    case text(String)
    case value(Expression)
}

public struct Expression: Sendable {
    public indirect enum Kind: Sendable {
        case none
        case bool(Bool)
        case int(Int)
        case float(Double)
        /// `512px`, `60%`, `8GiB`; the unit as written.
        case quantity(Double, unit: String)
        case string([StringPart])
        case name(String)
        case list([Expression])
        case record([(key: Name, value: Expression)])
        /// `[f(x) for x in xs if c]`.
        case comprehension(value: Expression, names: [Name], over: Expression, condition: Expression?)
        case unary(UnaryOperator, Expression)
        /// `span` is the operator's own.
        case binary(BinaryOperator, Expression, Expression, span: Span)
        /// `a < b < c`: operands one more than operators.
        case chain(operands: [Expression], operators: [BinaryOperator])
        /// The block of a trailing `do … end` is the last positional argument and `hasBlock` is true.
        case call(Expression, arguments: [Argument], hasBlock: Bool)
        /// `x |> f(a)`: calls `f` with `x` before the other arguments. A nil subject is the last answer.
        case pipe(Expression?, into: Expression)
        case field(Expression, Name)
        case index(Expression, [Subscript])
        case function(FunctionDefinition)
        /// `if/elseif/else/end` and `if c then a else b`.
        case conditional(branches: [(condition: Expression, body: [Statement])], otherwise: [Statement]?)
        case attempt(Expression, fallback: Expression)
        /// `with seed(7), threads(1) … end`.
        case with([Expression], body: [Statement])
    }

    public var kind: Kind
    public var span: Span
    /// The height of the tree below; see `Parser.deepestTree`.
    public let depth: Int

    public init(_ kind: Kind, span: Span) {
        self.kind = kind
        self.span = span
        depth = kind.depth
    }
}
