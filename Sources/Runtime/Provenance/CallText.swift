import Language
import Tensors

/// A call as a line of script that gives the same value when it is run: settled seeds and schedulers are written out,
/// options that have their defaults are not.
struct CallText {
    /// Nil where an argument cannot be written, such as a large tensor.
    let text: String?
    private static let longest = 4000

    init(_ call: BoundCall, settled: [String: Value]) {
        var parts: [String] = []
        for (name, slot) in zip(call.names, call.slots) {
            let value = settled[name] ?? slot.bound
            let isSettled = settled[name] != nil
            if slot.isOptional, !isSettled, let standard = slot.standard, value.isSame(as: standard) { continue }
            if slot.isOptional, case .none = value { continue }
            guard let written = CallText.written(value) else {
                text = nil
                return
            }
            parts.append(slot.isOption ? "\(name)=\(written)" : written)
        }
        let line = "\(call.name)(\(parts.joined(separator: ", ")))"
        text = line.utf8.count <= CallText.longest ? line : nil
    }

    /// The value as a script would write it; nil where it cannot.
    private static func written(_ value: Value) -> String? {
        switch value {
        case .none, .bool, .int, .float, .string, .quantity: return value.literal
        case .list(let items):
            guard items.count <= 256 else { return nil }
            var parts: [String] = []
            for item in items {
                guard let text = written(item) else { return nil }
                parts.append(text)
            }
            return "[\(parts.joined(separator: ", "))]"
        case .record(let record):
            guard record.count <= 64 else { return nil }
            var parts: [String] = []
            for (key, item) in record.fields {
                guard let text = written(item) else { return nil }
                parts.append("\(Value.string(key).literal): \(text)")
            }
            return "{\(parts.joined(separator: ", "))}"
        case .tensor, .table: return call(of: value)
        case .function(let function): return function.text
        case .native(let object): return (object as? any Scripted)?.script ?? call(of: value)
        }
    }

    private static func call(of value: Value) -> String? {
        guard case .string(let call)? = value.provenance?.record["call"] else { return nil }
        return call.string
    }
}

extension Function {
    /// Its own text, where it reads nothing of the place that it was written in; a command's name.
    var text: String? {
        guard let closure else { return name }
        guard let definition = closure.code.definition, definition.name == nil, closure.captures.isEmpty else {
            return nil
        }
        var names = MeantNames()
        names.visit(definition)
        let cells = closure.code.module?.cells ?? [:]
        guard names.uses.allSatisfy({ cells[$0.name]?.value == nil }) else { return nil }
        return closure.code.source.text(of: definition.span)
    }
}

extension Value {
    /// Equal in kind and content, for telling a default from what was given.
    fileprivate func isSame(as other: Value) -> Bool {
        switch (self, other) {
        case (.none, .none): true
        case (.bool(let a), .bool(let b)): a == b
        case (.int(let a), .int(let b)): a == b
        case (.float(let a), .float(let b)): a == b
        case (.string(let a), .string(let b)): a.string == b.string
        case (.list(let a), .list(let b)): a.count == b.count && zip(a, b).allSatisfy { $0.isSame(as: $1) }
        case (.record(let a), .record(let b)): a.count == 0 && b.count == 0
        default: false
        }
    }
}
