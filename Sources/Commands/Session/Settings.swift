import Runtime
import Tensors

struct Length: Command {
    static let name = "length",
        summary = "How many elements: of a list, rows of a table, characters, fields, or a tensor's first axis."
    static let searchTerms = ["len", "count", "size", "nrow"]
    static let examples = [Example("length([1, 2, 3])", gives: "3"), Example("length(\"abc\")", gives: "3")]
    @Argument("A list, table, string, record or tensor.") var subject: Value

    func run(in context: Context) throws -> Int {
        switch subject {
        case .list(let items): return items.count
        case .table(let table): return table.rowCount
        case .string(let string): return try string.string.characterCount()
        case .record(let record): return record.count
        case .tensor(let tensor) where tensor.rank > 0: return tensor.shape[0]
        default: throw Mismatch(expected: "a list, a table, a string, a record or a tensor", found: subject)
        }
    }
}

struct Apply: Command {
    static let name = "apply", summary = "Calls a function with the arguments of a list."
    static let examples = [Example("apply((a, b) -> a + b, [1, 2])", gives: "3")]
    @Argument("A function.") var function: Function
    @Argument("Its arguments.") var arguments: [Value]
    func run(in context: Context) throws -> Value { try function.call(arguments, in: context) }
}

struct Memory: Command {
    static let purity = Purity.impure
    static let name = "memory_in_use", summary = "How many bytes tensors hold now, and how many they may."
    static let examples = [Example("type(memory_in_use().limit)", gives: "\"int\"")]
    func run(in context: Context) throws -> Record {
        Record([("bytes", .int(MemoryBudget.usedBytes)), ("limit", .int(MemoryBudget.limit))])
    }
}
