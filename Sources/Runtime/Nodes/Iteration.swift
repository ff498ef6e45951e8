import Language
import Tensors

/// What a `for` loop or a comprehension visits.
enum Iteration {
    /// Calls `body` with each item, checking for an interrupt before each, until it returns false.
    static func visit(_ value: Value, pairs: Bool, in context: Context, _ body: (Value) throws -> Bool) throws {
        switch value {
        case .list(let items):
            for item in items {
                try context.check()
                if try !body(item) { return }
            }
        case .string(let text):
            for character in text.string {
                try context.check()
                if try !body(.string(String(character))) { return }
            }
        case .record(let record):
            for (key, field) in record.fields {
                try context.check()
                if try !body(pairs ? .list([.string(key), field]) : .string(key)) { return }
            }
        case .table(let table):
            for index in 0..<table.rowCount {
                try context.check()
                if try !body(.record(table.row(index))) { return }
            }
        case .tensor(let tensor):
            guard let count = tensor.shape.first else { throw notIterable(value) }
            for index in 0..<count {
                try context.check()
                if try !body(try TensorIndexing.part(tensor, at: index)) { return }
            }
        case .native(let object):
            guard let items = try object.elements() else { throw notIterable(value) }
            try visit(.list(items), pairs: pairs, in: context, body)
        default: throw notIterable(value)
        }
    }

    /// The numbers of a range one by one, without making a list of them.
    static func visit(_ range: IntegerRange, in context: Context, _ body: (Value) throws -> Bool) throws {
        for position in 0..<range.count {
            try context.check()
            if try !body(.int(range.start &+ position &* range.step)) { return }
        }
    }

    private static func notIterable(_ value: Value) -> Problem {
        var help: String?
        if case .int = value { help = "loop over range(…)" }
        return Problem("loop.type", "cannot loop over \(value.typeWithArticle)", help: help)
    }
}

/// What stands after `in`: a value, or a `range(…)` that is counted instead of listed.
final class IterationNode: Node {
    let over: Node
    /// Set where the expression is a plain call of the name `range`.
    private let rangeCall: Call?

    init(_ over: Node) {
        self.over = over
        if let call = over as? Call, let name = call.callee as? GlobalName, name.cell.name == "range", !call.hasBlock {
            rangeCall = call
        } else {
            rangeCall = nil
        }
        super.init(over.span)
    }

    func visit(_ frame: Frame, pairs: Bool, _ body: (Value) throws -> Bool) throws {
        switch try subject(frame) {
        case .range(let range):
            do { try Iteration.visit(range, in: frame.context, body) } catch { throw frame.locate(error, at: span) }
        case .value(let value): try visit(value, frame, pairs, body)
        }
    }

    /// What the loop goes over.
    enum Subject {
        case range(IntegerRange)
        case value(Value)
    }

    func subject(_ frame: Frame) throws -> Subject {
        guard let call = rangeCall, let name = call.callee as? GlobalName, name.cell.value == nil,
            frame.context.registry.commands["range"] != nil,
            case .function(let function) = try call.callee.evaluate(frame)
        else { return .value(try over.evaluate(frame)) }
        let arguments = try call.arguments(frame)
        if let range = IntegerRange(arguments) { return .range(range) }
        return .value(try call.invoke(function, arguments, frame))
    }

    func visit(_ value: Value, _ frame: Frame, _ pairs: Bool, _ body: (Value) throws -> Bool) throws {
        do { try Iteration.visit(value, pairs: pairs, in: frame.context, body) } catch {
            throw frame.locate(error, at: span)
        }
    }
}

extension IntegerRange {
    /// The range of `range(stop)`, `range(start, stop)`, `range(start, stop, step=…)` with ints; nil for other
    /// arguments, which the command itself takes or refuses.
    fileprivate init?(_ arguments: Arguments) {
        let numbers = arguments.positional.compactMap { if case .int(let int) = $0 { int } else { nil } }
        guard numbers.count == arguments.positional.count, (1...3).contains(numbers.count) else { return nil }
        var step = numbers.count == 3 ? numbers[2] : 1
        if let named = arguments.named.first {
            guard arguments.named.count == 1, named.name == "step", case .int(let int) = named.value, numbers.count < 3
            else {
                return nil
            }
            step = int
        }
        let bounds = numbers.count == 1 ? (0, numbers[0]) : (numbers[0], numbers[1])
        guard let range = try? IntegerRange(start: bounds.0, stop: bounds.1, step: step) else { return nil }
        self = range
    }
}
