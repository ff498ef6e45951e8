import Tensors
import Testing

/// The cases of `Fixtures/operations/cases.json`, which NumPy and torch answered.
struct OperationCases {
    let pool: [String: Tensor]
    let cases: [JSON]

    static func load() throws -> OperationCases {
        let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        let file = try JSON.read(path: "/" + folder + "/Fixtures/operations/cases.json")
        var pool: [String: Tensor] = [:]
        for (name, packed) in try #require(file["tensors"]?.object) { pool[name] = try unpack(packed) }
        return OperationCases(pool: pool, cases: try #require(file["cases"]?.array))
    }

    /// `[dtype, shape, values]`, with "nan", "inf" and "-inf" for what JSON has not.
    static func unpack(_ packed: JSON) throws -> Tensor {
        let dtype = try #require(packed[0]?.string.flatMap(DType.init(rawValue:)))
        let shape = try #require(packed[1]?.integers)
        let values = try #require(packed[2]?.array)
        if dtype == .int64 { return try Tensor(values.map { Int64(try #require($0.int)) }, shape: shape) }
        let floats: [Float] = try values.map { value in
            switch value.string {
            case "nan": .nan
            case "inf": .infinity
            case "-inf": -.infinity
            default: Float(try #require(value.number))
            }
        }
        return try Tensor(floats, shape: shape).converted(to: dtype)
    }

    /// A pooled tensor, or `[name, steps]`: one seen through transpositions, slices and broadcasts.
    func input(_ reference: JSON) throws -> Tensor {
        if let name = reference.string { return try #require(pool[name]) }
        let name = try #require(reference[0]?.string)
        var tensor = try #require(pool[name])
        for step in try #require(reference[1]?.array) {
            switch step[0]?.string {
            case "t": tensor = try tensor.transposed(step[1]?.integers)
            case "e": tensor = try tensor.broadcast(to: try #require(step[1]?.integers))
            default:
                let axis = try #require(step[1]?.int)
                let slice = IndexItem.slice(start: step[2]?.int, stop: step[3]?.int, step: step[4]?.int)
                tensor = try tensor.selecting(
                    Array(repeating: IndexSpec(item: .all), count: axis) + [IndexSpec(item: slice)])
            }
        }
        return tensor
    }

    /// What is wrong with the answer to one case, or nil.
    func fault(in entry: JSON) throws -> String? {
        let operation = try #require(entry["op"]?.string)
        let arguments = try #require(entry["args"])
        let wanted = entry["error"]?.string
        let found: [Tensor]
        do {
            let inputs = try #require(entry["in"]?.array).map { try input($0) }
            found = try run(operation, inputs, arguments)
        } catch let problem as Problem {
            return wanted == "*" || wanted == problem.id ? nil : "threw \(problem), wanted \(wanted ?? "a result")"
        }
        if let wanted { return "gave \(found.map(\.shape)), wanted the error \(wanted)" }
        let expected = try #require(entry["out"]?.array).map { try OperationCases.unpack($0) }
        guard found.count == expected.count else { return "gave \(found.count) tensors, wanted \(expected.count)" }
        for (one, two) in zip(found, expected) {
            if let fault = try difference(one, two) { return fault }
        }
        return nil
    }

    /// Shapes, dtypes, integers and bools exactly; floats to 1e-6, and the 16-bit ones to half their last place.
    private func difference(_ found: Tensor, _ wanted: Tensor) throws -> String? {
        if found.shape != wanted.shape { return "shape \(found.shape), wanted \(wanted.shape)" }
        if found.dtype != wanted.dtype { return "dtype \(found.dtype), wanted \(wanted.dtype)" }
        if found.dtype == .int64 {
            let (one, two) = (try found.integers(), try wanted.integers())
            return one == two ? nil : "\(one.prefix(12)), wanted \(two.prefix(12))"
        }
        let (one, two) = (try found.floats(), try wanted.floats())
        let tolerance: Float = found.dtype == .float16 ? 1e-3 : found.dtype == .bfloat16 ? 8e-3 : 1e-6
        for (index, (a, b)) in zip(one, two).enumerated() where a != b && !(a.isNaN && b.isNaN) {
            let bound = tolerance * Swift.max(abs(b), found.dtype == .float32 ? 1e-7 : 1e-4)
            if !(abs(a - b) <= bound) || a.isInfinite { return "\(a) at \(index), wanted \(b)" }
        }
        return nil
    }
}

@Suite struct OperationsAgainstNumPy {
    static let operations = [
        "unary", "binary", "scalar", "convert", "where", "clamp", "reduce", "argmax", "argmin", "cumulativeSum",
        "cumulativeProduct", "sort", "argsort", "unique", "quantile", "histogram", "softmax", "zeros", "ones", "full",
        "arange", "arangeFloat", "linspace", "eye", "reshape", "transpose", "move", "expand", "squeeze", "broadcast",
        "concat", "stack", "split", "flip", "roll", "repeat", "tile", "diff", "pad", "select", "assign",
    ]

    @Test func everyCaseAgrees() throws {
        let all = try OperationCases.load()
        var faults: [String: [String]] = [:]
        var seen: [String: Int] = [:]
        for entry in all.cases {
            let operation = try #require(entry["op"]?.string)
            seen[operation, default: 0] += 1
            if let fault = try all.fault(in: entry) {
                let inputs = entry["in"]?.serialized() ?? ""
                faults[operation, default: []].append("\(inputs) \(entry["args"]?.serialized() ?? ""): \(fault)")
            }
        }
        for operation in Self.operations {
            #expect(seen[operation] ?? 0 > 0, "no case for \(operation)")
            let found = faults[operation] ?? []
            #expect(
                found.isEmpty,
                "\(operation): \(found.count) of \(seen[operation] ?? 0):\n\(found.prefix(6).joined(separator: "\n"))")
        }
        #expect(Set(seen.keys) == Set(Self.operations))
    }
}
