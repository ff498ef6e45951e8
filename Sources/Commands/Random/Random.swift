import Runtime
import Tensors

extension CommandLibrary {
    static var random: [any Command.Type] {
        [Uniform.self, Normal.self, RandomIntegers.self, Shuffle.self, Choose.self]
    }
}

extension Context {
    /// A stream for a command: the seed given, else the next one of the session's own seed.
    func stream(seed given: Int?) -> RandomStream {
        if let given { return RandomStream(seed: UInt64(bitPattern: Int64(given))) }
        streamsTaken += 1
        return RandomStream(seed: seed, stream: streamsTaken)
    }
}

struct Uniform: Command {
    static let purity = Purity.seeded
    static let name = "random", summary = "Numbers from 0 to below 1, all equally likely."
    static let discussion =
        "Counter-based (Philox 4×32-10): the same seed gives the same bits on every machine. Without a seed, the session's seed gives a new stream at each call."
    static let searchTerms = ["rand", "uniform"]
    static let examples = [Example("random([2, 3], seed=7).shape", gives: "[2, 3]")]
    @Argument("The shape.") var shape: Value = .list([])
    @Option("A whole number.") var seed: Int?
    @Option("A name for each axis.") var axes: [String?]?
    func run(in context: Context) throws -> Value {
        var stream = context.stream(seed: seed)
        var tensor = try stream.uniform(Commands.shape(from: shape))
        if let names = try Commands.axes(from: axes, rank: tensor.rank) { tensor.axes = names }
        return try scalarOrTensor(tensor)
    }
}

struct Normal: Command {
    static let purity = Purity.seeded
    static let name = "normal", summary = "Numbers of the standard normal distribution: mean 0, deviation 1."
    static let searchTerms = ["randn", "gaussian", "noise"]
    static let examples = [Example("normal([2, 3], seed=7).shape", gives: "[2, 3]")]
    @Argument("The shape.") var shape: Value = .list([])
    @Option("A whole number.") var seed: Int?
    @Option("A name for each axis.") var axes: [String?]?
    func run(in context: Context) throws -> Value {
        var stream = context.stream(seed: seed)
        var tensor = try stream.normal(Commands.shape(from: shape))
        if let names = try Commands.axes(from: axes, rank: tensor.rank) { tensor.axes = names }
        return try scalarOrTensor(tensor)
    }
}

struct RandomIntegers: Command {
    static let purity = Purity.seeded
    static let name = "random_integers", summary = "Whole numbers from 0 to below a bound, all equally likely."
    static let searchTerms = ["randint", "dice"]
    static let examples = [Example("random_integers(6, [4], seed=1).shape", gives: "[4]")]
    @Argument("The bound, not reached.") var below: Int
    @Argument("The shape.") var shape: Value = .list([])
    @Option("A whole number.") var seed: Int?
    func run(in context: Context) throws -> Value {
        guard below > 0 else { throw Problem("random.bound", "the bound must be positive, found \(below)") }
        var stream = context.stream(seed: seed)
        return try scalarOrTensor(stream.integers(below: below, Commands.shape(from: shape)))
    }
}

struct Shuffle: Command {
    static let purity = Purity.seeded
    static let name = "shuffle", summary = "The elements or rows in a random order."
    static let searchTerms = ["permutation", "randperm"]
    static let examples = [Example("length(shuffle([1, 2, 3], seed=1))", gives: "3")]
    @Argument("A list or a table.") var subject: Value
    @Option("A whole number.") var seed: Int?
    func run(in context: Context) throws -> Value {
        let elements = try Elements.of(subject)
        var stream = context.stream(seed: seed)
        let order = try stream.permutation(elements.count).integers()
        if case .table(let table) = subject { return .table(table.selecting(order)) }
        return .list(order.map { elements[$0] })
    }
}

struct Choose: Command {
    static let purity = Purity.seeded
    static let name = "choose", summary = "So many different elements or rows at random."
    static let searchTerms = ["sample", "choice", "pick"]
    static let examples = [Example("length(choose([1, 2, 3], 2, seed=1))", gives: "2")]
    @Argument("A list or a table.") var subject: Value
    @Argument("How many.") var count: Int
    @Option("A whole number.") var seed: Int?
    func run(in context: Context) throws -> Value {
        let elements = try Elements.of(subject)
        guard (0...elements.count).contains(count) else {
            throw Problem("random.count", "\(count) different elements cannot be chosen from \(elements.count)")
        }
        var stream = context.stream(seed: seed)
        let order = Array(try stream.permutation(elements.count).integers().prefix(count))
        if case .table(let table) = subject { return .table(table.selecting(order)) }
        return .list(order.map { elements[$0] })
    }
}
