import Runtime
import Tensors

struct Map: Command {
    static let name = "map",
        summary = "What a function gives for each element of a list, row of a table or slice of a tensor."
    static let discussion = """
        Over a table, or where `progress=` names the work, records as results make a table. The function may take the \
        position as a second parameter. Ctrl-C in a session keeps what is finished.
        """
    static let isTraced = true
    static let searchTerms = ["apply", "foreach", "lapply", "list comprehension"]
    static let examples = [
        Example("map([1, 2, 3], x -> x * 2)", gives: "[2, 4, 6]"),
        Example("table([{a: 1}, {a: 2}]) |> map(row -> row.a)", gives: "[1, 2]"),
    ]
    @Argument("What to go through.") var subject: Value
    @Argument("Called with each element.") var function: Function
    @Option("A title: shows progress with the rate and the time left.") var progress: String?

    func run(in context: Context) throws -> Value {
        let elements = try Elements.of(subject)
        let takesPosition = function.parameterNames.count > 1
        let (results, isComplete) = try interruptible(count: elements.count, title: progress, in: context) {
            (report, keep: (Value) -> Void) in
            for (index, element) in elements.enumerated() {
                try Interrupt.check()
                report(index, "")
                keep(try function.call(takesPosition ? [element, .int(index)] : [element], in: context))
            }
            report(elements.count, "")
        }
        if !isComplete { context.stopAfterThis() }
        var answer = Elements.gathered(results, like: subject)
        if progress != nil { answer = Elements.tableIfRecords(results) }
        if case .table(var table) = answer {
            table.isComplete = isComplete
            return .table(table)
        }
        return answer
    }
}

struct Reduce: Command {
    static let name = "reduce", summary = "Puts elements together two by two from the left."
    static let searchTerms = ["fold", "accumulate"]
    static let examples = [Example("reduce([1, 2, 3], (a, b) -> a * b)", gives: "6")]
    @Argument("A list.") var subject: Value
    @Argument("Called with the result so far and the next element.") var function: Function
    @Option("The result to begin with; the first element where it is left out.") var from: Value = .none

    func run(in context: Context) throws -> Value {
        var elements = try Elements.of(subject)[...]
        var result = from
        if case .none = from {
            guard let first = elements.popFirst() else {
                throw Problem("reduce.empty", "an empty list has nothing to begin with", help: "give from=")
            }
            result = first
        }
        for element in elements { result = try function.call([result, element], in: context) }
        return result
    }
}
