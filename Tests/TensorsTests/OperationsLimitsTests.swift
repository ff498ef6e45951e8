import Tensors
import Testing

private func id(_ body: () throws -> Void) -> String {
    do { try body() } catch { return (error as? Problem)?.id ?? "\(type(of: error))" }
    return "nothing"
}

/// What a script could say to bring the process down.
@Suite struct OperationsLimits {
    private let line = try? Tensor.arange(0, 10)

    @Test func farNumbersNeverTrap() throws {
        let x = try #require(line)
        for index in [Int.min, Int.max, 10, -11] {
            #expect(id { _ = try x.selecting([IndexSpec(item: .index(index))]) } == "tensor.index-out-of-range")
            #expect(id { _ = try x.selecting([IndexSpec(item: .list([index]))]) } == "tensor.index-out-of-range")
            #expect(id { _ = try x.sum(over: [index]) } == "tensor.unknown-axis")
        }
        for start in [Int.min, -3, 0, 3, Int.max, nil] {
            for stop in [Int.min, -3, 0, 3, Int.max, nil] {
                for step in [Int.min, -1, 1, 4, Int.max] {
                    let found = try x.selecting([IndexSpec(item: .slice(start: start, stop: stop, step: step))])
                    let wanted = sliced(10, start, stop, step)
                    #expect(
                        try found.integers() == wanted,
                        "\(String(describing: start)):\(String(describing: stop)):\(step)")
                }
            }
        }
        #expect(try Tensor.arange(.min, .max, .max).integers() == [.min, -1, .max - 1])
        #expect(id { _ = try Tensor.arange(.min, .max, 1) } == "limit.memory")
        #expect(id { _ = try Tensor.arange(0.0, 1e300, 1e-300) } != "nothing")
        #expect(id { _ = try Tensor.arange(0.0, .nan, 1) } == "tensor.bad-argument")
        #expect(id { _ = try x.rolled(by: .min, axis: 0) } == "nothing")
        #expect(id { _ = try x.diff(order: .max) } == "nothing")
    }

    /// The positions by the definition: walk, and keep those that are inside.
    private func sliced(_ size: Int, _ start: Int?, _ stop: Int?, _ step: Int) -> [Int] {
        func bound(_ value: Int, _ low: Int, _ high: Int) -> Int {
            Swift.min(Swift.max(value < 0 ? value &+ size : value, low), high)
        }
        let forward = step > 0
        let first = start.map { bound($0, forward ? 0 : -1, forward ? size : size - 1) } ?? (forward ? 0 : size - 1)
        let last = stop.map { bound($0, forward ? 0 : -1, forward ? size : size - 1) } ?? (forward ? size : -1)
        return forward
            ? (first..<Swift.max(first, last)).filter { UInt($0 - first) % step.magnitude == 0 }
            : (0..<size).reversed().filter { $0 <= first && $0 > last && UInt(first - $0) % step.magnitude == 0 }
    }

    @Test func hugeShapesArePriced() throws {
        let x = try Tensor.ones([1, 1])
        #expect(id { _ = try Tensor.zeros([1 << 50]) } == "limit.memory")
        #expect(id { _ = try Tensor.zeros([0, 1 << 40, 1 << 40]) } == "limit.memory")
        #expect(id { _ = try x.broadcast(to: [1 << 40, 1 << 40]) } == "limit.memory")
        let wide = try x.broadcast(to: [1 << 40, 1])
        #expect(id { _ = try wide.copied() } == "limit.memory")
        #expect(id { _ = try wide + wide.transposed() } == "limit.memory")
        #expect(id { _ = try x.tiled([1 << 40, 1 << 40]) } == "limit.memory")
        #expect(id { _ = try x.tiled([.max, 2]) } == "limit.memory")
        #expect(id { _ = try x.tiled([1, 1 << 38]) } == "limit.memory")
        #expect(try Tensor.zeros([1, 0]).tiled([1 << 40, 1]).shape == [1 << 40, 0])
        #expect(id { _ = try x.padded([(1 << 38, 0), (0, 0)], mode: .edge) } == "limit.memory")
        #expect(id { _ = try x.repeated(.max, axis: 0) } == "limit.memory")
        #expect(id { _ = try x.repeated(1 << 45, axis: 0) } == "limit.memory")
        #expect(id { _ = try x.padded([(.max, .max), (0, 0)]) } == "limit.memory")
        #expect(id { _ = try Tensor.eye(1 << 40) } == "limit.memory")
        #expect(id { _ = try Tensor.linspace(0, 1, .max) } == "limit.memory")
        #expect(id { _ = try x.reshaped([-1, .max, .max]) } == "limit.memory")
        #expect(id { _ = try x.split(parts: .max, axis: 0) } == "tensor.bad-argument")
        #expect(id { _ = try x.histogram(bins: .max) } == "tensor.bad-argument")
        #expect(id { _ = try x.histogram(bins: 3, range: (-1e308, 1e308)) } == "tensor.bad-argument")
    }

    @Test func integersWrapAndRefuseZero() throws {
        let edge = try Tensor([Int64.min, .max], shape: [2])
        #expect(try edge.unary(.negate).integers() == [.min, -.max])
        #expect(try Tensor.binary(.add, edge, .int(1)).integers() == [.min + 1, .min])
        #expect(try Tensor.binary(.floorDivide, edge, .int(-1)).integers() == [.min, -.max])
        #expect(id { _ = try Tensor.binary(.remainder, edge, .int(0)) } == "tensor.division-by-zero")
        #expect(id { _ = try Tensor.binary(.power, edge, .int(-2)) } == "tensor.negative-power")
        #expect(try edge.clamped(min: -1e300, max: 1e300).integers() == [.min, .max])
        #expect(try edge.clamped(min: .nan, max: 5.5).integers().last == 5)
        #expect(id { _ = try Tensor([Float.infinity], shape: [1]).converted(to: .int64) } == "tensor.not-an-integer")
        #expect(try Tensor([Float(-0x1p63)], shape: [1]).integers() == [.min])
    }

    @Test func nothingToWorkOn() throws {
        #expect(id { _ = try Tensor.concatenated([], axis: 0) } == "tensor.empty")
        #expect(id { _ = try Tensor.stacked([], axis: 0) } == "tensor.empty")
        let none = try Tensor.zeros([0, 3])
        #expect(id { _ = try none.max() } == "tensor.empty")
        #expect(try none.max(over: [1]).shape == [0])
        #expect(try none.sum().floats() == [0])
        #expect(try none.softmax(axis: 0).shape == [0, 3])
        #expect(try none.tiled([2, 2]).shape == [0, 6])
        #expect(id { _ = try none.padded([(1, 0), (0, 0)], mode: .reflect) } == "tensor.empty")
        let scalar = try Tensor(scalar: 3)
        #expect(id { _ = try scalar.sorted() } == "tensor.unknown-axis")
        #expect(id { _ = try scalar.selecting([IndexSpec(item: .index(0))]) } == "tensor.bad-index")
        #expect(
            id { _ = try scalar.selecting([IndexSpec(item: .mask(scalar.converted(to: .bool)))]) } == "tensor.bad-index"
        )
    }

    @Test func aFailedAssignmentWritesNothing() throws {
        var x = try Tensor.arange(0, 4)
        let before = try x.integers()
        #expect(id { try x.assign(try Tensor([Float.nan], shape: [1]), at: []) } == "tensor.not-an-integer")
        #expect(id { try x.assign(try Tensor.arange(0, 3), at: []) } == "tensor.shape-mismatch")
        #expect(try x.integers() == before)
    }

    @Test func aTensorAssignedToItselfIsReadBeforeItIsWritten() throws {
        var x = try Tensor.arange(0, 5)
        try x.assign(try x.flipped(), at: [])
        #expect(try x.integers() == [4, 3, 2, 1, 0])
        try x.assign(
            try x.selecting([IndexSpec(item: .slice(start: 0, stop: 4, step: nil))]),
            at: [
                IndexSpec(item: .slice(start: 1, stop: nil, step: nil))
            ])
        #expect(try x.integers() == [4, 4, 3, 2, 1])
    }

    @Test func viewsShareAndCopiesDoNot() throws {
        let x = try Tensor.arange(0, 12).reshaped([3, 4])
        let view = try x.selecting([
            IndexSpec(item: .slice(start: nil, stop: nil, step: 2)), IndexSpec(item: .index(1)),
        ])
        #expect(view.storage === x.storage)
        #expect(try x.taking([0], axis: 0).storage !== x.storage)
        #expect(try view.integers() == [1, 9])
    }
}

@Suite struct OperationsNearest {
    @Test func namesAtAThirdOfTheirLength() {
        #expect(nearest(to: "guidence", among: ["steps", "guidance"]) == "guidance")
        #expect(nearest(to: "tokne", among: ["token", "step"]) == "token")
        #expect(nearest(to: "x", among: ["step"]) == nil)
        #expect(nearest(to: "", among: []) == nil)
    }
}
