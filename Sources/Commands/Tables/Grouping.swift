import Glibc
import OrderedCollections
import Runtime
import Tensors

/// The rows of a table by the values of some columns, groups in order of first appearance.
func grouped(_ table: Table, by columns: [String]) throws -> [(key: Record, rows: [Int])] {
    for name in columns where table[column: name] == nil { throw Problem.noColumn(name, in: table) }
    var groups = OrderedDictionary<String, (key: Record, rows: [Int])>()
    try Growth.allow(bytes: 16 * table.rowCount)
    for index in 0..<table.rowCount {
        if index & 0xFF == 0 { try Interrupt.check() }
        let key = Record(columns.map { ($0, table[column: $0]?[index] ?? .none) })
        let text = key.fields.values.map(groupingKey).joined(separator: "\u{1f}")
        groups[text, default: (key, [])].rows.append(index)
    }
    return Array(groups.values)
}

struct Group: Command {
    static let name = "group", summary = "One row for each value of a column, with the rows that have it as a table."
    static let searchTerms = ["groupby", "split", "nest"]
    static let examples = [Example("group(table([{k: 1, v: 2}, {k: 1, v: 3}]), by=\"k\")[0].rows.v", gives: "[2, 3]")]
    @Argument("A table.") var table: Table
    @Option("Columns to group by.", completes: "column") var by: [String]

    func run(in context: Context) throws -> Table {
        Table(
            rows: try grouped(table, by: by).map { group in
                var row = group.key
                row["count"] = .int(group.rows.count)
                row["rows"] = .table(table.selecting(group.rows))
                return row
            })
    }
}

struct Summary: Command {
    static let name = "summary",
        summary = "Count, mean, standard deviation and confidence interval of columns, for each group."
    static let discussion = """
        The interval is mean ± t·s/√n with Student's t for n−1 degrees of freedom. none and NaN are left out and not \
        counted. Without `of=`, every column of numbers.
        """
    static let searchTerms = ["describe", "aggregate", "mean", "groupby"]
    static let examples = [
        Example("summary(table([{k: \"a\", v: 1.0}, {k: \"a\", v: 3.0}]), by=\"k\", of=\"v\")[0].v", gives: "2.0")
    ]
    @Argument("A table.") var table: Table
    @Option("Columns to group by; all rows together where left out.", completes: "column") var by: [String] = []
    @Option("Columns of numbers.", completes: "column") var of: [String] = []
    @Option("Width of the interval.", unit: .percent) var confidence = 0.95

    func run(in context: Context) throws -> Table {
        guard confidence > 0, confidence < 1 else {
            throw Problem(
                "summary.confidence",
                "a confidence lies between 0% and 100%, found \(fixed(confidence * 100, digits: 1))%")
        }
        let columns = of.isEmpty ? table.columnNames.filter { !by.contains($0) && isNumeric($0) } : of
        for name in columns where table[column: name] == nil { throw Problem.noColumn(name, in: table) }
        let groups = by.isEmpty ? [(key: Record(), rows: Array(0..<table.rowCount))] : try grouped(table, by: by)
        return Table(
            rows: try groups.map { group in
                var row = group.key
                row["count"] = .int(group.rows.count)
                for name in columns {
                    try Interrupt.check()
                    let sample = try group.rows.compactMap { try finite(table[column: name]?[$0] ?? .none) }
                    let interval = Interval(of: sample, confidence: confidence)
                    row[name] = .float(interval.mean)
                    row["\(name)_std"] = .float(interval.deviation)
                    row["\(name)_low"] = .float(interval.low)
                    row["\(name)_high"] = .float(interval.high)
                }
                return row
            })
    }

    private func isNumeric(_ name: String) -> Bool {
        let values = table[column: name] ?? []
        return values.contains { if case .none = $0 { false } else { true } }
            && values.allSatisfy { if case .none = $0 { true } else { (try? Double.from($0)) != nil } }
    }

    private func finite(_ value: Value) throws -> Double? {
        if case .none = value { return nil }
        let number = try Double.from(value)
        return number.isNaN ? nil : number
    }
}

struct MeanInterval: Command {
    static let name = "interval", summary = "Mean of numbers with its confidence interval by Student's t."
    static let searchTerms = ["confidence", "standard error", "ci"]
    static let examples = [Example("interval([1, 2, 3]).mean", gives: "2.0")]
    @Argument("Numbers.") var sample: Value
    @Option("Width of the interval.", unit: .percent) var confidence = 0.95

    func run(in context: Context) throws -> Record {
        guard confidence > 0, confidence < 1 else {
            throw Problem(
                "summary.confidence",
                "a confidence lies between 0% and 100%, found \(fixed(confidence * 100, digits: 1))%")
        }
        let interval = Interval(of: try numbers(of: sample).filter { !$0.isNaN }, confidence: confidence)
        return Record([
            ("mean", .float(interval.mean)), ("std", .float(interval.deviation)), ("low", .float(interval.low)),
            ("high", .float(interval.high)), ("count", .int(interval.count)),
        ])
    }
}

/// Mean, unbiased standard deviation and t interval of a sample; NaN where the sample is too small for them.
struct Interval {
    var count: Int
    var mean: Double
    var deviation: Double
    var low: Double
    var high: Double

    init(of sample: [Double], confidence: Double) {
        count = sample.count
        guard count > 0 else {
            (mean, deviation, low, high) = (.nan, .nan, .nan, .nan)
            return
        }
        let average = sample.reduce(0, +) / Double(count)
        mean = average
        guard count > 1 else {
            (deviation, low, high) = (.nan, .nan, .nan)
            return
        }
        deviation = (sample.reduce(0) { $0 + ($1 - average) * ($1 - average) } / Double(count - 1)).squareRoot()
        let half =
            studentQuantile((1 + confidence) / 2, freedom: Double(count - 1)) * deviation / Double(count).squareRoot()
        low = average - half
        high = average + half
    }
}

/// The quantile of Student's t by bisection on its distribution function (regularised incomplete beta, Lentz's
/// continued fraction); accurate to about 1e-10.
func studentQuantile(_ probability: Double, freedom: Double) -> Double {
    guard probability != 0.5 else { return 0 }
    if probability < 0.5 { return -studentQuantile(1 - probability, freedom: freedom) }
    func below(_ t: Double) -> Double { 1 - 0.5 * incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5) }
    var high = 1.0
    while below(high) < probability, high < 1e12 { high *= 2 }
    var low = 0.0
    for _ in 0..<200 {
        let middle = (low + high) / 2
        if below(middle) < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
}

private func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(1 - x, b, a) }
    let scale: Double = lgamma(a + b) - lgamma(a) - lgamma(b)
    let front: Double = exp(scale + a * log(x) + b * log(1 - x)) / a
    let tiny = 1e-300
    var c = 1.0
    var d = 1 - (a + b) * x / (a + 1)
    d = 1 / (abs(d) < tiny ? tiny : d)
    var fraction = d
    for step in 1...300 {
        let m = Double(step)
        let base = a + 2 * m
        let even: Double = m * (b - m) * x / ((base - 1) * base)
        let odd: Double = -(a + m) * (a + b + m) * x / (base * (base + 1))
        for numerator in [even, odd] {
            d = 1 + numerator * d
            d = 1 / (abs(d) < tiny ? tiny : d)
            c = 1 + numerator / c
            if abs(c) < tiny { c = tiny }
            fraction *= d * c
        }
        if abs(d * c - 1) < 1e-15 { break }
    }
    return front * fraction
}
