/// Something callable: a `def`, a lambda, a command.
public final class Function: @unchecked Sendable {
    /// The name of its `def` or command; nil for a lambda or a block.
    public let name: String?
    private let names: [String]
    private let comment: String
    private let body: ((Arguments, Context) throws -> Value)?
    /// Set for what a script defines: a call from a script goes there directly.
    let closure: Closure?
    let entry: UnsafeMutablePointer<Entry>?

    /// A function whose body is Swift.
    public init(
        name: String?, parameterNames: [String], documentation: String = "",
        body: @escaping (Arguments, Context) throws -> Value
    ) {
        self.name = name
        names = parameterNames
        comment = documentation
        self.body = body
        closure = nil
        entry = nil
    }

    init(closure: Closure) {
        name = closure.code.name
        names = []
        comment = ""
        body = nil
        self.closure = closure
        entry = closure.code.entry
    }

    /// Positional parameter names, in order.
    public var parameterNames: [String] { closure?.code.parameters.map(\.name) ?? names }
    /// The default of each parameter as it was written; nil where there is none. As long as `parameterNames`.
    public var parameterDefaults: [String?] {
        closure?.code.parameters.map(\.defaultText) ?? Array(repeating: nil, count: names.count)
    }
    /// Its comment block or the command's summary.
    public var documentation: String { closure?.code.documentation ?? comment }

    /// Calls it. - Throws: what the body throws, `Interrupted`, `limit.depth`.
    public func call(_ arguments: Arguments, in context: Context) throws -> Value {
        if context.depth == 0, !DeepStack.isDeep {
            return try context.runDeep { try callHere(arguments, in: context) }
        }
        return try callHere(arguments, in: context)
    }

    private func callHere(_ arguments: Arguments, in context: Context) throws -> Value {
        try context.enterCall()
        defer { context.leaveCall() }
        if let closure { return try closure.call(arguments, function: self, in: context) }
        return try body?(arguments, context) ?? .none
    }

    /// Calls it with positional arguments only.
    public func call(_ positional: [Value], in context: Context) throws -> Value {
        try call(Arguments(positional: positional), in: context)
    }

    /// What its script is called, and the line of its `def`; nil for a command. The line is nil for a function without
    /// a name.
    public var place: (source: String, line: Int?)? {
        guard let source = closure?.code.source else { return nil }
        guard let name else { return (source.name, nil) }
        let start = Array("def \(name)".utf8)
        let line = (1...max(source.lineStarts.count, 1)).first { number in
            let words = source.line(number).utf8.drop { $0 == 0x20 || $0 == 0x09 }
            return words.starts(with: start) && words.dropFirst(start.count).first == UInt8(ascii: "(")
        }
        return (source.name, line)
    }

    /// `f(x, k=3)`, for help and for printing.
    public var signature: String {
        let parameters = zip(parameterNames, parameterDefaults).map { name, text in text.map { "\(name)=\($0)" } ?? name
        }
        return "\(name ?? "function")(\(parameters.joined(separator: ", ")))"
    }
}

/// What stands between the parentheses of a call, evaluated.
public struct Arguments: Sendable {
    /// In order.
    public var positional: [Value]
    /// `option=value`, as written.
    public var named: [(name: String, value: Value)]
    /// The last positional argument is a `do … end` block.
    public var hasBlock: Bool

    public init(positional: [Value] = [], named: [(name: String, value: Value)] = [], hasBlock: Bool = false) {
        self.positional = positional
        self.named = named
        self.hasBlock = hasBlock
    }
}
