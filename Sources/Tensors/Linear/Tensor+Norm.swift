import Glibc

/// Which norm.
public enum NormOrder: Sendable, Equatable {
    /// The root of the sum of squares.
    case frobenius
    /// The sum of the singular values.
    case nuclear
    /// For vectors (Σ|x|^p)^(1/p), with 0 (how many are not 0) and ±∞ (largest, least size). For matrices 1, -1, 2,
    /// -2, ∞ and -∞: largest or least sum of a column, singular value, sum of a row.
    case power(Double)
}

extension Tensor {
    /// Norms as `numpy.linalg.norm` has them, summed in double precision.
    ///
    /// Without an order: the root of the sum of squares over the axes, all of them for nil. With an order: one axis is
    /// a vector's, two are a matrix's (rows, columns).
    /// - Throws: `linear.norm` for an order that the axes do not have; `tensor.unknown-axis .duplicate-axis`;
    ///   `tensor.empty` where a largest or least of nothing is asked for; as `svd` for singular values.
    public func norm(order: NormOrder? = nil, over: [Int]? = nil, keep: Bool = false) throws -> Tensor {
        let places = try over.map { try $0.map { try position(ofAxis: $0) } } ?? Array(0..<rank)
        guard Set(places).count == places.count else {
            throw Problem("tensor.duplicate-axis", "an axis is given twice in \(over ?? [])")
        }
        if order != nil, places.count != 1, places.count != 2 {
            throw Problem(
                "linear.norm", "a norm of this order needs one axis (vectors) or two (matrices), not \(places.count)",
                help: "say over which axes, or leave out the order")
        }
        let kept = (0..<rank).filter { !places.contains($0) }
        let source = try converted(to: .float32).permuted(kept + places).contiguous()
        let sizes = places.map { shape[$0] }
        let rows = places.count == 2 && order != nil ? sizes[0] : 1
        let columns = places.count == 2 && order != nil ? sizes[1] : sizes.reduce(1, *)
        let result =
            if places.count == 2, let order, order != .frobenius {
                try source.matrixNorms(order, rows, columns, kept.count)
            } else {
                try source.vectorNorms(order ?? .frobenius, rows * columns, kept.count)
            }
        guard keep else { return result }
        return try places.sorted().reduce(result) { try $0.expanded(at: $1, name: axes[$1].name) }
    }

    private func vectorNorms(_ order: NormOrder, _ size: Int, _ outer: Int) throws -> Tensor {
        guard order != .nuclear else {
            throw Problem("linear.norm", "the nuclear norm is a matrix's; a vector has none", help: "give two axes")
        }
        if size == 0, case .power(let p) = order, p.isInfinite || p < 0 { throw Problem.emptyReduction("norm", self) }
        return try withElements(Float.self) { elements in
            try Tensor(Float.self, shape: Array(shape[..<outer]), axes: Array(axes[..<outer])) { target in
                for index in target.indices {
                    try Interrupt.check()
                    let values = elements[index * size..<(index + 1) * size].lazy.map { Swift.abs(Double($0)) }
                    target[index] = Float(try Tensor.norm(values, order))
                }
            }
        }
    }

    private static func norm(_ values: some RandomAccessCollection<Double>, _ order: NormOrder) throws -> Double {
        func reduce(_ start: Double, _ combine: (Double, Double) -> Double) throws -> Double {
            var result = start
            try inChunks(values.count) { part in
                let (low, high) = (part.lowerBound, part.upperBound)
                let from = values.index(values.startIndex, offsetBy: low)
                result = values[from..<values.index(from, offsetBy: high - low)].reduce(result, combine)
            }
            return result
        }
        guard case .power(let p) = order, p != 2 else { return try reduce(0) { $0 + $1 * $1 }.squareRoot() }
        if p == .infinity { return try reduce(0) { $0.isNaN || $1 <= $0 ? $0 : $1 } }
        if p == -.infinity { return try reduce(.infinity) { $0.isNaN || $1 >= $0 ? $0 : $1 } }
        if p == 0 { return try reduce(0) { $1 != 0 ? $0 + 1 : $0 } }
        if p == 1 { return try reduce(0, +) }
        return pow(try reduce(0) { $0 + pow($1, p) }, 1 / p)
    }

    private func matrixNorms(_ order: NormOrder, _ rows: Int, _ columns: Int, _ outer: Int) throws -> Tensor {
        func need(_ isThere: Bool) throws { if !isThere { throw Problem.emptyReduction("norm", self) } }
        let places = (row: outer, column: outer + 1)
        let (over, along): (Int, Int)
        switch order {
        case .nuclear: return try svd().s.sum(over: [-1])
        case .power(2):
            try need(rows > 0 && columns > 0)
            return try svd().s.max(over: [-1])
        case .power(-2):
            try need(rows > 0 && columns > 0)
            return try svd().s.min(over: [-1])
        case .power(1), .power(-1): (over, along) = (places.row, places.row)
        case .power(.infinity), .power(-.infinity): (over, along) = (places.column, places.row)
        default:
            throw Problem(
                "linear.norm", "matrices have the norms 1, -1, 2, -2, infinity, -infinity, Frobenius and nuclear",
                help: "give one axis for a norm of vectors")
        }
        try need(over == places.row ? columns > 0 : rows > 0)
        let sums = try unary(.abs).sum(over: [over])
        if case .power(let p) = order, p < 0 { return try sums.min(over: [along]) }
        return try sums.max(over: [along])
    }
}
