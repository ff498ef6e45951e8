import Runtime

/// Values as text for a prompt, a terminal of `width` columns or a pipe.
public enum ValueText {
    /// All that is shown of a value when it is an answer: several lines for tables, tensors and long lists.
    /// Costs no more for a large value than for a small one.
    public static func text(_ value: Value, width: Int = 100) -> String { bundle(value, width: width).text }

    /// The value in every form that it has; text is always there.
    public static func bundle(_ value: Value, width: Int = 100) -> DisplayBundle {
        let width = max(width, 20)
        switch value {
        case .native(let object): return object.display(width: width)
        case .table(let table): return DisplayBundle(text: TableText(table, width: width).text)
        case .tensor:
            guard let reader = TensorReader(value) else { return DisplayBundle(text: value.literal) }
            return DisplayBundle(text: TensorText(tensor: reader, width: width).text)
        case .list(let items): return DisplayBundle(text: list(items, value, width: width))
        case .record(let record): return DisplayBundle(text: fields(record, value, width: width))
        case .none, .bool, .int, .float, .string, .quantity, .function:
            return DisplayBundle(text: oneLine(value.literal))
        }
    }

    /// A value on one line: in a table, a list or a card.
    static func brief(_ value: Value, room: Int = 60) -> String {
        guard case .tensor = value, let reader = TensorReader(value) else { return oneLine(value.brief(room)) }
        return "tensor \(reader.shapeText) \(reader.type)"
    }

    private static let rowLimit = 20

    private static func list(_ items: [Value], _ value: Value, width: Int) -> String {
        let line = oneLine(value.brief(width * 2))
        // A short list is written whole, and plain numbers flow over lines as they are; long ones are cut.
        if displayWidth(of: line) <= width || items.isEmpty { return line }
        if items.count <= 200, items.allSatisfy(\.isScalar) { return value.literal }
        var lines = items.prefix(rowLimit).enumerated().map { index, item in
            "  \(pad("\(index)", to: 2, .right))  \(cut(brief(item, room: width), to: max(width - 6, 10)))"
        }
        if items.count > rowLimit { lines.append("  … \(grouped(items.count - rowLimit)) more") }
        return "list of \(grouped(items.count))\n" + lines.joined(separator: "\n")
    }

    private static func fields(_ record: Record, _ value: Value, width: Int) -> String {
        let line = oneLine(value.brief(width * 2))
        if displayWidth(of: line) <= width { return line }
        let shown = Array(record.fields.elements.prefix(2 * rowLimit))
        let widest = shown.map { displayWidth(of: cut(oneLine($0.key), to: 24)) }.max() ?? 0
        var lines = shown.map { key, value in
            let name = pad(cut(oneLine(key), to: 24), to: widest)
            return "  \(name)  \(cut(brief(value, room: width), to: max(width - widest - 4, 10)))"
        }
        if record.count > shown.count { lines.append("  … \(grouped(record.count - shown.count)) more") }
        return "record of \(record.count)\n" + lines.joined(separator: "\n")
    }
}

extension Value {
    fileprivate var isScalar: Bool {
        switch self {
        case .none, .bool, .int, .float, .quantity: true
        default: false
        }
    }
}
