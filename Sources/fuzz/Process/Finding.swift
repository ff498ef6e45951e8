import Glibc

/// An input that did what none may do.
struct Finding {
    enum Kind: String { case trap, fault, hang, memory }

    var kind: Kind
    var target: String
    var input: [UInt8]
    /// What the process said last.
    var message: String

    /// A name made of the content, so that the same input is kept once.
    var fileName: String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in input { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return "\(target)-\(kind.rawValue)-\(String(hash, radix: 16))"
    }

    /// Two findings with the same first line are most likely one fault.
    var summary: String {
        let lines = message.split(separator: "\n")
        let line = lines.first { $0.hasPrefix("fault:") || $0.contains("Fatal error") } ?? lines.first ?? ""
        return "\(target): \(kind.rawValue) \(line.prefix(160))"
    }

    /// Keeps the input and, beside it, what was said. - Returns: the path of the input.
    func keep(in folder: String) -> String {
        var made = folder.hasPrefix("/") ? "" : "."
        for part in folder.split(separator: "/") {
            made += "/" + part
            mkdir(made, 0o755)
        }
        let path = "\(folder)/\(fileName)"
        Corpus.write(input, to: path)
        Corpus.write(Array(message.utf8), to: path + ".log")
        return path
    }
}
