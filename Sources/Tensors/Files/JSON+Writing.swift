extension JSON {
    /// As `serialized`, priced and with an ear for Ctrl-C. - Throws: `limit.memory`; as `Interrupt.check`.
    public func checkedText(indented: Bool = false) throws -> String {
        let text = serialized(indented: indented)
        try Interrupt.check()
        return text
    }

    /// The value as JSON text: compact, or indented by two blanks a level. NaN and infinities become `null`.
    public func serialized(indented: Bool = false) -> String {
        var writer = JSONWriter(indented: indented)
        writer.write(self)
        return writer.text
    }
}

/// Writes without recursion, so that a value nested deeper than the stack is no danger.
private struct JSONWriter {
    /// What is left to write, the last one first.
    private enum Task {
        case text(String)
        case value(JSON, depth: Int)
    }

    let indented: Bool
    private(set) var text = ""

    init(indented: Bool) { self.indented = indented }

    mutating func write(_ value: JSON) {
        var tasks = [Task.value(value, depth: 0)]
        var count = 0
        while let task = tasks.popLast() {
            count &+= 1
            // Whoever wants the text checks before it is used.
            if count & 0xFFF == 0, Interrupt.isStopping { return }
            switch task {
            case .text(let piece): text += piece
            case .value(let value, let depth): tasks.append(contentsOf: open(value, depth: depth).reversed())
            }
        }
    }

    /// Writes a scalar; gives back the pieces of a container in order.
    private mutating func open(_ value: JSON, depth: Int) -> [Task] {
        switch value {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .int(let value): text += String(value)
        case .double(let value): text += value.isFinite ? "\(value)" : "null"
        case .string(let value): quote(value)
        case .array(let items):
            if items.isEmpty { text += "[]" } else { return pieces("[", "]", items.map { (nil, $0) }, depth) }
        case .object(let entries):
            if entries.isEmpty { text += "{}" } else { return pieces("{", "}", entries.map { ($0, $1) }, depth) }
        }
        return []
    }

    private func pieces(_ open: String, _ close: String, _ items: [(String?, JSON)], _ depth: Int) -> [Task] {
        let newline = indented ? "\n" + String(repeating: "  ", count: depth + 1) : ""
        var tasks: [Task] = []
        tasks.reserveCapacity(2 * items.count + 2)
        var before = open + newline
        for (key, value) in items {
            tasks.append(.text(key.map { before + quoted($0) + (indented ? ": " : ":") } ?? before))
            tasks.append(.value(value, depth: depth + 1))
            before = "," + newline
        }
        tasks.append(.text((indented ? "\n" + String(repeating: "  ", count: depth) : "") + close))
        return tasks
    }

    private func quoted(_ value: String) -> String {
        var writer = JSONWriter(indented: false)
        writer.quote(value)
        return writer.text
    }

    private mutating func quote(_ value: String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\u{0}"..<" ", "\u{7F}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
