import Language
import Runtime

extension Session {
    /// What may stand at `offset`, a count of UTF-8 bytes, of a text that need not be whole. Runs nothing of the user's
    /// and never fails.
    public func complete(_ text: String, at offset: Int) -> Completion {
        let bytes = Array(text.utf8)
        let end = min(max(offset, 0), bytes.count)
        var start = end
        while start > 0, bytes[start - 1] == 0x5F || bytes[start - 1] >= 0x80 || isWordByte(bytes[start - 1]) {
            start -= 1
        }
        let prefix = String(decoding: bytes[start..<end], as: UTF8.self)
        let names = self.names + context.registry.names.sorted()
        return Completion(start: start, candidates: names.filter { $0.hasPrefix(prefix) }.map { .init(text: $0) })
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
