import Language
import Tensors

/// A value that took part in what went wrong, and the piece of the script that gave it.
struct Operand {
    let span: Span
    /// `left`, `right`, `this`.
    let title: String
    let value: Value

    init(_ span: Span, _ title: String, _ value: Value) {
        self.span = span
        self.title = title
        self.value = value
    }

    init(_ node: Node, _ title: String, _ value: Value) { self.init(node.span, title, value) }

    /// What is said below the mark: `left is ⟨y: 3, x: 4⟩`.
    func words(for id: String) -> String { "\(title) is \(value.described(for: id))" }

    /// The errors in which two values disagree, so that what each of them is has to be seen.
    static func matter(to id: String) -> Bool {
        let ids: Set<String> = [
            "operator.type", "quantity.units", "tensor.shape-mismatch", "tensor.dtype", "tensor.rank", "einsum.size",
            "linear.not-square", "linear.rank", "metric.shape-mismatch", "image.size-mismatch", "tensor.bad-shape",
            "convolution.channels", "convolution.size", "where.mask", "where.length", "zip.length", "tensor.bad-axes",
            "tensor.axis-count", "tensor.unknown-axis", "tensor.unknown-label", "tensor.index-out-of-range",
            "tensor.bad-index", "index.mask", "index.out-of-range", "index.type", "index.axis", "index.count",
            "tensor.negative-power", "tensor.division-by-zero", "edit.shape", "latents.shape",
        ]
        return ids.contains(id)
    }
}

extension Value {
    /// In a few words, as far as they matter: shape and axis names of a tensor, the unit of a quantity.
    fileprivate func described(for id: String) -> String {
        switch self {
        case .tensor(let tensor):
            id == "tensor.dtype" ? "\(tensor.dtype.rawValue) \(tensor.shapeDescription)" : tensor.shapeDescription
        case .quantity(let quantity): id == "quantity.units" ? "in \(quantity.unit)" : "a quantity in \(quantity.unit)"
        case .list(let items): "a list of \(items.count)"
        case .table(let table): "a table of \(NumberText.grouped(table.rowCount)) rows"
        default: typeWithArticle
        }
    }
}

extension Frame {
    /// As `locate(_:at:)` for an operator: where its two sides disagree, both are marked with what they are.
    func locate(
        _ error: any Error, at mark: Span, between left: (Node, Value), and right: (Node, Value)
    ) -> any Error {
        let located = marking(
            locate(error, at: mark), at: mark,
            [Operand(left.0, "left", left.1), Operand(right.0, "right", right.1)])
        guard var diagnostic = located as? Diagnostic, diagnostic.id == "operator.type", diagnostic.labels.count == 3
        else { return located }
        diagnostic.fixes = operatorFixes(mark, left, right)
        return diagnostic
    }

    /// Adds what the operands are to an error that was found at `mark` itself, not in a call behind it.
    func marking(_ error: any Error, at mark: Span, _ operands: [Operand]) -> any Error {
        guard var diagnostic = error as? Diagnostic, Operand.matter(to: diagnostic.id), diagnostic.trace.isEmpty,
            diagnostic.labels.count == 1, diagnostic.labels[0].source === source, diagnostic.labels[0].span == mark
        else { return error }
        for operand in operands where operand.span != mark {
            diagnostic.labels.append(.init(source, operand.span, operand.words(for: diagnostic.id)))
        }
        return diagnostic
    }

    /// As `locate(_:at:calling:)` for a call: where arguments disagree, the tensors among them are marked.
    func locate(
        _ error: any Error, of call: Call, _ function: Function, _ arguments: Arguments
    ) -> any Error {
        if let argument = error as? ArgumentProblem {
            return refused(argument, call)
        }
        let located = locate(error, at: call.span, calling: function.name ?? call.title)
        guard error is Problem, var diagnostic = located as? Diagnostic, Operand.matter(to: diagnostic.id) else {
            return located
        }
        var operands: [Operand] = []
        for (node, value) in zip(call.positional, arguments.positional) { operands += parts(of: node, value) }
        for (entry, given) in zip(call.named, arguments.named) { operands += parts(of: entry.value, given.value) }
        guard !operands.isEmpty, operands.count <= 6 else { return located }
        // The name alone, so that the marks of the arguments are seen.
        diagnostic.labels = [.init(source, call.callee.span)]
        return marking(diagnostic, at: call.callee.span, operands)
    }

    /// An argument that does not fit: the value is marked, or the name of an option that does not exist.
    private func refused(_ argument: ArgumentProblem, _ call: Call) -> Diagnostic {
        var mark = call.place(of: argument.place)
        let isName = ["call.unknown-option", "call.duplicate-argument"].contains(argument.problem.id)
        if case .named(let name) = argument.place, !isName,
            let entry = call.named.first(where: { $0.name.text == name })
        {
            mark = entry.value.span
        }
        var diagnostic = argument.problem.diagnostic(source, mark)
        // The suggestion in the help line, as a replacement.
        if let help = diagnostic.help, help.hasPrefix("did you mean "), mark != call.span {
            let word = help.dropFirst("did you mean ".count).dropLast()
            if word.hasPrefix("`"), isName { diagnostic.fixes = [.init(mark, String(word.dropFirst().dropLast()))] }
            if word.hasPrefix("\""), source.text(in: mark).hasPrefix("\"") {
                diagnostic.fixes = [.init(mark, String(word))]
            }
        }
        mend(&diagnostic, call)
        return diagnostic
    }

    /// The tensors that an argument brings: itself, or the items of a list that is written out.
    private func parts(of node: Node, _ value: Value) -> [Operand] {
        switch value {
        case .tensor: return [Operand(node, "this", value)]
        case .list(let items):
            if let list = node as? ListNode, list.items.count == items.count {
                return zip(list.items, items).flatMap { parts(of: $0, $1) }
            }
            return []
        default: return []
        }
    }

    /// As `locate(_:at:)` for an index: marks the subscript that does not fit, and what was indexed.
    func locate(
        _ error: any Error, indexing owner: (Node, Value), _ entries: [SubscriptNode], _ keys: [Subscripted],
        _ span: Span
    ) -> any Error {
        var mark = entries.count == 1 ? entries[0].span : span
        if entries.count > 1, keys.count == entries.count, let problem = error as? Problem,
            let place = keys.indices.first(where: { isCulprit($0, of: keys, in: owner.1, problem.id) })
        {
            mark = entries[place].span
        }
        let located = locate(error, at: mark)
        if mark == span { return located }
        switch owner.1 {
        case .tensor, .list, .string, .table: return marking(located, at: mark, [Operand(owner.0, "this", owner.1)])
        default: return located
        }
    }

    /// Whether one subscript alone gives the same error.
    private func isCulprit(_ place: Int, of keys: [Subscripted], in value: Value, _ id: String) -> Bool {
        var alone = keys
        for index in keys.indices where index != place {
            switch keys[index].item {
            case .value(.none), .ellipsis: break
            default: alone[index].item = .slice(start: nil, stop: nil, step: nil)
            }
        }
        do {
            _ = try Indexing.select(value, alone)
            return false
        } catch { return (error as? Problem)?.id == id }
    }

    /// The error of `x += e`, with both sides marked where the name itself was changed.
    func locate(_ error: any Error, updating place: Place, by right: (Node, Value), at span: Span) -> any Error {
        guard place.path.isEmpty, var diagnostic = error as? Diagnostic, let old = place.target.load(self),
            diagnostic.labels.first?.span == span, Operand.matter(to: diagnostic.id)
        else {
            return marking(error, at: place.path.last?.span ?? span, [Operand(right.0, "right", right.1)])
        }
        let sign = gap(place.span.end, right.0.span.start) ?? span
        diagnostic.labels[0].span = sign
        return marking(
            diagnostic, at: sign, [Operand(place.span, "left", old), Operand(right.0, "right", right.1)])
    }

    /// The sign between two operands, without the blanks and brackets around it.
    func gap(between left: Node, and right: Node) -> Span {
        gap(left.span.end, right.span.start) ?? left.span.joined(with: right.span)
    }

    private func gap(_ start: Int, _ end: Int) -> Span? {
        var (start, end) = (start, min(end, source.bytes.count))
        let bytes = source.bytes
        while start < end, bytes[start] == 0x20 || bytes[start] == 0x29 { start += 1 }
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x28 { end -= 1 }
        return start < end ? Span(start, end) : nil
    }
}
