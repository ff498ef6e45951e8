import Imaging
import Runtime
import Tensors

struct Print: Command {
    static let purity = Purity.impure
    static let name = "print", summary = "Writes values on one line, separated by one blank."
    static let searchTerms = ["echo", "puts", "println", "write"]
    static let isVariadic = true
    static let examples = [Example("print(1, [1, 2], [\"a\"], true)"), Example("print(\"steps:\", 30)")]
    @Argument("What to write.") var values: [Value] = []
    @Option("What stands between the values.") var separator = " "

    func run(in context: Context) throws -> Nothing {
        try context.write(joined(try values.map { try $0.checkedPrinted() }, separator))
        return Nothing()
    }
}

struct Show: Command {
    static let purity = Purity.impure
    static let name = "show",
        summary = "Shows a value as an answer is shown: a picture, an aligned table, a tensor's card."
    static let discussion =
        "In a terminal that can draw, an image appears in place. Returns the value, so it can end a pipe."
    static let searchTerms = ["display", "imshow", "view"]
    static let examples = [Example("show([1, 2, 3])"), Example("table([{a: 1}, {a: 2}]) |> show")]
    @Argument("What to show.") var subject: Value

    @Option("How to draw numbers over two axes.", from: ["value", "heat"]) var `as` = "value"

    func run(in context: Context) throws -> Nothing {
        guard self.as == "heat" else {
            try context.present(subject)
            return Nothing()
        }
        try context.present(.native(try heatChart(subject, Chart(width: 720, height: 420), .viridis)))
        return Nothing()
    }
}

extension Context {
    /// Shows a value the rich way where the front end can, as text elsewhere.
    func present(_ value: Value) throws {
        if let show { show(value) } else { try write(value.plainDisplay(width: 100)) }
        try check()
    }
}
