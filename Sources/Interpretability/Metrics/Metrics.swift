import Tensors

/// Scores of a map or a mask against the truth, and of one picture against another.
///
/// All are pure functions. NaN or infinity in an input and shapes that differ are errors; a score that the formula
/// leaves open (no truth, no spread) is what `Undefined` says.
public enum Metrics {
    /// What a score is where its formula gives none.
    public enum Undefined: String, Sendable, CaseIterable {
        case nan, zero, error

        func result(_ why: @autoclosure () -> String) throws -> Double {
            switch self {
            case .nan: return .nan
            case .zero: return 0
            case .error:
                throw Problem("metric.undefined", why(), help: "undefined=\"nan\" or \"zero\" gives a number instead")
            }
        }
    }

    /// The values of two tensors of one shape, row-major; axes of the same names in another order are put in order.
    static func pair(_ a: Tensor, _ b: Tensor, _ name: String) throws -> (a: [Float], b: [Float]) {
        var b = b
        let (first, second) = (a.names.compactMap { $0 }, b.names.compactMap { $0 })
        if first.count == a.rank, second.count == b.rank, first != second, Set(first) == Set(second) {
            b = try b.transposed(names: first)
        }
        guard a.shape == b.shape else {
            throw Problem(
                "metric.shape-mismatch",
                "\(name) compares tensors of one shape, found \(a.shapeDescription) and \(b.shapeDescription)",
                help: "resize one of them first, as in resize(heat, size=truth)")
        }
        guard a.count > 0 else { throw Problem("metric.empty", "\(name) needs at least one element") }
        return (try values(a, name), try values(b, name))
    }

    /// The values, all of them finite. - Throws: `metric.not-finite`.
    static func values(_ tensor: Tensor, _ name: String) throws -> [Float] {
        let values = try tensor.floats()
        if let index = values.firstIndex(where: { !$0.isFinite }) {
            throw Problem(
                "metric.not-finite", "\(name): element \(index) of \(tensor.shapeDescription) is \(values[index])",
                help: "replace such values first, as in where(isnan(x), 0, x)")
        }
        return values
    }

    /// A map and where the truth holds. - Throws: `metric.not-a-mask` where the truth has other values than 0 and 1.
    static func scored(_ heat: Tensor, _ truth: Tensor, _ name: String) throws -> (heat: [Float], truth: [Bool]) {
        let (heat, truth) = try pair(heat, truth, name)
        return (heat, try mask(truth, name))
    }

    static func mask(_ values: [Float], _ name: String) throws -> [Bool] {
        try values.map { value in
            guard value == 0 || value == 1 else {
                throw Problem(
                    "metric.not-a-mask", "\(name) needs a mask of 0 and 1, found \(value)",
                    help:
                        "give threshold=\"otsu\", \"gmm\", \"mean\" or a fraction of the maximum, or compare first, as in heat > 0.5"
                )
            }
            return value == 1
        }
    }
}
