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
            for character in text {
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
        if let range = try integerRange(frame) { return try Iteration.visit(range, in: frame.context, body) }
        let value = try over.evaluate(frame)
        do { try Iteration.visit(value, pairs: pairs, in: frame.context, body) } catch {
            throw frame.locate(error, at: span)
        }
    }

    /// nil where `range` is something else here, or its arguments are not one to three ints.
    private func integerRange(_ frame: Frame) throws -> IntegerRange? {
        guard let call = rangeCall, let name = call.callee as? GlobalName, name.cell.value == nil,
            frame.context.registry.commands["range"] != nil, (1...3).contains(call.positional.count),
            call.named.allSatisfy({ $0.name.text == "step" }), call.positional.count + call.named.count <= 3,
            call.named.count <= 1
        else { return nil }
        // Only what has no effect is read twice, should the command have to be called after all.
        guard (call.positional + call.named.map(\.value)).allSatisfy({ $0 is Constant || $0 is LocalName || $0 is GlobalName })
        else { return nil }
        var numbers = [Int]()
        for node in call.positional {
            guard case .int(let number) = try node.evaluate(frame) else { return nil }
            numbers.append(number)
        }
        var step = numbers.count == 3 ? numbers[2] : 1
        if let node = call.named.first?.value {
            guard case .int(let number) = try node.evaluate(frame), numbers.count < 3 else { return nil }
            step = number
        }
        let (start, stop) = numbers.count == 1 ? (0, numbers[0]) : (numbers[0], numbers[1])
        return try? IntegerRange(start: start, stop: stop, step: step)
    }
}
