import Language
import Runtime

extension Handbook {
    /// A value of the session: its type, its size, what it holds; a function's own comment.
    func valuePage(_ words: String, _ value: Value) -> HelpPage {
        if case .function(let function) = value { return functionPage(words, function) }
        var page = HelpPage(title: words, kind: value.typeName)
        page.blocks.append(.prose(ValueSummary.line(value)))
        let fields = fieldRows(value)
        if !fields.isEmpty { page.blocks += [.heading("Fields"), .rows(fields)] }
        let commands = takers(of: value)
        if !commands.isEmpty {
            page.blocks.append(.prose("Commands that take it: " + commands.joined(separator: ", ")))
        }
        page.blocks.append(.prose(":info \(words) says where it was defined and how it was made."))
        return page
    }

    /// `:info x`: all that can be said without running anything.
    func infoPage(_ words: String, _ value: Value) -> HelpPage {
        var rows: [(left: String, right: String)] = [("type", value.typeName)]
        let size = ValueSummary.size(value)
        if case .tensor(let tensor) = value {
            rows.append(("shape", size))
            if tensor.names.contains(where: { $0 != nil }) {
                rows.append(("axes", "⟨\(tensor.names.map { $0 ?? "·" }.joined(separator: ", "))⟩"))
            }
            for axis in tensor.axes {
                guard let name = axis.name, let labels = axis.labels else { continue }
                let shown = labels.prefix(8).joined(separator: ", ") + (labels.count > 8 ? ", …" : "")
                rows.append(("labels of \(name)", shown))
            }
            rows.append(("dtype", tensor.dtype.rawValue))
        } else if !size.isEmpty {
            rows.append(("size", size))
        }
        if let bytes = ValueSummary.bytes(value) { rows.append(("bytes", MemoryBudget.describe(bytes))) }
        if case .function(let function) = value { rows.append(("signature", function.signature)) }
        if let place = session?.definitions[words] { rows.append(("defined", place)) }
        var page = HelpPage(title: words, kind: "", blocks: [.rows(rows)])
        if case .function(let function) = value {
            page.blocks += Handbook.paragraphs(Doctest.prose(of: function.documentation))
        }
        if let origin = provenance(of: value) { page.blocks += [.heading("How it was made"), .rows(origin)] }
        let fields = fieldRows(value)
        if !fields.isEmpty { page.blocks += [.heading("Fields"), .rows(fields)] }
        let commands = takers(of: value)
        if !commands.isEmpty {
            page.blocks.append(.prose("Commands that take it: " + commands.joined(separator: ", ")))
        }
        return page
    }

    private func provenance(of value: Value) -> [(left: String, right: String)]? {
        var record: Record?
        switch value {
        case .table(let table): record = table.provenance?.record
        case .native(let object) where object.fieldNames.contains("provenance"):
            if case .record(let found)? = (try? object.field("provenance")) ?? nil { record = found }
        default: record = value.provenance?.record
        }
        guard let record, record.count > 0 else { return nil }
        return record.fields.map { key, value in
            // The call that gives the value is what a reader wants to copy.
            if key == "call", case .string(let call) = value { return (left: key, right: call.string) }
            return (left: key, right: ValueSummary.line(value))
        }
    }

    private func fieldRows(_ value: Value) -> [(left: String, right: String)] {
        switch value {
        case .record(let record): return record.fields.prefix(40).map { ($0.key, ValueSummary.line($0.value)) }
        case .table(let table):
            return table.columns.prefix(40).map { name, column in
                (name, "column of \(column.first { if case .none = $0 { false } else { true } }?.typeName ?? "none")")
            }
        case .native, .quantity, .tensor:
            let names = value.fieldNames
            return names.isEmpty ? [] : [(left: names.joined(separator: ", "), right: "")]
        default: return []
        }
    }

    /// Commands whose first argument takes a value of this type: what methods are elsewhere.
    private func takers(of value: Value) -> [String] {
        let type = value.typeName
        guard type != "none", type != "function" else { return [] }
        let isTable = if case .table = value { true } else { false }
        let commands = context.registry.descriptions.filter { command in
            guard let first = command.arguments.first else { return false }
            return first.typeName == type || isTable && first.help.lowercased().contains("table")
                || first.typeName == "value"
                    && first.help.lowercased().split { !$0.isLetter }.contains { $0 == type[...] }
        }
        let library = LibraryModule.shared.flatMap(\.entries).filter { $0.parameters.first?.name == type }
        let names = commands.filter { $0.arguments.first?.typeName == type }.map(\.name) + library.map(\.name)
        let all = names + commands.map(\.name).filter { !names.contains($0) }
        return all.count > 30 ? all.prefix(30) + ["…"] : all
    }
}
