import Foundation
import Testing

/// The files of this repository, as the tests of the house read them.
enum Repository {
    /// Two folders above this file's.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    struct File: CustomTestStringConvertible {
        /// Relative to the repository.
        var path: String
        var text: String
        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
        var testDescription: String { path }
    }

    /// Every file below `folder` whose name ends in one of `endings`, in order of path.
    static func files(below folder: String, endings: [String]) throws -> [File] {
        let base = root.appendingPathComponent(folder)
        guard let walker = FileManager.default.enumerator(atPath: base.path) else { return [] }
        var found: [File] = []
        for case let relative as String in walker where endings.contains(where: relative.hasSuffix) {
            let text = try String(contentsOf: base.appendingPathComponent(relative), encoding: .utf8)
            found.append(File(path: folder + "/" + relative, text: text))
        }
        return found.sorted { $0.path < $1.path }
    }

    static func sources() throws -> [File] {
        try files(below: "Sources", endings: [".swift"]) + files(below: "stdlib", endings: [".swift"])
    }
}
