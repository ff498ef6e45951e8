import Commands
import Glibc
import Runtime

/// The ledger of a script between runs: `.limn/NAME.cells` beside it, a line a cell.
///
/// Written aside and renamed, so that a reader meets the old one or the new one. What cannot be read counts as nothing
/// having run; losing the file loses no work.
public struct CellFile {
    public let path: String
    private let folder: String
    private let context: Context

    /// - Throws: `cell.no-file` for a script that is no file.
    public init(script: String, in context: Context) throws {
        guard script != "-", !script.isEmpty else {
            throw Problem("cell.no-file", "standard input has no cells that could have run before")
        }
        let slash = script.lastIndex(of: "/")
        folder = (slash.map { String(script[...$0]) } ?? "") + ".limn"
        let name = slash.map { String(script[script.index(after: $0)...]) } ?? script
        path = "\(folder)/\(name).cells"
        self.context = context
    }

    public var exists: Bool { access(path, F_OK) == 0 }

    /// Another version of Limn may do other things with the same cells.
    private static let header = "limn cells 1 \(limnVersion)"

    public func read() -> CellLedger {
        guard let source = try? ScriptFile.read(path) else { return CellLedger() }
        var lines = source.text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        guard lines.popFirst().map(String.init) == CellFile.header, lines.popLast() == "" else { return CellLedger() }
        var ledger = CellLedger()
        for line in lines {
            let parts = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3, let streams = UInt64(parts[0]) else { return CellLedger() }
            let needs = parts[1].split(separator: ",").map { Int($0) ?? -1 }
            guard needs.allSatisfy({ (0..<ledger.entries.count).contains($0) }) else { return CellLedger() }
            ledger.entries.append(
                CellLedger.Entry(outline: unescaped(String(parts[2])), needs: needs, streams: streams))
        }
        return ledger
    }

    /// - Throws: `cell.unwritable`; what was there stays.
    public func write(_ ledger: CellLedger) throws {
        var lines = [CellFile.header]
        for entry in ledger.entries {
            let needs = entry.needs.map(String.init).joined(separator: ",")
            lines.append("\(entry.streams)\t\(needs)\t\(escaped(entry.outline))")
        }
        let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
        if context.root != nil { _ = try context.resolve(path, for: .write) }
        if mkdir(folder, 0o777) != 0, errno != EEXIST { throw failure() }
        let aside = "\(path).\(getpid())"
        let descriptor = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o666)
        guard descriptor >= 0 else { throw failure() }
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            sent += count
        }
        let isWhole = sent == bytes.count && fsync(descriptor) == 0
        guard close(descriptor) == 0, isWhole, rename(aside, path) == 0 else {
            let problem = failure()
            unlink(aside)
            throw problem
        }
    }

    private func failure() -> Problem {
        Problem(
            "cell.unwritable", "which cells ran could not be kept in \(path): \(String(cString: strerror(errno)))")
    }

    private func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n").replacing("\r", with: "\\r")
    }

    private func unescaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if isEscaped {
                result.append(scalar == "n" ? "\n" : scalar == "r" ? "\r" : scalar)
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }
}
