import Language
import Runtime

/// What `limn format` does with one script: reads it, lays it out, and can put it in its place.
public struct ScriptLayout: Sendable {
    /// The file, or what standard input is called.
    public let name: String
    public let before: String
    public let after: String
    private let hasMark: Bool

    /// - Throws: what is wrong with the file (`Problem`), the script's first syntax error or `format.refused`.
    public init(file: String) throws { try self.init(ScriptFile.read(file), hasMark: ScriptFile.hasMark(file)) }

    /// - Throws: the first syntax error or `format.refused`.
    public init(_ source: Source, hasMark: Bool = false) throws {
        name = source.name
        before = source.text
        self.hasMark = hasMark
        after = try DeepStack.run { try Formatter.format(source) }
    }

    /// The file is not what `write` would make of it.
    public var changes: Bool { hasMark || !before.utf8.elementsEqual(after.utf8) }

    /// Puts the text in the file's place: written aside and renamed, permissions kept.
    /// - Throws: where the file cannot be written; it is then as it was.
    public func write() throws { try Floor.write(Array(after.utf8), to: name) }

    /// What `write` would change, as `diff -u` shows it; empty where nothing.
    public var difference: String {
        UnifiedDifference(before, after, names: (name, name + " (laid out)")).text
    }
}

/// Scripts by the words of a command line: files as they are, folders by the `.limn` files below.
public enum ScriptList {
    /// Each once, in the order of their first mention.
    /// - Throws: `file.missing` for a path at which there is nothing.
    public static func scripts(_ paths: [String]) throws -> [String] {
        var seen: Set<String> = []
        return try all(paths).filter { seen.insert($0.hasPrefix("./") ? String($0.dropFirst(2)) : $0).inserted }
    }

    private static func all(_ paths: [String]) throws -> [String] {
        var found: [String] = []
        for path in paths {
            guard let names = Folder.names(path) else {
                found.append(path)
                continue
            }
            try Interrupt.check()
            let prefix = path.hasSuffix("/") ? path : path + "/"
            for name in names.sorted() where !name.hasPrefix(".") {
                let place = prefix + name
                if name.hasSuffix(".limn") {
                    found.append(place)
                } else if Folder.isFolder(place) {
                    found += try all([place])
                }
            }
        }
        return found
    }
}
