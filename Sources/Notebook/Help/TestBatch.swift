import Commands
import Language
import Runtime
import Stdlib

/// The examples of one file, each definition's in a session of its own.
public struct TestBatch {
    public var name: String
    private var source: Source

    /// - Throws: where the file cannot be read or does not parse.
    public init(file: String) throws {
        name = file
        source = try ScriptFile.read(file)
        _ = try Parser.parse(source)
    }

    private init(module: String) {
        name = module
        source = Source(name: module, text: Stdlib.source(of: module) ?? "")
    }

    /// The whole standard library.
    public static func library() throws -> [TestBatch] { Stdlib.modules.map(TestBatch.init(module:)) }

    /// - Throws: `Diagnostic` where the file itself fails, `Interrupted`.
    public func run() throws -> [DoctestResult] {
        let program = try Parser.parse(source)
        return try program.body.flatMap { statement -> [DoctestResult] in
            guard case .define(let function) = statement.kind, let name = function.name?.text else { return [] }
            let tests = Doctest.all(in: function.documentation, subject: name)
            guard !tests.isEmpty else { return [] }
            let session = Session()
            try session.run(source)
            return try session.run(tests)
        }
    }
}
