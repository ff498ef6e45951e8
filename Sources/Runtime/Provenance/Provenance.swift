import Glibc
import Language
import Tensors

/// How a value was made: the command, its arguments, and what else decided its bits.
///
/// Values that were made of others tell of those too, to a bounded depth and number, so that a value that is made over
/// and over of itself does not grow a history.
public final class Provenance: @unchecked Sendable {
    /// `command`, `call` (a line that gives the value again, where one can be written), `arguments`, `model`, `hash`,
    /// `seed`, `scheduler`, `dtype`, `kernels`, `threads`, `version`, `date`, `script`, `script_hash`, `inputs`.
    public let record: Record
    private let depth: Int
    private static let deepest = 8
    private static let mostInputs = 16

    public init(_ record: Record) {
        self.record = record
        depth = Provenance.depth(of: record)
    }

    init(_ call: BoundCall, settled: [String: Value]) {
        var record = Record()
        let arguments = call.arguments(settled)
        record["command"] = .string(call.name)
        if let text = CallText(call, settled: settled).text { record["call"] = .string(text) }
        var shown = Record()
        for (name, value) in arguments {
            if case .none = value { continue }
            if case .list(let items) = value, items.isEmpty { continue }
            shown[name] = Provenance.short(value)
        }
        record["arguments"] = .record(shown)
        for (_, value) in arguments {
            guard case .native(let object) = value, let model = object as? any ReferencedNative else { continue }
            record["model"] = (try? model.field("name")) ?? Value.none
            record["hash"] = (try? model.field("hash")) ?? Value.none
        }
        if call.type.caching != nil {
            for name in ["prompt", "steps", "guidance", "size", "seed", "scheduler"] {
                if let value = arguments.first(where: { $0.name == name })?.value, value.isGiven {
                    record[name] = value
                }
            }
        }
        if call.type.caching != nil {
            for (name, value) in call.context.machine().fields where name != "processor" { record[name] = value }
            // What only follows from kept results tells no time: an unchanged script writes the same bytes again.
            record["date"] = .string(Provenance.now())
        }
        record["version"] = .string(limnVersion)
        record = call.context.withoutHome(record)
        if let script = call.context.script {
            record["script"] = .string(script.name)
            record["script_hash"] = .string(script.hash)
        }
        let inputs = Provenance.inputs(arguments.map(\.value))
        if !inputs.isEmpty { record["inputs"] = .list(inputs.map { .record($0.record) }) }
        self.record = record
        depth = 1 + (inputs.map(\.depth).max() ?? 0)
    }

    /// This, as the origin of a part: a picture of a run. `part` is what stands behind the call, such as `.image`.
    public func of(part: String, also facts: [(String, Value)] = []) -> Provenance {
        var copy = record
        if case .string(let call)? = record["call"] { copy["call"] = .string(call.string + part) }
        for (name, value) in facts { copy[name] = value }
        return Provenance(copy)
    }

    // MARK: Inputs

    /// What the arguments were made of, each once.
    private static func inputs(_ values: [Value]) -> [Provenance] {
        var found: [Provenance] = []
        func visit(_ value: Value, _ level: Int) {
            guard found.count < mostInputs, level < 4 else { return }
            if let one = value.provenance {
                if !found.contains(where: { $0 === one }) { found.append(one) }
                return
            }
            switch value {
            case .list(let items): for item in items.prefix(64) { visit(item, level + 1) }
            case .record(let record): for item in record.fields.values.prefix(64) { visit(item, level + 1) }
            default: break
            }
        }
        for value in values { visit(value, 0) }
        return found.map { $0.depth < deepest ? $0 : $0.withoutInputs }
    }

    private var withoutInputs: Provenance {
        var copy = record
        copy["inputs"] = .string("not told further")
        return Provenance(copy)
    }

    private static func depth(of record: Record) -> Int {
        guard case .list(let inputs)? = record["inputs"] else { return 1 }
        var most = 0
        for case .record(let input) in inputs { most = max(most, depth(of: input)) }
        return most + 1
    }

    // MARK: Short forms

    /// Numbers and short texts as they are; of anything large, one line about it.
    private static func short(_ value: Value) -> Value {
        switch value {
        case .none, .bool, .int, .float, .quantity: value
        case .string(let text):
            .string(text.string.utf8.count > 400 ? String(text.string.prefix(400)) + "…" : text.string)
        case .list(let items) where items.count <= 16: .list(items.map(short))
        case .list(let items): .string("list of \(items.count)")
        case .record(let record) where record.count <= 16:
            .record(Record(record.fields.map { ($0.key, short($0.value)) }))
        case .record(let record): .string("record of \(record.count)")
        case .tensor(let tensor): .string(tensor.summaryLine)
        case .table(let table):
            .string("table of \(table.rowCount) rows: \(table.columnNames.prefix(8).joined(separator: ", "))")
        case .function(let function): .string(function.text ?? function.signature)
        case .native(let object):
            .string((object as? any Scripted)?.script ?? String(object.display(width: 80).text.prefix { $0 != "\n" }))
        }
    }

    /// Now, or the time that a reproducible build asks for, as ISO 8601 in UTC.
    private static func now() -> String {
        var seconds = time(nil)
        if let fixed = getenv("SOURCE_DATE_EPOCH"), let given = Int(String(cString: fixed)) { seconds = given }
        var parts = tm()
        guard gmtime_r(&seconds, &parts) != nil else { return "" }
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let day = "\(Int(parts.tm_year) + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
        return "\(day)T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
    }
}

/// The version of Limn, as provenance and `limn --version` name it.
public let limnVersion = "0.1.0"

extension Value {
    fileprivate var isGiven: Bool { if case .none = self { false } else { true } }
}
