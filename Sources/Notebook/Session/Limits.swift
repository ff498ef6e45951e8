import Runtime

/// What a script may use: `time=30min,memory=8GiB,depth=500,output=1GiB,root=./project`.
///
/// ```swift
/// try session.apply(Limits(parsing: "time=10s,root=./project"))
/// ```
public struct Limits: Sendable, Equatable {
    /// Of a script, or of each entry at the prompt.
    public var seconds: Double?
    /// Bytes that work may hold beyond what the process takes by itself.
    public var memory: Int?
    /// Nesting of calls.
    public var depth: Int?
    /// Bytes that a script, or an entry at the prompt, may print, show and write to files, together.
    public var output: Int?
    /// Files may only be touched below this folder.
    public var root: String?

    /// Limits that no longer hold: `time=none`.
    public var lifted: Set<String> = []

    /// None is set.
    public init() {}

    static let names = ["time", "memory", "depth", "output", "root"]

    /// - Throws: `limit.unknown`, `limit.bad-value` for what cannot be read.
    public init(parsing text: String) throws {
        for part in text.split(separator: ",") {
            guard let equals = part.firstIndex(of: "="), part.index(after: equals) < part.endIndex else {
                throw Problem.badLimit(String(part))
            }
            let name = part[..<equals].trimmed
            let value = part[part.index(after: equals)...].trimmed
            switch name {
            case "time" where Limits.isNone(value), "output" where Limits.isNone(value),
                "root" where Limits.isNone(value):
                lifted.insert(name)
            case "time": seconds = try Limits.amount(value, in: .seconds, of: name)
            case "memory": memory = try Limits.bytes(value, of: name)
            case "output": output = try Limits.bytes(value, of: name)
            case "depth":
                guard let count = Int(value), (1...100_000).contains(count) else {
                    throw Problem.badLimit(String(part))
                }
                depth = count
            case "root":
                guard !value.isEmpty, !value.utf8.contains(0) else { throw Problem.badLimit(String(part)) }
                root = value
            default:
                throw Problem(
                    "limit.unknown", "there is no limit `\(name)`",
                    help: "the limits are \(Limits.names.joined(separator: ", "))")
            }
        }
    }

    /// Sets what is given; the rest stays as it is. Time and output are counted from now on.
    /// - Throws: `limit.bad-value` for a root that is no folder; nothing is set then.
    public func apply(to context: Context) throws {
        if let root {
            let before = context.root
            guard context.confinement.confine(to: root) else {
                context.confinement.confine(to: before)
                throw Problem("limit.bad-value", "the root `\(root)` is not a folder that can be opened")
            }
        }
        if lifted.contains("root"), root == nil { context.confinement.confine(to: nil) }
        if lifted.contains("time"), seconds == nil {
            context.timeLimit = nil
            Interrupt.limit(nanoseconds: nil)
        }
        if lifted.contains("output"), output == nil { context.confinement.outputLimit = nil }
        if let seconds { context.timeLimit = UInt64(min(seconds, 1e9) * 1e9) }
        if let memory {
            MemoryBudget.limit = memory
            MemoryBudget.beginCounting()
        }
        if let depth { context.depthLimit = depth }
        if let output { context.confinement.outputLimit = output }
        context.restartLimits()
    }

    /// Words that take a limit away; `./none` is a folder of that name.
    private static func isNone(_ value: String) -> Bool { value == "none" || value == "any" }

    private static func bytes(_ text: String, of name: String) throws -> Int {
        guard let count = Int(exactly: try amount(text, in: .bytes, of: name).rounded(.down)) else {
            throw Problem.badLimit("\(name)=\(text)")
        }
        return count
    }

    private static func amount(_ text: String, in unit: ParameterUnit, of name: String) throws -> Double {
        let digits = text.prefix { $0.isNumber || $0 == "." || $0 == "_" }
        let written = String(text.dropFirst(digits.count))
        let factor = written.isEmpty ? 1 : unit.factor(of: written)
        guard let number = Double(String(digits.filter { $0 != "_" })), let factor, number > 0, number.isFinite else {
            throw Problem.badLimit("\(name)=\(text)")
        }
        return number * factor
    }
}

extension Session {
    /// Limits what scripts may use from now on. - Throws: as `Limits.apply`.
    public func apply(_ limits: Limits) throws { try limits.apply(to: context) }
}

extension Problem {
    static func badLimit(_ text: String) -> Problem {
        Problem(
            "limit.bad-value", "the limit `\(text)` cannot be read",
            help: "write for example --limit time=30min,memory=8GiB,depth=500,output=1GiB,root=./project")
    }
}

extension Substring {
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
