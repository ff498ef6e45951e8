import Language
import Runtime
import Stdlib

/// A module of the standard library as help and the manual see it.
public struct LibraryModule: Sendable {
    public struct Entry: Sendable {
        public var name: String
        /// `heatmap(run, word, preset="daam")`, as written.
        public var signature: String
        /// Its parameters in order; the rest may be left out.
        public var parameters: [(name: String, isRequired: Bool)] { defaults.map { ($0.name, $0.standard == nil) } }
        /// The same with each default as it is written; nil where there is none.
        public var defaults: [(name: String, standard: String?)]
        public var documentation: String
        /// The first paragraph, in one line.
        public var summary: String
    }

    public var name: String
    /// The comment at the top of the file.
    public var summary: String
    /// Its public functions in the order of the file.
    public var entries: [Entry]

    /// - Throws: the module's first syntax error.
    public init(name: String, source: Source) throws {
        self.name = name
        let program = try Parser.parse(source)
        summary = LibraryModule.heading(of: source)
        entries = program.body.compactMap { statement in
            guard case .define(let function) = statement.kind, let name = function.name?.text, !name.hasPrefix("_")
            else { return nil }
            let paragraph = function.documentation.split(separator: "\n", omittingEmptySubsequences: false)
                .prefix { !$0.isEmpty && !$0.hasPrefix(">>>") }
            return Entry(
                name: name, signature: LibraryModule.signature(function, in: source),
                defaults: function.parameters.map { ($0.name.text, $0.defaultValue.map { source.text(in: $0.span) }) },
                documentation: function.documentation, summary: paragraph.joined(separator: " "))
        }
    }

    /// The whole standard library, read once when it is first asked for; a module that does not parse is left out.
    static let shared: [LibraryModule] = Stdlib.modules.compactMap { name in
        try? LibraryModule(name: name, source: Source(name: "\(name).limn", text: Stdlib.source(of: name) ?? ""))
    }

    /// A function of the standard library.
    static func entry(_ name: String) -> Entry? {
        for module in shared { if let entry = module.entries.first(where: { $0.name == name }) { return entry } }
        return nil
    }

    /// The whole standard library.
    public static func all() throws -> [LibraryModule] {
        try Stdlib.modules.map { name in
            try LibraryModule(name: name, source: Source(name: "\(name).limn", text: Stdlib.source(of: name) ?? ""))
        }
    }

    private static func signature(_ function: FunctionDefinition, in source: Source) -> String {
        let parameters = function.parameters.map { parameter in
            guard let value = parameter.defaultValue else { return parameter.name.text }
            return
                "\(parameter.name.text)=\(String(decoding: source.bytes[value.span.start..<value.span.end], as: UTF8.self))"
        }
        return "\(function.name?.text ?? "")(\(parameters.joined(separator: ", ")))"
    }

    /// The comment lines at the start of a file, as one paragraph.
    private static func heading(of source: Source) -> String {
        var lines: [Substring] = []
        for line in source.text.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("#") else {
                // A block without a distance from a function is that function's.
                if line.hasPrefix("def ") { return "" }
                break
            }
            lines.append(line.drop { $0 == "#" || $0 == "%" || $0 == " " })
        }
        return lines.filter { !$0.isEmpty }.joined(separator: " ")
    }
}

/// Which module of the standard library defines a name: the lines that begin with `def`, read once when first asked.
final class LibraryIndex: @unchecked Sendable {
    private lazy var modules: [String: String] = {
        var found: [String: String] = [:]
        for module in Stdlib.modules {
            for line in (Stdlib.source(of: module) ?? "").split(separator: "\n") where line.hasPrefix("def ") {
                let name = line.dropFirst(4).prefix { $0.isLetter || $0.isNumber || $0 == "_" }
                if !name.isEmpty, !name.hasPrefix("_"), found[String(name)] == nil { found[String(name)] = module }
            }
        }
        return found
    }()

    func module(defining name: String) -> String? { modules[name] }
    var names: [String] { Array(modules.keys) }
}
