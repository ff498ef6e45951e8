import Foundation
import Tensors
import Testing

/// How much work lies between two checks: counted, so that no slow machine can make it fail and no forgotten check pass.
@Suite struct ChecksTests {
    struct Work: CustomTestStringConvertible, Sendable {
        var name: String
        /// Elements (or bytes) that pass through it.
        var elements: Int
        /// As many as may lie between two checks.
        var atMost = Chunk.elements
        var body: @Sendable () throws -> Void
        var testDescription: String { name }

        init(
            _ name: String, _ elements: Int, atMost: Int = Chunk.elements, _ body: @escaping @Sendable () throws -> Void
        ) { (self.name, self.elements, self.atMost, self.body) = (name, elements, atMost, body) }
    }

    static let count = 1 << 20
    /// Numbers that repeat, out of order.
    static let numbers = Result { try Tensor((0..<count).map { Float(($0 &* 7919) % 100_003) }, shape: [count]) }
    static var x: Tensor { get throws { try numbers.get() } }
    static var square: Tensor { get throws { try numbers.get().reshaped([1 << 10, 1 << 10]) } }

    private static func random(_ seed: UInt64, _ body: (inout RandomStream) throws -> Tensor) throws -> Tensor {
        var stream = RandomStream(seed: seed)
        return try body(&stream)
    }

    static let works: [Work] = [
        Work("zeros", count * 8, atMost: Chunk.bytes) { _ = try Tensor.zeros([count * 8], dtype: .bool) },
        Work("arange", count) { _ = try Tensor.arange(0, count) },
        Work("linspace", count) { _ = try Tensor.linspace(0, 1, count) },
        Work("full", count) { _ = try Tensor.full([count], 2) },
        Work("multiply", count) { _ = try x * x },
        Work("exp", count) { _ = try x.unary(.exp) },
        Work("compare", count) { _ = try Tensor.binary(.less, x, x) },
        Work("broadcast", count) { _ = try square + square.transposed() },
        Work("sum", count) { _ = try x.sum() },
        Work("sum over rows", count) { _ = try square.sum(over: [0]) },
        Work("cumsum", count) { _ = try x.cumulativeSum() },
        Work("softmax", count) { _ = try x.softmax() },
        Work("sort", count) { _ = try x.sorted() },
        Work("sort ints", count) { _ = try x.converted(to: .int64).sorted() },
        Work("argsort", count) { _ = try x.argsort() },
        Work("unique", count) { _ = try x.unique() },
        Work("quantile", count) { _ = try x.quantile(0.3) },
        Work("histogram", count) { _ = try x.histogram() },
        Work("copy", count) { _ = try square.transposed().copied() },
        Work("convert", count) { _ = try x.converted(to: .float16) },
        Work("floats", count * 4, atMost: Chunk.bytes) { _ = try x.floats() },
        Work("integers", count) { _ = try x.integers() },
        Work("concat", 2 * count) { _ = try Tensor.concatenated([x, x], axis: 0) },
        Work("take", count) { _ = try x.taking(Array(0..<count), axis: 0) },
        Work("repeat", count) { _ = try x.sliced(0, 0, 1 << 10).repeated(1 << 10) },
        Work("norm", count) { _ = try x.norm() },
        Work("uniform", count) { _ = try Self.random(1) { try $0.uniform([count]) } },
        Work("normal", count) { _ = try Self.random(1) { try $0.normal([count]) } },
        Work("resize", count) {
            var picture = try square.sliced(0, 0, 256).sliced(1, 0, 256)
            picture.axes = [Axis("y"), Axis("x")]
            _ = try picture.resized(to: (1 << 10, 1 << 10))
        },
        // Operations of BLAS, in thousands: 2·1024³ in all.
        Work("matmul", 2 << 20, atMost: Int(Chunk.operations / 1000)) { _ = try square.matmul(square) },
        Work("matmul of ints", 1 << 24) {
            let whole = try square.sliced(0, 0, 256).sliced(1, 0, 256).converted(to: .int64)
            _ = try whole.matmul(whole)
        },
        Work("parse JSON", 1 << 14, atMost: 1 << 12) {
            _ = try JSON.parse("[" + String(repeating: "1,", count: 1 << 14) + "1]", name: "test")
        },
        Work("search bytes", 64 << 20, atMost: Chunk.bytes + 64) {
            let text = [UInt8](repeating: 97, count: 64 << 20)
            try text.withUnsafeBytes { text in
                try [UInt8]("ab".utf8).withUnsafeBytes { part in
                    if try findBytes(part, in: text, from: 0) != nil { throw Problem("test.found", "found") }
                }
            }
        },
    ]

    @Test(arguments: works) func areOftenEnough(work: Work) throws {
        let (outcome, checks) = Rehearsal.run { try work.body() }
        try outcome.get()
        #expect(
            checks >= work.elements / work.atMost,
            "\(work.name): \(checks) checks for \(work.elements) elements, one an \(work.atMost) are wanted")
    }

    /// A check is no decoration: the work ends at it.
    @Test(arguments: works) func endTheWork(work: Work) throws {
        let (_, checks) = Rehearsal.run { try work.body() }
        for stop in Set([0, checks / 2, checks - 1]) where stop >= 0 && stop < checks {
            let (outcome, made) = Rehearsal.run(stoppingAt: stop) { try work.body() }
            #expect(throws: Interrupted.self, "\(work.name) at check \(stop) of \(checks)") { try outcome.get() }
            #expect(made == stop + 1)
        }
    }

    /// What LAPACK does is left to itself; the next call gives the bits of an undisturbed one.
    @Test func aCallThatCannotBeStoppedIsLeft() throws {
        let matrix = try Self.random(3) { try $0.normal([600, 600]) }
        let undisturbed = try matrix.svd().s.floats()
        for stop in [0, 2, 5, 8] {
            let (outcome, _) = Rehearsal.run(stoppingAt: stop) { try matrix.svd() }
            if case .success = outcome { continue }
            #expect(try matrix.svd().s.floats() == undisturbed)
        }
    }

    @Test func longSortsAreRight() throws {
        let count = 3 * Chunk.elements + 17
        let keys = (0..<count).map { Int64(truncatingIfNeeded: ($0 &* 2_654_435_761) & 0xFFFFF) }
        let tensor = try Tensor(keys, shape: [count])
        #expect(try tensor.sorted().integers() == keys.map { Int($0) }.sorted())
        let order = try tensor.argsort().integers()
        #expect(order == keys.indices.sorted { keys[$0] == keys[$1] ? $0 < $1 : keys[$0] < keys[$1] })
    }

    /// A product that is cut into parts is the product.
    @Test func longProductsAreRight() throws {
        let a = try Self.random(1) { try $0.uniform([1300, 900]) }
        let b = try Self.random(2) { try $0.uniform([900, 1100]) }
        let whole = try a.matmul(b)
        for (row, column) in [(0, 0), (255, 1099), (256, 511), (1299, 512), (1024, 700)] {
            let wanted = try (a.sliced(0, row, row + 1).flattened() * b.sliced(1, column, column + 1).flattened()).sum()
            let found = try whole.sliced(0, row, row + 1).sliced(1, column, column + 1)
            #expect(abs(try wanted.floats()[0] - found.floats()[0]) < 0.02)
        }
    }
}
