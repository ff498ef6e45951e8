import Runtime

/// A record as text: on one line where it fits, else a field a line, records inside it indented.
struct RecordText {
    private static let most = 60
    private static let deepest = 4
    private var lines: [String] = []
    private let width: Int

    init(_ record: Record, _ value: Value, width: Int) {
        self.width = width
        let line = ValueText.brief(value, room: width * 2)
        if displayWidth(of: line) <= width {
            lines = [line]
        } else {
            lines = ["record of \(record.count)"]
            add(record, depth: 1)
        }
    }

    var text: String { lines.joined(separator: "\n") }

    private mutating func add(_ record: Record, depth: Int) {
        let indent = String(repeating: "  ", count: depth)
        let shown = Array(record.fields.elements.prefix(40))
        let names = shown.map { cut(oneLine($0.key), to: max(min(24, width / 2 - indent.count), 4)) }
        let column = names.map { displayWidth(of: $0) }.max() ?? 0
        for (name, field) in zip(names, shown) {
            guard lines.count < RecordText.most else { break }
            let room = max(width - indent.count - column - 2, 4)
            let text = ValueText.brief(field.value, room: width * 2)
            if displayWidth(of: text) > room, depth < RecordText.deepest,
                add(inner: field.value, pad(name, to: column), depth)
            {
                continue
            }
            lines.append(cut(indent + pad(name, to: column) + "  " + text, to: width))
        }
        let left = record.count - shown.count
        if left > 0 || lines.count >= RecordText.most {
            lines.append(cut("\(indent)… \(left > 0 ? "\(grouped(left)) more" : "")", to: width))
        }
    }

    /// A field that is a record, or a list of records, below its name.
    private mutating func add(inner value: Value, _ name: String, _ depth: Int) -> Bool {
        let indent = String(repeating: "  ", count: depth)
        switch value {
        case .record(let inner) where inner.count > 0:
            lines.append(cut(indent + String(name.reversed().drop { $0 == " " }.reversed()), to: width))
            add(inner, depth: depth + 1)
        case .list(let items) where items.contains { if case .record = $0 { true } else { false } }:
            lines.append(cut("\(indent)\(name)  list of \(grouped(items.count))", to: width))
            for item in items.prefix(5) {
                lines.append(cut("\(indent)  \(ValueText.brief(item, room: width * 2))", to: width))
            }
            if items.count > 5 { lines.append(cut("\(indent)  … \(grouped(items.count - 5)) more", to: width)) }
        default: return false
        }
        return true
    }
}
