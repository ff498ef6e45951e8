import Runtime

/// A card as text.
struct CardText {
    let card: Card
    let width: Int

    var text: String {
        var lines = wrapped(card.title, width: width) + factLines(card.facts, width: width)
        if let table = card.table, table.rowCount > 0 {
            lines += TableText(table, width: width - 2).lines.map { "  " + $0 }
        }
        return lines.joined(separator: "\n")
    }
}

/// A function as text: how it is called, what it does, where it stands.
struct FunctionText {
    let function: Function
    let width: Int

    var text: String {
        var lines = wrapped(function.signature, width: width)
        if let first = function.documentation.split(separator: "\n").first {
            lines += wrapped(String(first), width: width - 2).map { "  " + $0 }
        }
        lines += wrapped(place, width: width - 2).map { "  " + $0 }
        return lines.joined(separator: "\n")
    }

    private var place: String {
        guard let place = function.place else { return function.name.map { "a command; ?\($0) says more" } ?? "" }
        return "defined in \(place.source)" + (place.line.map { ", line \($0)" } ?? "")
    }
}
