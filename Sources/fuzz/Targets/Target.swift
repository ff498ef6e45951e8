/// One kind of input and what is done with it. A target lives in a worker process and is given one input after another.
protocol Target: AnyObject {
    /// As `--only` and the table name it.
    static var name: String { get }
    /// - Parameter place: what the worker has: files to start from and a folder to write to.
    init(_ place: Workplace)
    /// An input; the same for the same stream.
    func input(_ random: inout Random) -> [UInt8]
    /// Does everything with it that a user could. Errors that are answers are caught inside.
    /// - Throws: `Fault` for what must not be.
    func run(_ input: [UInt8]) throws
}

/// Something that an input must never do, short of ending the process.
struct Fault: Error {
    var message: String
    init(_ message: String) { self.message = message }
}

/// Every kind, in the order of the table. Adding one is one row.
enum Targets {
    static var all: [any Target.Type] {
        [
            ScriptTarget.self, ToolsTarget.self, CallTarget.self, TranscriptTarget.self, SafetensorsTarget.self,
            NPYTarget.self, PNGTarget.self, JPEGTarget.self, CSVTarget.self, JSONTarget.self,
        ]
    }

    static func named(_ name: String) -> (any Target.Type)? {
        (all + [SelfCheckTarget.self]).first { $0.name == name }
    }
}

/// Where a worker finds and leaves files.
struct Workplace {
    /// A folder of this worker alone; scripts may touch nothing else.
    var scratch: String
    var corpus: Corpus
    /// Bytes of tensors and of growth that an input may take.
    static let memory = 128 << 20
    /// The limits of every input, as `--limit` has them.
    var limits: String { "time=0.3s,memory=128MiB,depth=200,root=\(scratch)" }
}
