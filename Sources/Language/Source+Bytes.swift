extension Source {
    /// A source from the bytes of a file. A byte order mark is left out.
    /// - Throws: `source.not-utf8`, with the offset of the first byte that is wrong.
    public convenience init(name: String, bytes: [UInt8]) throws(Diagnostic) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let content = bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes
        if let text = String(validating: content, as: UTF8.self) {
            self.init(name: name, text: text)
            return
        }
        let sound = Source.soundPrefix(content)
        let shown = Source(name: name, text: String(decoding: content.prefix(sound), as: UTF8.self) + "\u{FFFD}")
        let offset = sound + bytes.count - content.count
        let byte = String(content[sound], radix: 16, uppercase: true)
        throw Diagnostic(
            "source.not-utf8",
            "this is not UTF-8 text: byte \(offset) (0x\(byte.count < 2 ? "0" : "")\(byte)) fits nowhere",
            labels: [.init(shown, Span(sound, sound + 3))], help: "save the file as UTF-8")
    }

    /// How many bytes at the front are UTF-8. The bytes as a whole are not.
    private static func soundPrefix(_ bytes: [UInt8]) -> Int {
        var decoder = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var count = 0
        while case .valid(let encoded) = decoder.parseScalar(from: &iterator) { count += encoded.count }
        return min(count, max(0, bytes.count - 1))
    }
}
