import Tensors
import Testing

/// Past a million elements the loops are cut, so that an interrupt is seen; nothing may be lost at the cuts.
@Suite struct OperationsLarge {
    private static let size = (1 << 21) + 12_345

    @Test func everyElementIsVisitedOnce() throws {
        let size = Self.size
        let x = try Tensor.arange(0, size)
        let wanted = size * (size - 1) / 2
        #expect(try x.sum().integers() == [wanted])
        #expect(try Tensor.binary(.add, x, .int(1)).sum().integers() == [wanted + size])
        #expect(try x.flipped().argmin().integers() == [size - 1])
        #expect(try x.flipped().copied().argmax().integers() == [0])
        let halves = try x.reshaped([size, 1]).broadcast(to: [size, 2])
        #expect(try halves.sum(over: [0]).integers() == [wanted, wanted])
        #expect(try halves.transposed().copied().sum(over: [1]).integers() == [wanted, wanted])
        let mask = try Tensor.binary(.less, x, .int(3 << 19))
        #expect(try x.selecting([IndexSpec(item: .mask(mask))]).max().integers() == [(3 << 19) - 1])
        #expect(try mask.sum().integers() == [3 << 19])
        #expect(try Tensor.where(mask, x, Tensor(.int(0))).max().integers() == [(3 << 19) - 1])
        #expect(try x.histogram(bins: 3).counts.sum().integers() == [size])
    }

    /// A float32 running sum would stop at 2^24.
    @Test func sumsOfFloatsKeepTheirDigits() throws {
        let count = (1 << 24) + 1000
        let ones = try Tensor.ones([1]).broadcast(to: [count])
        #expect(try ones.sum().floats() == [Float(count)])
        #expect(try ones.mean().floats() == [1])
    }
}
