import Tensors

extension Value {
    /// As a script would write it: `"a"`, `[1, 2]`, `{x: 1}`, `none`. What no script can write (a tensor, a table, an
    /// image) shows as a short description. Long lists are written whole; see `brief` for a bounded text.
    public var literal: String { var writer = LiteralWriter(limit: .max); writer.write(self); return writer.text }

    /// As `literal`, whole or not at all. - Throws: as `Interrupt.check`.
    public func checkedLiteral() throws -> String {
        let text = literal
        try Interrupt.check()
        return text
    }

    /// As `printed`, whole or not at all. - Throws: as `Interrupt.check`.
    public func checkedPrinted() throws -> String {
        let text = printed
        try Interrupt.check()
        return text
    }

    /// `literal` cut to about `limit` characters, with `…` where something was left out.
    /// - Parameter describe: how a tensor shows inside; its summary line if left out.
    public func brief(_ limit: Int = 60, tensor describe: @escaping (Tensor) -> String = \.summaryLine) -> String {
        var writer = LiteralWriter(limit: limit, describe: describe)
        writer.write(self)
        return writer.text
    }

    /// What `print` shows: a string bare, anything else as its literal or, if it has none, its plain display.
    public var printed: String {
        switch self {
        case .string(let string): string.string
        case .tensor, .table, .native: plainDisplay(width: 100)
        default: literal
        }
    }

    /// A float as Python writes it: the shortest digits that give it back, `1.0`, `1e-05`, `inf`, `nan`.
    ///
    /// A float32 that became a double carries nine digits of noise; where the value is exactly a float32 and its
    /// double needs 16 digits or more, the float32's own digits are written (`0.1`, not `0.10000000149011612`).
    public static func text(of float: Double) -> String { NumberText.python(float) }
}

/// Writes literals into one growing text and stops at the limit.
private struct LiteralWriter {
    var text = ""
    let limit: Int
    let describe: (Tensor) -> String
    private var isFull: Bool { limit != .max && text.utf8.count >= limit }

    init(limit: Int, describe: @escaping (Tensor) -> String = \.summaryLine) {
        self.limit = limit
        self.describe = describe
    }

    mutating func write(_ value: Value, depth: Int = 0) {
        if depth > 2000 {
            text += "…"
            return
        }
        switch value {
        case .none: text += "none"
        case .bool(let bool): text += bool ? "true" : "false"
        case .int(let int): text += String(int)
        case .float(let float): text += NumberText.python(float)
        case .string(let string): text += quoted(string.string)
        case .quantity(let quantity): text += NumberText.short(quantity.amount) + quantity.unit
        case .list(let items): write(items, depth)
        case .record(let record): write(record, depth)
        case .table(let table):
            text += "table of \(NumberText.grouped(table.rowCount)) × \(NumberText.grouped(table.columns.count))"
        case .tensor(let tensor): text += describe(tensor)
        case .function(let function): text += function.signature
        case .native(let object):
            text += object.display(width: 80).text.split(separator: "\n").first.map(String.init) ?? object.typeName
        }
    }

    private mutating func write(_ items: [Value], _ depth: Int) {
        text += "["
        for (index, item) in items.enumerated() {
            // Whoever wants the text checks before it is used.
            if index & 0xFFF == 0, Interrupt.isStopping { return }
            if index > 0 { text += ", " }
            if isFull {
                text += "…"
                break
            }
            write(item, depth: depth + 1)
        }
        text += "]"
    }

    private mutating func write(_ record: Record, _ depth: Int) {
        text += "{"
        for (index, field) in record.fields.enumerated() {
            if index & 0xFFF == 0, Interrupt.isStopping { return }
            if index > 0 { text += ", " }
            if isFull {
                text += "…"
                break
            }
            text += field.key.isPlainName ? field.key : quoted(field.key)
            text += ": "
            write(field.value, depth: depth + 1)
        }
        text += "}"
    }

    private func quoted(_ string: String) -> String {
        var cut = string
        if limit != .max, string.utf8.count > limit {
            cut = String(string.prefix(max(limit - text.utf8.count, 8))) + "…"
        }
        var result = "\""
        var count = 0
        for scalar in cut.unicodeScalars {
            count &+= 1
            if count & 0xFFFF == 0, Interrupt.isStopping { return result }
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "$": result += "\\$"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            default:
                if scalar.value < 0x20 || scalar.value == 0x7F {
                    result += "\\u{" + String(scalar.value, radix: 16) + "}"
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "\""
    }
}

extension String {
    /// Letters, digits and `_`, not beginning with a digit: a field that needs no quotes.
    var isPlainName: Bool {
        guard let first = unicodeScalars.first, first == "_" || first.properties.isAlphabetic else { return false }
        return unicodeScalars.allSatisfy { $0 == "_" || $0.properties.isAlphabetic || ("0"..."9").contains($0) }
    }
}
