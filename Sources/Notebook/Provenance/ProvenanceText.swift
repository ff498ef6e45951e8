import Language
import Runtime

/// A readable account of how a value was made: first what it tells itself, then the statements of this session.
struct ProvenanceText {
    private let session: Session
    private var lines: [String] = []
    private static let deepest = 6
    private static let mostLines = 200
    private static let width = 78

    init(_ session: Session) { self.session = session }

    /// - Parameter name: the session's name for the value, where it has one.
    static func lines(of value: Value, name: String?, in session: Session) -> [String] {
        var text = ProvenanceText(session)
        let kind = value.typeName
        text.lines.append(name.map { "\($0): \(kind)" } ?? kind)
        if let provenance = value.provenance { text.add(provenance.record, indent: 1) }
        if let name {
            var seen: Set<String> = []
            text.add(statementOf: name, before: nil, indent: 1, seen: &seen)
        }
        if text.lines.count == 1 { text.lines.append("  nobody wrote down how it was made") }
        return text.lines
    }

    /// What a file tells of itself may hold anything: nothing that steers a terminal is passed on.
    private mutating func add(_ line: String, indent: Int) {
        guard lines.count < ProvenanceText.mostLines else { return }
        var text = String(repeating: "  ", count: indent)
        for scalar in line.unicodeScalars {
            text.unicodeScalars.append(scalar.properties.generalCategory == .control ? " " : scalar)
        }
        lines.append(text)
    }

    // MARK: What a value tells

    private mutating func add(_ record: Record, indent: Int) {
        guard indent <= ProvenanceText.deepest else { return add("…", indent: indent) }
        let command = record["command"]?.printed ?? "?"
        if let call = record["call"] {
            add("call: \(call.printed)", indent: indent)
        } else {
            add("made by \(command)", indent: indent)
            if case .record(let arguments)? = record["arguments"] {
                for (key, value) in arguments.fields { add("\(key) = \(value.brief(100))", indent: indent + 1) }
            }
        }
        if case .bool(false)? = record["complete"] {
            let steps =
                record["steps_done"].map { " after \($0.printed) of \(record["steps"]?.printed ?? "?") steps" } ?? ""
            add("incomplete: it was stopped\(steps)", indent: indent)
        }
        let facts = [
            ("model", "model"), ("hash", "hash"), ("seed", "seed"), ("scheduler", "scheduler"), ("dtype", "dtype"),
            ("kernels", "kernels"), ("threads", "threads"), ("version", "limn"), ("date", "on"),
        ].compactMap { key, title in record[key].map { "\(title) \($0.printed)" } }
        add(facts: facts, indent: indent)
        if let script = record["script"] {
            add("script: \(script.printed) (\(record["script_hash"]?.printed ?? ""))", indent: indent)
        }
        if case .list(let statements)? = record["statements"] {
            add("by the statements", indent: indent)
            for statement in statements {
                for line in statement.printed.split(separator: "\n") { add("| " + line, indent: indent + 1) }
            }
        }
        guard case .list(let inputs)? = record["inputs"] else { return }
        for case .record(let input) in inputs {
            add("from \(input["command"]?.printed ?? "?")", indent: indent)
            add(input, indent: indent + 1)
        }
    }

    /// As many on a line as fit into a usual window.
    private mutating func add(facts: [String], indent: Int) {
        var line = ""
        for fact in facts {
            if !line.isEmpty, 2 * indent + line.count + fact.count + 2 > ProvenanceText.width {
                add(line + ",", indent: indent)
                line = ""
            }
            line += line.isEmpty ? fact : ", " + fact
        }
        if !line.isEmpty { add(line, indent: indent) }
    }

    // MARK: What the session saw

    private mutating func add(statementOf name: String, before index: Int?, indent: Int, seen: inout Set<String>) {
        guard indent <= ProvenanceText.deepest, let found = session.journal.last(assigning: name, before: index),
            seen.insert("\(name) \(found.index)").inserted
        else { return }
        let place = found.entry.place
        let cell = place.cell.map { ", cell “\($0)”" } ?? ""
        add(
            "\(name) was given its value at \(session.context.shortPath(place.name)):\(place.line)\(cell)",
            indent: indent)
        if !found.entry.isComplete { add("incomplete: the statement was stopped", indent: indent) }
        for line in found.entry.lines { add("| " + line, indent: indent + 1) }
        for other in found.read {
            add(statementOf: other, before: found.index, indent: indent + 1, seen: &seen)
        }
    }
}
