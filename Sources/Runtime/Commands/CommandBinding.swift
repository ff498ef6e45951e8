import Synchronization
import Tensors

/// Everything needed to call one command: its parameters, read once, and prepared instances to reuse.
///
/// A call takes an instance out of the pool, so a nested or re-entrant call of the same command gets another.
final class CommandBinding: @unchecked Sendable {
    /// An instance with the slots behind its properties.
    private final class Prepared {
        let command: any Command
        let slots: [any ParameterSlot]

        init(_ type: any Command.Type) {
            command = type.init()
            slots = Mirror(reflecting: command).children.compactMap { ($0.value as? any SlotCarrier)?.slot }
        }

        func reset() { for slot in slots { slot.reset() } }
    }

    let type: any Command.Type
    let name: String
    let names: [String]
    /// Positions of the `@Argument`s, in order.
    private let arguments: [Int]
    private let lastFunction: Int?
    private let isVariadic: Bool
    /// Its answers say how they were made, and may come out of the cache.
    private let isTraced: Bool
    private let pool = Mutex<[Box]>([])
    private struct Box: @unchecked Sendable { let prepared: Prepared }

    init(_ type: any Command.Type) {
        self.type = type
        name = type.name
        isVariadic = type.isVariadic
        isTraced = type.isTraced
        let first = Prepared(type)
        names = Mirror(reflecting: first.command).children.compactMap { child in
            guard child.value is any SlotCarrier, let label = child.label else { return nil }
            return (label.hasPrefix("_") ? String(label.dropFirst()) : label).snakeCased
        }
        arguments = first.slots.indices.filter { !first.slots[$0].isOption }
        lastFunction = first.slots.indices.last { first.slots[$0].typeName == Function.typeName }
        pool.withLock { $0.append(Box(prepared: first)) }
    }

    func call(_ given: Arguments, in context: Context) throws -> Value {
        let prepared = pool.withLock { $0.popLast() }?.prepared ?? Prepared(type)
        defer {
            prepared.reset()
            let box = Box(prepared: prepared)
            pool.withLock { if $0.count < 8 { $0.append(box) } }
        }
        try bind(given, to: prepared.slots)
        do {
            guard isTraced else { return try run(prepared.command, in: context) }
            return try BoundCall(prepared.command, names, prepared.slots, context).run()
        } catch let error as ArgumentProblem {
            // It belongs to a call that the command made, not to this one.
            throw error.problem
        } catch let mismatch as Mismatch {
            throw Problem(
                "call.type", "`\(name)` expected \(mismatch.expected), found \(mismatch.found)", help: mismatch.help)
        }
    }

    private func run(_ command: some Command, in context: Context) throws -> Value {
        try command.run(in: context).value
    }

    private func bind(_ given: Arguments, to slots: [any ParameterSlot]) throws {
        var isBound = [Bool](repeating: false, count: slots.count)
        var positional = given.positional[...]
        if given.hasBlock, let target = lastFunction, let block = positional.popLast() {
            try assign(block, to: target, slots, place: .positional(positional.count))
            isBound[target] = true
        }
        let places = arguments.filter { !isBound[$0] }
        for (index, place) in places.enumerated() {
            if isVariadic, index == places.count - 1 {
                guard !positional.isEmpty else { break }
                try assign(.list(Array(positional)), to: place, slots, place: .positional(index))
                isBound[place] = true
                positional = []
                break
            }
            guard let value = positional.popFirst() else { break }
            try assign(value, to: place, slots, place: .positional(index))
            isBound[place] = true
        }
        guard positional.isEmpty else { throw tooMany(given, places.count, slots) }
        for (word, value) in given.named {
            guard let place = names.firstIndex(of: word) else {
                throw ArgumentProblem(problem: .unknownOption(word, of: name, among: names), place: .named(word))
            }
            guard !isBound[place] else {
                throw ArgumentProblem(problem: .duplicateArgument(word, of: name), place: .named(word))
            }
            try assign(value, to: place, slots, place: .named(word))
            isBound[place] = true
        }
        for place in slots.indices where !isBound[place] && !slots[place].isOptional {
            // A variadic argument without a default takes nothing for an empty list.
            if isVariadic, place == arguments.last, (try? slots[place].assign(.list([]))) != nil { continue }
            throw Problem.missingArgument(names[place], of: name, signature: names)
        }
    }

    private func assign(
        _ value: Value, to place: Int, _ slots: [any ParameterSlot], place position: ArgumentProblem.Place
    ) throws {
        do { try slots[place].assign(value) } catch let mismatch as Mismatch {
            throw ArgumentProblem(problem: .argumentType(mismatch, names[place], of: name), place: position)
        } catch let problem as Problem {
            throw ArgumentProblem(problem: problem, place: position)
        }
    }

    private func tooMany(_ given: Arguments, _ most: Int, _ slots: [any ParameterSlot]) -> ArgumentProblem {
        let options = slots.indices.filter { slots[$0].isOption }.map { names[$0] }
        var help =
            options.isEmpty
            ? nil : "options are given by name: \(options.prefix(8).map { "\($0)=" }.joined(separator: " "))"
        // `zeros(2, 3)`, `max(a, b)`: what Python and Julia take apart is one list here.
        if most == 1, let first = arguments.first, !["int", "float"].contains(slots[first].typeName),
            given.named.isEmpty, given.positional.count < 9, given.positional.allSatisfy(\.isPlainNumber)
        {
            help =
                "several numbers go in one list: \(name)([\(given.positional.map(\.literal).joined(separator: ", "))])"
        }
        return ArgumentProblem(
            problem: .tooManyArguments(given.positional.count, most, name, help: help), place: .positional(most))
    }

    func description(chapter: String) -> CommandDescription {
        let prepared = Prepared(type)
        let parameters = prepared.slots.indices.map { index in
            let slot = prepared.slots[index]
            return CommandDescription.Parameter(
                name: names[index], help: slot.help, typeName: slot.typeName, isOption: slot.isOption,
                isRequired: !slot.isOptional, isVariadic: isVariadic && index == arguments.last,
                defaultText: slot.defaultText, choices: slot.choices, unit: slot.unit, completes: slot.completes)
        }
        return CommandDescription(
            name: name, summary: type.summary, discussion: type.discussion, searchTerms: type.searchTerms,
            examples: type.examples, parameters: parameters.filter { !$0.isOption } + parameters.filter(\.isOption),
            output: type.outputName, chapter: chapter)
    }

    /// The command as a value that scripts pass around: `map(xs, sqrt)`.
    func function() -> Function {
        let names = arguments.map { self.names[$0] }
        return Function(name: name, parameterNames: names, documentation: type.summary) { given, context in
            try self.call(given, in: context)
        }
    }
}

extension Command {
    fileprivate static var outputName: String { Output.typeName }
}
