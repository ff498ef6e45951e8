/// A piece of a script's text that the grammar takes as one.
struct Token: Sendable {
    enum Kind: Sendable {
        case int(Int)
        case float(Double)
        case quantity(Double, unit: String)
        case string([Piece])
        case name(String)
        case keyword(Keyword)
        case symbol(Symbol)
        case newline
        /// `# %%`: the position in `Tokens.markers`.
        case cell(Int)
        /// The position in `Tokens.diagnostics`.
        case invalid(Int)
        case end
    }

    /// A part of a string: text, or the tokens of `$name` and `$(expr)`.
    enum Piece: Sendable {
        case text(String)
        case tokens([Token], span: Span)
    }

    var kind: Kind
    var span: Span

    func `is`(_ symbol: Symbol) -> Bool {
        if case .symbol(symbol) = kind { return true }
        return false
    }

    func `is`(_ keyword: Keyword) -> Bool {
        if case .keyword(keyword) = kind { return true }
        return false
    }

    var isNewline: Bool {
        if case .newline = kind { return true }
        return false
    }

    var isEnd: Bool {
        if case .end = kind { return true }
        return false
    }

    var isCell: Bool {
        if case .cell = kind { return true }
        return false
    }

    var name: String? {
        if case .name(let text) = kind { return text }
        return nil
    }

    var keyword: Keyword? {
        if case .keyword(let word) = kind { return word }
        return nil
    }

    /// An operand can begin with it.
    var beginsOperand: Bool {
        switch kind {
        case .int, .float, .quantity, .string, .name: true
        case .keyword(let word): [.none, .true, .false, .if, .try, .with, .not].contains(word)
        case .symbol(let symbol): [.openParenthesis, .openBracket, .openBrace].contains(symbol)
        case .newline, .cell, .invalid, .end: false
        }
    }

    /// Words that stand for an operator elsewhere, and what stands for them here.
    static let wordOperators = [
        "is": "==", "mod": "%", "div": "//", "xor": "!=", "AND": "and", "OR": "or", "XOR": "!=", "eq": "==", "ne": "!=",
    ]

    var isWordOperator: Bool { name.map { Self.wordOperators[$0] != nil } ?? false }

    /// How a diagnostic calls it.
    func described(in source: Source) -> String {
        switch kind {
        case .int, .float, .quantity, .name, .symbol: "`\(source.text(in: span))`"
        case .keyword(let word): "`\(word.rawValue)`"
        case .string: "a string"
        case .newline: "the end of the line"
        case .cell: "the next cell"
        case .invalid: "something unreadable"
        case .end: "the end"
        }
    }
}

/// Words that cannot be names.
enum Keyword: String, Sendable, CaseIterable {
    case and, or, not, `in`, `if`, then, `else`, elseif, end, `for`, `while`, `do`, with, def, `return`, `break`
    case `continue`, use, `try`, none, `true`, `false`

    /// Stands after a finished operand, so `60%` before it is a quantity.
    var followsOperand: Bool {
        switch self {
        case .and, .or, .not, .in, .if, .then, .else, .elseif, .end, .for, .do: true
        default: false
        }
    }

    /// Ends a block or opens its next part.
    var closesBlock: Bool { self == .end || self == .else || self == .elseif }
}

extension Keyword {
    /// All keywords, for highlighting and completion.
    package static var words: [String] { allCases.map(\.rawValue) }
}

/// Operators and punctuation, the longest first where one begins another (see `Symbol.spellings`).
enum Symbol: String, Sendable, CaseIterable {
    case openParenthesis = "(", closeParenthesis = ")", openBracket = "[", closeBracket = "]"
    case openBrace = "{", closeBrace = "}"
    case comma = ",", colon = ":", semicolon = ";", dot = ".", ellipsis = "..."
    case assign = "=", arrow = "->", pipe = "|>"
    case plus = "+", minus = "-", star = "*", slash = "/", doubleSlash = "//", percent = "%", power = "**", at = "@"
    case equal = "==", notEqual = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
    case addAssign = "+=", subtractAssign = "-=", multiplyAssign = "*=", divideAssign = "/=", floorDivideAssign = "//="
    case remainderAssign = "%=", powerAssign = "**=", matmulAssign = "@="
    // Read only to say what Limn writes instead.
    case caret = "^", doubleAmpersand = "&&", doubleBar = "||", ampersand = "&", bar = "|", bang = "!", tilde = "~"
    case question = "?", leftShift = "<<", rightShift = ">>", walrus = ":=", fatArrow = "=>", tripleEqual = "==="

    /// The spellings by their first byte, the longest first.
    static let spellings: [[(bytes: [UInt8], symbol: Symbol)]] = {
        var table: [[(bytes: [UInt8], symbol: Symbol)]] = Array(repeating: [], count: 128)
        for symbol in allCases {
            let bytes = Array(symbol.rawValue.utf8)
            if let first = bytes.first, first < 128 { table[Int(first)].append((bytes, symbol)) }
        }
        return table.map { $0.sorted { $0.bytes.count > $1.bytes.count } }
    }()

    /// The bracket that closes this one.
    var closer: Symbol? {
        switch self {
        case .openParenthesis: .closeParenthesis
        case .openBracket: .closeBracket
        case .openBrace: .closeBrace
        default: nil
        }
    }

    var isCloser: Bool { self == .closeParenthesis || self == .closeBracket || self == .closeBrace }

    /// The operator inside `+=` and its kin.
    var updates: BinaryOperator? {
        switch self {
        case .addAssign: .add
        case .subtractAssign: .subtract
        case .multiplyAssign: .multiply
        case .divideAssign: .divide
        case .floorDivideAssign: .floorDivide
        case .remainderAssign: .remainder
        case .powerAssign: .power
        case .matmulAssign: .matmul
        default: nil
        }
    }
}

extension Source {
    /// The text of a span, as far as it lies inside.
    package func text(in span: Span) -> String {
        let start = min(max(span.start, 0), bytes.count)
        return String(decoding: bytes[start..<min(max(span.end, start), bytes.count)], as: UTF8.self)
    }
}
