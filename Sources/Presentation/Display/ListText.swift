import Runtime

/// A list as text: on one line where it fits; plain values flow over lines, others stand in lines of their own.
struct ListText {
    private static let rowLimit = 20
    /// A list of plain values up to this long is written whole.
    private static let flowLimit = 200
    let items: [Value]
    let width: Int

    var text: String {
        let line = ValueText.brief(.list(Array(items.prefix(width))), room: width * 2)
        if items.count <= width, displayWidth(of: line) <= width { return line }
        let isPlain = items.prefix(ListText.flowLimit + 1).allSatisfy(\.isScalar)
        return (isPlain ? flowing : rows).joined(separator: "\n")
    }

    private var flowing: [String] {
        let isWhole = items.count <= ListText.flowLimit
        let head = isWhole ? items[...] : items.prefix(60)
        let tail = isWhole ? [] : items.suffix(20)
        var parts = head.map { oneLine($0.literal) + "," }
        if !isWhole { parts.append("… \(grouped(items.count - 80)) more …,") }
        parts += tail.map { oneLine($0.literal) + "," }
        parts[0] = "[" + parts[0]
        parts[parts.count - 1] = String(parts[parts.count - 1].dropLast()) + "]"
        let lines = flow(parts, width: width, gap: " ", indent: " ")
        return isWhole ? lines : ["list of \(grouped(items.count))"] + lines
    }

    private var rows: [String] {
        let digits = "\(min(items.count, ListText.rowLimit) - 1)".count
        var lines = ["list of \(grouped(items.count))"]
        for (index, item) in items.prefix(ListText.rowLimit).enumerated() {
            let number = pad("\(index)", to: max(digits, 2), .right)
            lines.append(cut("  \(number)  \(ValueText.brief(item, room: width * 2))", to: width))
        }
        if items.count > ListText.rowLimit {
            lines.append(cut("  … \(grouped(items.count - ListText.rowLimit)) more", to: width))
        }
        return lines
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
