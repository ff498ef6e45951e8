import Runtime
import Tensors

struct Print: Command {
    static let name = "print"
    static let summary = "Show values."
    static let isVariadic = true
    @Argument("The values.") var values: [Value]
    func run(in context: Context) throws -> Nothing {
        context.output(values.map(\.printed).joined(separator: " "))
        return Nothing()
    }
}

struct Range: Command {
    static let name = "range"
    static let summary = "Ints from start to stop."
    @Argument("The start, or the stop.") var first: Int
    @Argument("The stop.") var second: Int?
    @Option("The distance.") var step = 1
    func run(in context: Context) throws -> Value {
        let range =
            try second.map { try IntegerRange(start: first, stop: $0, step: step) }
            ?? IntegerRange(start: 0, stop: first, step: step)
        return .list(try range.list())
    }
}

struct Length: Command {
    static let name = "length"
    static let summary = "How many items."
    @Argument("A list or a string.") var value: Value
    func run(in context: Context) throws -> Int {
        switch value {
        case .list(let items): items.count
        case .string(let text): text.string.count
        default: throw Mismatch(expected: "a list", found: value)
        }
    }
}

struct MapItems: Command {
    static let name = "map"
    static let summary = "Call a function for every item."
    @Argument("The items.") var items: [Value]
    @Argument("The function.") var function: Function
    @Option("A title.") var progress: String?
    func run(in context: Context) throws -> [Value] { try items.map { try function.call([$0], in: context) } }
}

struct SquareRoot: Command {
    static let name = "sqrt"
    static let summary = "The square root."
    @Argument("A number.") var x: Double
    func run(in context: Context) throws -> Double { x.squareRoot() }
}

struct MakeTensor: Command {
    static let name = "tensor"
    static let summary = "A tensor of nested lists."
    @Argument("The values.") var values: Tensor
    @Option("Names of the axes.") var axes: [String]?
    func run(in context: Context) throws -> Tensor {
        var tensor = values
        if let axes { tensor.axes = axes.map { Axis($0) } }
        return tensor
    }
}

struct MakeTable: Command {
    static let name = "table"
    static let summary = "A table of records."
    @Argument("The rows.") var rows: Table
    func run(in context: Context) throws -> Table { rows }
}

struct Units: Command {
    static let name = "units"
    static let summary = "Shows what its options were given."
    @Option("A size.", unit: .pixels) var size = 64
    @Option("A share.", unit: .percent) var opacity = 0.6
    @Option("A time.", unit: .seconds) var time = 1.0
    @Option("Memory.", unit: .bytes) var memory = 1024
    @Option("A colour scale.", from: ["magma", "viridis"]) var colormap = "magma"
    @Option("A longer name.") var blockSize = 8
    func run(in context: Context) throws -> String { "\(size) \(opacity) \(time) \(memory) \(colormap) \(blockSize)" }
}

/// `seed(7)` for `with`.
final class SeedSetting: ScopedSetting, NativeRepresentable, @unchecked Sendable {
    static let nativeTypeName = "seed setting"
    let seed: UInt64
    private var old: UInt64 = 0

    init(_ seed: UInt64) { self.seed = seed }

    func enter(_ context: Context) {
        old = context.seed
        context.seed = seed
    }
    func leave(_ context: Context) { context.seed = old }
    func display(width: Int) -> DisplayBundle { DisplayBundle(text: "seed \(seed)") }
}

struct Seed: Command {
    static let name = "seed"
    static let summary = "A seed for a block."
    @Argument("The seed.") var value: Int
    func run(in context: Context) throws -> SeedSetting { SeedSetting(UInt64(max(value, 0))) }
}

struct CurrentSeed: Command {
    static let name = "current_seed"
    static let summary = "The seed in force."
    func run(in context: Context) throws -> Int { Int(context.seed) }
}

struct OtherSquareRoot: Command {
    static let name = "sqrt"
    static let summary = "Another."
    @Argument("A number.") var x: Value
    func run(in context: Context) throws -> String { "other" }
}

/// Runs a text in the interpreter that is running already.
struct Evaluate: Command {
    static let name = "evaluate"
    static let summary = "Run a text."
    @Argument("The text.") var text: String
    func run(in context: Context) throws -> Value {
        try (context.services["interpreter"] as? Interpreter)?.run(text) ?? .none
    }
}
