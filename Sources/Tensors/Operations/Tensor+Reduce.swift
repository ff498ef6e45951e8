/// Sums, means, extremes and tests along axes. `over` nil means all axes; `keep` leaves size-1 axes behind.
///
/// A NaN among the elements makes the result NaN. float16 and bfloat16 are folded in Double and rounded once.
/// Every one throws `tensor.unknown-axis` and `tensor.duplicate-axis`.
extension Tensor {
    /// The sum; 0 of no elements. bool and int64 give int64, which wraps.
    public func sum(over: [Int]? = nil, keep: Bool = false) throws -> Tensor {
        try folded(over, keep, SumFloats.self, SumIntegers.self)
    }

    /// The product; 1 of no elements. bool and int64 give int64, which wraps.
    public func prod(over: [Int]? = nil, keep: Bool = false) throws -> Tensor {
        try folded(over, keep, ProductFloats.self, ProductIntegers.self)
    }

    /// The mean; NaN of no elements. bool and int64 give float32.
    public func mean(over: [Int]? = nil, keep: Bool = false) throws -> Tensor {
        try folded(over, keep, MeanFloats.self, MeanIntegers.self)
    }

    /// The variance about the mean: over n, or over n − 1 where `unbiased`; NaN where that is 0.
    public func variance(over: [Int]? = nil, keep: Bool = false, unbiased: Bool = false) throws -> Tensor {
        let source = try converted(to: .float32)
        let result =
            unbiased
            ? try source.folded(UnbiasedSpreadFloats.self, over: over, keep: keep)
            : try source.folded(SpreadFloats.self, over: over, keep: keep)
        return try result.converted(to: dtype.floating)
    }

    /// The square root of the variance.
    public func std(over: [Int]? = nil, keep: Bool = false, unbiased: Bool = false) throws -> Tensor {
        let source = try converted(to: .float32)
        let result =
            unbiased
            ? try source.folded(UnbiasedDeviationFloats.self, over: over, keep: keep)
            : try source.folded(DeviationFloats.self, over: over, keep: keep)
        return try result.converted(to: dtype.floating)
    }

    /// The least element. - Throws: `tensor.empty` where there is none.
    public func min(over: [Int]? = nil, keep: Bool = false) throws -> Tensor {
        try refuseEmpty("min", over)
        if dtype == .bool { return try folded(AllBools.self, over: over, keep: keep) }
        return try folded(over, keep, LeastFloat.self, LeastInteger.self)
    }

    /// The greatest element. - Throws: `tensor.empty` where there is none.
    public func max(over: [Int]? = nil, keep: Bool = false) throws -> Tensor {
        try refuseEmpty("max", over)
        if dtype == .bool { return try folded(AnyBools.self, over: over, keep: keep) }
        return try folded(over, keep, GreatestFloat.self, GreatestInteger.self)
    }

    /// Whether every element is other than 0; true of none. A NaN counts as true.
    public func all(over: [Int]? = nil, keep: Bool = false) throws -> Tensor {
        try converted(to: .bool).folded(AllBools.self, over: over, keep: keep)
    }

    /// Whether some element is other than 0; false of none.
    public func any(over: [Int]? = nil, keep: Bool = false) throws -> Tensor {
        try converted(to: .bool).folded(AnyBools.self, over: over, keep: keep)
    }

    /// How many elements are other than 0, as int64.
    public func countNonZero(over: [Int]? = nil, keep: Bool = false) throws -> Tensor {
        try converted(to: .bool).sum(over: over, keep: keep)
    }

    /// The position of the first greatest element along the axis, or in row-major order for nil; int64.
    /// - Throws: `tensor.empty`.
    public func argmax(axis: Int? = nil, keep: Bool = false) throws -> Tensor {
        try refuseEmpty("argmax", axis.map { [$0] })
        return try indexed(axis, keep, GreatestFloatAt.self, GreatestIntegerAt.self)
    }

    /// The position of the first least element along the axis, or in row-major order for nil; int64.
    public func argmin(axis: Int? = nil, keep: Bool = false) throws -> Tensor {
        try refuseEmpty("argmin", axis.map { [$0] })
        return try indexed(axis, keep, LeastFloatAt.self, LeastIntegerAt.self)
    }

    private func folded<F: Fold, I: Fold>(
        _ over: [Int]?, _ keep: Bool, _ floats: F.Type, _ integers: I.Type
    ) throws -> Tensor {
        guard dtype.isFloating else { return try converted(to: .int64).folded(integers, over: over, keep: keep) }
        return try converted(to: .float32).folded(floats, over: over, keep: keep).converted(to: dtype)
    }

    private func indexed<F: Fold, I: Fold>(
        _ axis: Int?, _ keep: Bool, _ floats: F.Type, _ integers: I.Type
    ) throws -> Tensor {
        let over = axis.map { [$0] }
        guard dtype.isFloating else { return try converted(to: .int64).folded(integers, over: over, keep: keep) }
        return try converted(to: .float32).folded(floats, over: over, keep: keep)
    }

    /// An extreme of no elements has no value; where there is no result either, nothing is wrong.
    func refuseEmpty(_ name: String, _ over: [Int]?) throws {
        let dropped = try positions(ofAxes: over)
        let (kept, _) = frameAfterReducing(dropped, keep: false)
        if dropped.contains(where: { shape[$0] == 0 }) && !kept.contains(0) { throw Problem.emptyReduction(name, self) }
    }
}
