import Runtime

/// Values as text for a prompt, a terminal of `width` columns or a pipe. No line is wider, down to 20 columns, but that
/// of a string.
public enum ValueText {
    /// All that is shown of a value when it is an answer: several lines for tables, tensors and long lists.
    /// Costs no more for a large value than for a small one.
    public static func text(_ value: Value, width: Int = 100) -> String { bundle(value, width: width).text }

    /// The value in every form that it has; text is always there.
    public static func bundle(_ value: Value, width: Int = 100) -> DisplayBundle {
        let width = max(width, 20)
        switch value {
        case .native(let object):
            var bundle = object.display(width: width)
            if let card = bundle.card {
                bundle.text = CardText(card: card, width: width).text
            } else if bundle.raster == nil {
                let lines = bundle.text.split(separator: "\n", omittingEmptySubsequences: false)
                bundle.text = lines.flatMap { wrapped(String($0), width: width) }.joined(separator: "\n")
            }
            return bundle
        case .table(let table): return DisplayBundle(text: TableText(table, width: width).text)
        case .tensor:
            guard let reader = TensorReader(value) else { return DisplayBundle(text: value.literal) }
            return DisplayBundle(text: TensorText(tensor: reader, width: width).text)
        case .list(let items): return DisplayBundle(text: ListText(items: items, width: width).text)
        case .record(let record): return DisplayBundle(text: RecordText(record, value, width: width).text)
        case .function(let function): return DisplayBundle(text: FunctionText(function: function, width: width).text)
        case .string(let string): return DisplayBundle(text: text(of: string.string))
        case .none, .bool, .int, .float, .quantity: return DisplayBundle(text: oneLine(value.literal))
        }
    }

    /// A value on one line: in a table, a list or a card. Looks at no element of a tensor, and at as many of a list as
    /// there is room for.
    static func brief(_ value: Value, room: Int = 60) -> String {
        // Inside of other values a tensor shows as the first line of one by itself.
        oneLine(
            value.brief(room) { tensor in
                TensorReader(.tensor(tensor)).map { "tensor \($0.shapeText) \($0.type)" } ?? tensor.summaryLine
            })
    }

    private static let longestString = 20_000

    /// As a script would write it; what is longer than many screens is cut.
    private static func text(of string: String) -> String {
        guard string.utf8.count > longestString else { return oneLine(Value.string(string).literal) }
        let head = oneLine(Value.string(String(string.prefix(longestString / 4))).literal)
        return "\(head.dropLast())…\"\n… a string of \(grouped(string.utf8.count)) bytes; print shows all of it"
    }
}
