import Tensors
import Testing

@Suite struct RandomTests {
    /// The known answers that Random123 publishes for philox4x32 with ten rounds.
    @Test func philoxKnownAnswers() {
        let zero = Philox.block(.zero, key: .zero)
        #expect(zero == SIMD4(0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8))
        let ones = Philox.block(SIMD4(repeating: .max), key: SIMD2(repeating: .max))
        #expect(ones == SIMD4(0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD))
        let pi = Philox.block(
            SIMD4(0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344), key: SIMD2(0xA409_3822, 0x299F_31D0))
        #expect(pi == SIMD4(0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1))
    }

    /// A draw in pieces is the draw at once, whatever the pieces.
    @Test func piecesMakeTheWhole() throws {
        let kinds: [(inout RandomStream, Int) throws -> Tensor] = [
            { try $0.uniform([$1]) }, { try $0.normal([$1]) }, { try $0.integers(below: 1000, [$1]) },
            { try $0.bernoulli(0.3, [$1]) },
        ]
        for kind in kinds {
            var whole = RandomStream(seed: 9, stream: 2)
            let expected = try kind(&whole, 64).floats()
            var pieces = RandomStream(seed: 9, stream: 2)
            var found: [Float] = []
            for size in [1, 2, 0, 3, 5, 1, 1, 7, 44] { found += try kind(&pieces, size).floats() }
            #expect(found == expected)
            #expect(pieces == whole)
            var later = RandomStream(seed: 9, stream: 2)
            later.position = 33
            #expect(try kind(&later, 31).floats() == Array(expected[33...]))
        }
    }

    @Test func seedsStreamsAndKindsDiffer() throws {
        func first(_ seed: UInt64, _ stream: UInt64) throws -> [Float] {
            var source = RandomStream(seed: seed, stream: stream)
            return try source.uniform([8]).floats()
        }
        let all = try [first(0, 0), first(1, 0), first(0, 1), first(1 << 32, 0), first(0, 1 << 32)]
        #expect(Set(all).count == 5)
        #expect(try first(7, 0) == first(7, 0))
    }

    @Test func uniformIsUniform() throws {
        var stream = RandomStream(seed: 3)
        let values = try stream.uniform([100_000]).floats()
        #expect(values.allSatisfy { $0 >= 0 && $0 < 1 && ($0 * 0x1p24).rounded() == $0 * 0x1p24 })
        var counts = [Int](repeating: 0, count: 20)
        for value in values { counts[Int(value * 20)] += 1 }
        // Chi-square with 19 degrees of freedom: 43.8 has a chance of 0.001.
        #expect(chiSquare(counts, 100_000) < 43.8)
    }

    @Test func normalIsNormal() throws {
        var stream = RandomStream(seed: 4)
        let values = try stream.normal([100_000]).floats().map { Double($0) }
        let mean = values.reduce(0, +) / 100_000
        let variance = values.reduce(0) { $0 + $1 * $1 } / 100_000
        let fourth = values.reduce(0) { $0 + $1 * $1 * $1 * $1 } / 100_000
        let neighbours = zip(values, values.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / 99_999
        #expect(abs(mean) < 0.012 && abs(variance - 1) < 0.018 && abs(fourth - 3) < 0.13 && abs(neighbours) < 0.012)
        #expect(values.allSatisfy { abs($0) < 7 })
        let beyond = values.count { abs($0) > 1.959964 }
        #expect(abs(beyond - 5000) < 250)
    }

    @Test func integersAreUniform() throws {
        for bound in [1, 2, 3, 7, 100] {
            var stream = RandomStream(seed: 5)
            let values = try stream.integers(below: bound, [20_000]).integers()
            #expect(values.allSatisfy { (0..<bound).contains($0) })
            var counts = [Int](repeating: 0, count: bound)
            for value in values { counts[value] += 1 }
            let freedom = Double(bound - 1)
            #expect(chiSquare(counts, 20_000) <= freedom + 4 * (2 * freedom).squareRoot() + 3)
        }
        var stream = RandomStream(seed: 5)
        // Just above a power of two, half of the candidates of a careless multiply would be biased.
        let large = try stream.integers(below: 1 << 62 + 1, [1000]).integers()
        #expect(large.allSatisfy { $0 >= 0 && $0 <= 1 << 62 })
        #expect(large.count { $0 > 1 << 61 } > 400)
        #expect(problemID { _ = try stream.integers(below: 0, [1]) } == "random.bound")
    }

    @Test func permutationsHoldEachNumberOnce() throws {
        var stream = RandomStream(seed: 6)
        let once = try stream.permutation(1000).integers()
        #expect(once.sorted() == Array(0..<1000))
        #expect(try stream.permutation(1000).integers() != once)
        #expect(try stream.permutation(0).count == 0)
        // All six orders of three, equally often.
        var counts: [[Int]: Int] = [:]
        for _ in 0..<6000 { counts[try stream.permutation(3).integers(), default: 0] += 1 }
        #expect(counts.count == 6)
        #expect(chiSquare(Array(counts.values), 6000) < 20.5)
    }

    @Test func bernoulliKeepsItsProbability() throws {
        var stream = RandomStream(seed: 8)
        let share = try stream.bernoulli(0.25, [40_000]).floats().reduce(0, +) / 40_000
        #expect(abs(share - 0.25) < 0.01)
        #expect(try stream.bernoulli(0, [100]).floats().allSatisfy { $0 == 0 })
        #expect(try stream.bernoulli(1, [100]).floats().allSatisfy { $0 == 1 })
        for bad in [-0.1, 1.1, .nan] {
            #expect(problemID { _ = try stream.bernoulli(bad, [1]) } == "random.probability")
        }
        #expect(problemID { _ = try stream.uniform([-1]) } == "tensor.bad-shape")
        #expect(problemID { _ = try stream.normal([1 << 50]) } == "limit.memory")
    }

    private func chiSquare(_ counts: [Int], _ total: Int) -> Double {
        let expected = Double(total) / Double(counts.count)
        return counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    }
}
