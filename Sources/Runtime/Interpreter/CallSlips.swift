import Language

// Arguments that stand in another order elsewhere, or are there already.
extension Frame {
    /// Adds what mends a refused argument, where it is a habit.
    func mend(_ diagnostic: inout Diagnostic, _ call: Call) {
        switch diagnostic.id {
        case "call.too-many-arguments": leavePipedOut(&diagnostic, call)
        case "call.type": putListFirst(&diagnostic, call)
        default: break
        }
    }

    /// `3 |> sqrt(1)`: the pipe brings the argument.
    private func leavePipedOut(_ diagnostic: inout Diagnostic, _ call: Call) {
        guard let first = call.positional.first, first.span.end <= call.callee.span.start, call.positional.count == 2,
            call.named.isEmpty, diagnostic.help?.contains("by name") != true
        else { return }
        let function = source.text(in: call.callee.span)
        diagnostic.help = "`|>` brings the first argument itself: write `|> \(function)`"
        diagnostic.fixes = [.init(Span(call.callee.span.start, max(call.span.end, call.callee.span.end)), function)]
    }

    /// `map(x -> x, xs)`: the function comes first in Python and Julia.
    private func putListFirst(_ diagnostic: inout Diagnostic, _ call: Call) {
        guard call.positional.count == 2, let function = call.positional.first, let list = call.positional.last,
            function.span.start > call.callee.span.end, !call.hasBlock,
            diagnostic.message.contains("expects a function for"), diagnostic.labels.first?.span == list.span
        else { return }
        let items = "\(source.text(in: list.span)), \(source.text(in: function.span))"
        diagnostic.help = "the list comes first: \(source.text(in: call.callee.span))(\(items))"
        diagnostic.fixes = [.init(function.span.joined(with: list.span), items)]
    }
}
