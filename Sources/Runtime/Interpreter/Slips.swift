import Language
import Tensors

// What mends the slips that are only seen when a script runs.
extension Frame {
    /// Something is called that is no function: which sign was meant instead.
    func notCallable(_ value: Value, _ call: Call) -> Diagnostic {
        var help: String?
        var fixes: [Diagnostic.Fix] = []
        let (title, callee) = (call.title, call.callee.span)
        let brackets = Span(callee.end, max(call.span.end, callee.end))
        let inside = source.text(in: brackets).dropFirst().dropLast()
        let isWritten = source.text(in: brackets).hasPrefix("(") && source.text(in: brackets).hasSuffix(")")
        if context.registry.commands[title] != nil {
            help = "the name `\(title)` was given a value, which hides the command; give that another name"
        } else if call.positional.isEmpty, call.named.isEmpty {
            help = "leave the brackets out: \(title)"
            fixes = [.init(span: brackets, replacement: "", title: "leave the brackets out")]
        } else if call.positional.count == 1, call.named.isEmpty, value.isIndexable {
            help = "an element is read with square brackets: \(title)[…]"
            fixes = [.init(span: brackets, replacement: "[\(inside)]", title: "read an element")]
        } else if call.positional.count == 1, call.named.isEmpty, value.plainNumber != nil {
            help = "a product has a sign: \(title) * (…)"
            fixes = [.init(span: Span(callee.end, callee.end), replacement: " * ", title: "write a product")]
        }
        return Diagnostic(
            "call.not-a-function", "`\(title)` is \(value.typeWithArticle), not a function",
            labels: [.init(source, callee)], help: help, fixes: isWritten ? fixes : [])
    }

    /// `x.mean()` and `x.append(y)`: what stands for the method `name` of `owner`; nil where nothing does.
    func method(
        _ name: Name, of owner: (node: Node, value: Value), as function: String?
    ) -> (help: String, fix: Diagnostic.Fix)? {
        let subject = source.text(in: owner.node.span)
        let arguments = bracketed(from: name.span.end)
        let whole = Span(owner.node.span.start, arguments?.span.end ?? name.span.end)
        let given = arguments.map { $0.inside.isEmpty ? "" : ", " + $0.inside } ?? ""
        if case .record = owner.value, name.text == "items" || name.text == "entries", arguments?.inside == "" {
            return (
                "a loop goes over the keys: `for k in keys(\(subject))`, and `\(subject)[k]` is the value",
                .init(whole, "keys(\(subject))")
            )
        }
        if function == "join", case .string = owner.value, let items = arguments?.inside, !items.isEmpty {
            let call = "join(\(items), \(subject))"
            return ("`join` is a function, and the list comes first: write \(call)", .init(whole, call))
        }
        if let function {
            let call = "\(function)(\(subject)\(given))"
            return ("`\(function)` is a function: write \(call), or x |> \(function)", .init(whole, call))
        }
        guard let item = arguments?.inside, !item.isEmpty,
            subject.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
        else { return nil }
        switch name.text {
        case "append", "push", "add":
            return ("a list grows with `\(subject) += [\(item)]`", .init(whole, "\(subject) += [\(item)]"))
        case "extend", "concat":
            return ("a list grows with `\(subject) += \(item)`", .init(whole, "\(subject) += \(item)"))
        default: return nil
        }
    }

    /// Brackets stand directly behind the name.
    func isCalled(_ name: Name) -> Bool { bracketed(from: name.span.end) != nil }

    /// The text between brackets that open at `start`, strings in it taken whole; nil where they do not close there.
    private func bracketed(from start: Int) -> (span: Span, inside: String)? {
        let bytes = source.bytes
        guard start < bytes.count, bytes[start] == UInt8(ascii: "(") else { return nil }
        var (index, depth) = (start, 0)
        var quote: UInt8?
        while index < bytes.count {
            let byte = bytes[index]
            if let open = quote {
                if byte == UInt8(ascii: "\\") { index += 1 } else if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: "(") {
                depth += 1
            } else if byte == UInt8(ascii: ")") {
                depth -= 1
                if depth == 0 {
                    return (Span(start, index + 1), source.text(in: Span(start + 1, index)))
                }
            }
            index += 1
        }
        return nil
    }

    /// What makes an operator fit its two sides: a string of a number, a tensor of a list, `+` for Julia's `*`.
    func operatorFixes(_ mark: Span, _ left: (Node, Value), _ right: (Node, Value)) -> [Diagnostic.Fix] {
        let sign = source.text(in: mark)
        func wrapped(_ node: Node, in function: String) -> [Diagnostic.Fix] {
            [.init(node.span, "\(function)(\(source.text(in: node.span)))")]
        }
        switch (left.1, right.1) {
        case (.string, .string) where sign == "*": return [.init(mark, "+")]
        case (.string, .int) where sign == "+", (.string, .float) where sign == "+", (.string, .bool) where sign == "+":
            return wrapped(right.0, in: "string")
        case (.int, .string) where sign == "+", (.float, .string) where sign == "+", (.bool, .string) where sign == "+":
            return wrapped(left.0, in: "string")
        case (.list, _) where right.1.isPlainNumber: return wrapped(left.0, in: "tensor")
        case (_, .list) where left.1.isPlainNumber: return wrapped(right.0, in: "tensor")
        case (.list, .list) where sign != "+": return wrapped(left.0, in: "tensor")
        default: return []
        }
    }
}

extension Diagnostic {
    /// With the nearest of `names` as a replacement, where the help speaks of one.
    func naming(_ name: Name, among names: [String]) -> Diagnostic {
        guard help != nil, let other = suggestion(for: name.text, among: names) else { return self }
        var diagnostic = self
        diagnostic.fixes = [.init(span: name.span, replacement: other, title: "write `\(other)`")]
        return diagnostic
    }
}

extension Diagnostic.Fix {
    init(_ span: Span, _ replacement: String) {
        self.init(span: span, replacement: replacement, title: "write `\(replacement)`")
    }
}

extension Value {
    var isIndexable: Bool {
        switch self {
        case .list, .tensor, .table, .record, .string: true
        default: false
        }
    }
}
