import Language
import Runtime

/// What was typed at a prompt and went well.
public struct SessionEntry: Sendable {
    /// Of its prompt, from 1.
    public var number: Int
    public var text: String
    /// Whether `out[number]` holds something.
    public var hasAnswer: Bool
    /// Run by a word of the session such as `:load`: it took no number, `number` is that of the next prompt.
    var isOfWord = false

    /// Whether it reads `out`.
    var usesAnswers: Bool {
        Source(name: "entry", text: text).mentions("out")
    }
}

extension Session {
    /// Shows a value as an answer is shown.
    func show(_ value: Value) {
        if let show = context.show { show(value) } else { context.output(value.plainDisplay()) }
    }

    /// Runs `body`; `ans` and `out` are afterwards what they were.
    func keepingAnswers<Result>(_ body: () throws -> Result) throws -> Result {
        let kept = (self["ans"], self["out"])
        defer { (self["ans"], self["out"]) = kept }
        return try body()
    }

    /// The value of an expression, which does not become `ans`. - Throws: as `run(_:name:onAnswer:)`.
    func evaluateQuietly(_ expression: String) throws -> Value {
        try keepingAnswers { try run(expression, name: "expression") }
    }

    /// - Throws: `Diagnostic`.
    func parsed(_ text: String, name: String) throws -> Program {
        do {
            return try context.runDeep { try Parser.parse(Source(name: name, text: text)) }
        } catch let diagnostic as Diagnostic {
            lastError = diagnostic
            throw diagnostic
        }
    }

    /// Runs the statements of a program so many times, compiled once; no answer is shown or kept.
    /// - Throws: as `run(_:name:onAnswer:)`.
    func run(_ program: Program, times: Int) throws {
        let (name, span) = ("_round", Span(0, 0))
        let count = Expression(
            .call(
                Expression(.name("range"), span: span),
                arguments: [.init(name: nil, value: Expression(.int(times), span: span))], hasBlock: false), span: span)
        var repeated = program
        repeated.body = [
            Statement(.forLoop(names: [Name(name, span: span)], over: count, body: program.body), span: span)
        ]
        defer { self[name] = nil }
        _ = try context.runDeep { try interpreter.run(repeated) }
    }
}

extension Program {
    /// Where each top-level name is given a value.
    var definitions: [String: String] {
        var found: [String: String] = [:]
        func add(_ name: String, _ span: Span) {
            let line = source.position(at: span.start).line
            let isEntry = source.name.hasPrefix("in[") && source.lineStarts.count == 1
            found[name] = isEntry ? source.name : "\(source.name), line \(line)"
        }
        func walk(_ statements: [Statement]) {
            for statement in statements {
                switch statement.kind {
                case .assign(let targets, _):
                    for target in targets { if case .name(let name) = target.kind { add(name, target.span) } }
                case .update(let target, _, _): if case .name(let name) = target.kind { add(name, target.span) }
                case .define(let function): if let name = function.name { add(name.text, name.span) }
                case .forLoop(let names, _, let body):
                    for name in names { add(name.text, name.span) }
                    walk(body)
                case .whileLoop(_, let body): walk(body)
                case .useModule(_, let alias): if let alias { add(alias.text, alias.span) }
                default: break
                }
            }
        }
        walk(body)
        return found
    }
}
