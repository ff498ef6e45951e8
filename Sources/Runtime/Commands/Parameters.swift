import Language
import Synchronization
import Tensors

/// The type-erased side of `@Argument` and `@Option`: what the binder fills and help reads.
public protocol ParameterSlot: AnyObject {
    var help: String { get }
    var typeName: String { get }
    var isOption: Bool { get }
    /// A call may leave it out.
    var isOptional: Bool { get }
    /// As help shows it; nil where there is none.
    var defaultText: String? { get }
    var choices: [String]? { get }
    var unit: ParameterUnit? { get }
    /// What the value names, for completion: see `CommandDescription.Parameter.completes`.
    var completes: String? { get }
    /// What is bound now, as the parameter's type has it: defaults filled in, quantities as plain numbers.
    var bound: Value { get }
    /// The same of the default; nil where there is none.
    var standard: Value? { get }
    /// - Throws: `Mismatch` where the value does not fit.
    func assign(_ value: Value) throws
    func reset()
}

/// A value was of the wrong kind; the binder adds the command's and the parameter's name.
public struct Mismatch: Error {
    public var expected: String
    public var found: String
    public var help: String?
    /// The id of the error that it becomes.
    public var id = "call.type"

    public init(expected: String, found: String, help: String? = nil) {
        self.expected = expected
        self.found = found
        self.help = help
    }

    init(id: String, expected: String, found: String, help: String? = nil) {
        self.init(expected: expected, found: found, help: help)
        self.id = id
    }

    public init(expected: String, found value: Value, help: String? = nil) {
        self.init(expected: expected, found: value.typeWithArticle, help: help)
    }
}

final class Slot<Wrapped: ValueRepresentable>: ParameterSlot {
    let help: String
    let isOption: Bool
    let initial: Wrapped?
    let choices: [String]?
    let unit: ParameterUnit?
    let completes: String?
    var value: Wrapped?

    init(
        help: String, isOption: Bool, initial: Wrapped?, choices: [String]? = nil, unit: ParameterUnit? = nil,
        completes: String? = nil
    ) {
        self.help = help
        self.isOption = isOption
        self.initial = initial
        self.choices = choices
        self.unit = unit
        self.completes = completes
        value = initial
    }

    var typeName: String { Wrapped.typeName }
    var isOptional: Bool { initial != nil }
    var defaultText: String? { initial.map { $0.value.literal } }
    var bound: Value { value?.value ?? .none }
    var standard: Value? { initial?.value }
    func reset() { value = initial }

    /// Quantities as plain numbers in the parameter's unit, in lists too.
    private func converted(_ given: Value) throws -> Value {
        guard let unit else { return given }
        switch given {
        case .quantity(let quantity):
            guard let factor = unit.factor(of: quantity.unit) else {
                throw Mismatch(id: "call.wrong-unit", expected: "a value in \(unit.written)", found: given.literal)
            }
            let amount = quantity.amount * factor
            return Int(exactly: amount).map { .int($0) } ?? .float(amount)
        case .list(let items): return .list(try items.map(converted))
        default: return given
        }
    }

    func assign(_ given: Value) throws {
        let given = try converted(given)
        if let choices, case .string(let word) = given, !choices.contains(word.string) {
            throw Mismatch(
                id: "call.unknown-choice",
                expected: "one of \(choices.map { "\"\($0)\"" }.joined(separator: ", "))", found: "\"\(word)\"",
                help: suggestion(for: word.string, among: choices).map { "did you mean \"\($0)\"?" })
        }
        value = try Wrapped.from(given)
    }
}

/// A positional parameter (it can be given by name too). With an initial value it may be left out.
@propertyWrapper
public struct Argument<Wrapped: ValueRepresentable> {
    public let slot: any ParameterSlot
    private let typed: Slot<Wrapped>

    public init(_ help: String, from choices: [String]? = nil, unit: ParameterUnit? = nil, completes: String? = nil) {
        typed = Slot(
            help: help, isOption: false, initial: Wrapped.absent, choices: choices, unit: unit, completes: completes)
        slot = typed
    }

    public init(
        wrappedValue: Wrapped, _ help: String, from choices: [String]? = nil, unit: ParameterUnit? = nil,
        completes: String? = nil
    ) {
        typed = Slot(
            help: help, isOption: false, initial: wrappedValue, choices: choices, unit: unit, completes: completes)
        slot = typed
    }

    /// Bound before `run(in:)` is called: the binder refuses a call that lacks a required argument.
    public var wrappedValue: Wrapped {
        guard let value = typed.value else { preconditionFailure("read before it was bound") }
        return value
    }
}

/// A named parameter: `steps=30`.
@propertyWrapper
public struct Option<Wrapped: ValueRepresentable> {
    public let slot: any ParameterSlot
    private let typed: Slot<Wrapped>

    public init(_ help: String, from choices: [String]? = nil, unit: ParameterUnit? = nil, completes: String? = nil) {
        typed = Slot(
            help: help, isOption: true, initial: Wrapped.absent, choices: choices, unit: unit, completes: completes)
        slot = typed
    }

    public init(
        wrappedValue: Wrapped, _ help: String, from choices: [String]? = nil, unit: ParameterUnit? = nil,
        completes: String? = nil
    ) {
        typed = Slot(
            help: help, isOption: true, initial: wrappedValue, choices: choices, unit: unit, completes: completes)
        slot = typed
    }

    /// Bound before `run(in:)` is called, as an argument is; an option that may be left out always has a value.
    public var wrappedValue: Wrapped {
        guard let value = typed.value else { preconditionFailure("read before it was bound") }
        return value
    }
}

/// How the binder finds the slots behind a command's properties.
protocol SlotCarrier { var slot: any ParameterSlot { get } }
extension Argument: SlotCarrier {}
extension Option: SlotCarrier {}
