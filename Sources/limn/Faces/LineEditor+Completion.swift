import Language
import Notebook
import Presentation

extension LineEditor {
    /// Tab: inserts what is sure, shows what is not; indents at the start of a line.
    func complete(_ text: inout EntryText, isRepeated: Bool) {
        if text.lineBefore.allSatisfy({ $0 == " " }) {
            let count = Nesting.step - text.lineBefore.count % Nesting.step
            return text.insert(String(repeating: " ", count: count))
        }
        let completion = runner.session.complete(text.text, at: text.before.utf8.count)
        let candidates = completion.candidates
        guard
            let start = text.before.utf8.index(
                text.before.startIndex, offsetBy: completion.start, limitedBy: text.before.endIndex),
            let first = candidates.first
        else { return }
        let typed = text.before[start...]
        let common = candidates.dropFirst().reduce(first.text) { $0.commonPrefix(with: $1.text) }
        if candidates.count == 1 || common.count > typed.count {
            text.before.replaceSubrange(start..., with: common)
        } else if isRepeated {
            let rows = Streams.height - 2 - text.text.split(separator: "\n", omittingEmptySubsequences: false).count
            footer = CandidateList(candidates.map { ($0.text, $0.detail) })
                .lines(columns: Streams.width, rows: max(rows, 3))
        }
    }
}

extension String {
    fileprivate func commonPrefix(with other: String) -> String {
        String(zip(self, other).prefix { $0 == $1 }.map(\.0))
    }
}
