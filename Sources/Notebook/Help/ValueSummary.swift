import Runtime

/// A value in a few words, whatever its size: for lists of names.
enum ValueSummary {
    /// `tensor 3 × 4 ⟨y, x⟩ float32`, `table 10 × 3`, `"a text"`.
    static func line(_ value: Value) -> String {
        let size = self.size(value)
        switch value {
        case .tensor(let tensor): return tensor.summaryLine
        case .function(let function): return function.signature
        case .table, .list, .record: return "\(value.typeName) of \(size)"
        case .string(let text): return text.string.utf8.count > 40 ? "string of \(size)" : value.literal
        case .native(let object): return object.typeName
        default: return value.literal
        }
    }

    /// `3 × 4`, `10 rows, 3 columns`; empty where a value has no size.
    static func size(_ value: Value) -> String {
        switch value {
        case .tensor(let tensor): tensor.rank == 0 ? "scalar" : tensor.shape.map(String.init).joined(separator: " × ")
        case .table(let table): "\(count(table.rowCount, "row")), \(count(table.columnNames.count, "column"))"
        case .list(let items): NumberText.grouped(items.count)
        case .record(let record): count(record.count, "field")
        case .string(let text): count(text.string.utf8.count, "byte")
        case .function(let function): count(function.parameterNames.count, "parameter")
        default: ""
        }
    }

    private static func count(_ number: Int, _ word: String) -> String {
        "\(NumberText.grouped(number)) \(word)\(number == 1 ? "" : "s")"
    }

    /// Bytes that a value holds, shared ones counted; nil where nobody knows or counting would take long.
    static func bytes(_ value: Value, depth: Int = 0) -> Int? {
        let word = MemoryLayout<Value>.stride
        switch value {
        case .none, .bool, .int, .float: return word
        case .quantity: return 2 * word
        case .string(let text): return word + (text.string.utf8.count > 15 ? text.string.utf8.count : 0)
        case .tensor(let tensor): return tensor.count * tensor.dtype.size
        case .list(let items): return bytes(of: items, depth: depth)
        case .record(let record):
            return record.fields.reduce(0) { sum, field in
                sum + field.key.utf8.count + (depth > 8 ? word : bytes(field.value, depth: depth + 1) ?? word)
            }
        case .table(let table): return table.columns.values.reduce(0) { $0 + bytes(of: $1, depth: depth) }
        case .function: return nil
        case .native(let object):
            guard object.fieldNames.contains("bytes"), case .int(let bytes)? = (try? object.field("bytes")) ?? nil
            else {
                return nil
            }
            return bytes
        }
    }

    /// A long list by a sample of it.
    private static func bytes(of items: [Value], depth: Int) -> Int {
        let word = MemoryLayout<Value>.stride
        guard depth < 8 else { return items.count * word }
        let sample = items.prefix(1000)
        let sum = sample.reduce(0) { $0 + word + max(0, (bytes($1, depth: depth + 1) ?? word) - word) }
        return items.count > sample.count ? sum / max(1, sample.count) * items.count : sum
    }
}
