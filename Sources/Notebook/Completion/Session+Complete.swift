import Language
import Runtime

extension Session {
    /// What may stand at `offset`, a count of UTF-8 bytes, of a text that need not be whole.
    ///
    /// Runs nothing of the user's, reads no file but the names in a folder, and never fails.
    public func complete(_ text: String, at offset: Int) -> Completion {
        let count = text.utf8.count
        let end = min(max(offset, 0), count)
        let before = String(decoding: text.utf8.prefix(end), as: UTF8.self)
        let trimmed = before.drop { $0.isWhitespace }
        let closing = text.utf8.dropFirst(end).first
        let nothing = Completion(start: end)
        let found = try? context.runDeep { () -> Completion in
            if trimmed.first == ":" || trimmed.first == "?" {
                return EntryCompleter(session: self).complete(before, blanks: before.utf8.count - trimmed.utf8.count)
            }
            return Completer(self, Cursor(text, at: end), text, closing: closing).completion()
        }
        guard var found, found.start <= end, found.start >= 0 else { return nothing }
        var seen = Set<String>()
        found.candidates.removeAll { !seen.insert($0.text).inserted }
        return found
    }
}
