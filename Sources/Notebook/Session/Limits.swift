import Runtime

/// What a script may use: `time=30min,memory=8GiB,depth=500,root=./project`.
public struct Limits: Sendable {
    /// From the moment of applying it.
    public var seconds: Double?
    /// Of tensors, in bytes.
    public var memory: Int?
    /// Nesting of calls.
    public var depth: Int?
    /// Files may only be touched below this folder.
    public var root: String?

    public init() {}

    /// - Throws: `limit.unknown`, `limit.bad-value` for what cannot be read.
    public init(parsing text: String) throws {
        for part in text.split(separator: ",") {
            guard let equals = part.firstIndex(of: "="), part.index(after: equals) < part.endIndex else {
                throw Problem.badLimit(String(part))
            }
            let name = part[..<equals].trimmed
            let value = part[part.index(after: equals)...].trimmed
            switch name {
            case "time":
                seconds = try Limits.amount(value, in: .seconds, of: name)
            case "memory":
                memory = Int(exactly: try Limits.amount(value, in: .bytes, of: name).rounded(.down))
                guard memory != nil else { throw Problem.badLimit(String(part)) }
            case "depth":
                guard let count = Int(value), (1...100_000).contains(count) else {
                    throw Problem.badLimit(String(part))
                }
                depth = count
            case "root": root = value
            default:
                throw Problem(
                    "limit.unknown", "there is no limit `\(name)`", help: "the limits are time, memory, depth and root")
            }
        }
    }

    /// Sets what is given; the rest stays as it is. Time begins to run now.
    public func apply(to context: Context) {
        if let seconds { Interrupt.limit(nanoseconds: UInt64(min(seconds, 1e9) * 1e9)) }
        if let memory { MemoryBudget.limit = memory }
        if let depth { context.depthLimit = depth }
        if let root { context.root = root }
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

extension Problem {
    static func badLimit(_ text: String) -> Problem {
        Problem(
            "limit.bad-value", "the limit `\(text)` cannot be read",
            help: "write for example --limit time=30min,memory=8GiB,depth=500,root=./project")
    }
}

extension Substring {
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
