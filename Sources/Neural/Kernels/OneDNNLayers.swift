import COneDNN
import Synchronization
import Tensors

/// The weights of one layer, packed once for each layout that the primitives of its shapes ask for.
private final class PackedWeights<Key: Hashable & Sendable>: Sendable {
    struct Plan: Sendable {
        var operation: OneDNNOperation
        var weights: Storage
        var bias: Tensor?
    }

    let weight: Weight
    let bias: Weight?
    private let plans = Mutex<[Key: Plan]>([:])

    init(weight: Weight, bias: Weight?) {
        self.weight = weight
        self.bias = bias
    }

    func plan(_ key: Key, make: () throws -> OneDNNOperation) throws -> Plan {
        try plans.withLock { plans in
            if let known = plans[key] { return known }
            let operation = try make()
            // Most shapes want the same layout: then the packed copy of another shape serves.
            var storage = plans.values.first { $0.operation.sharesWeights(with: operation) }?.weights
            if storage == nil {
                storage = try weight.float32().withElements(Float.self) { plain in
                    guard let start = plain.baseAddress else { throw Problem.oneDNN("packing no weights", 2) }
                    return try operation.packed(start)
                }
            }
            guard let storage else { throw Problem.oneDNN("packing weights", 2) }
            let bias = try plans.values.first?.bias ?? self.bias?.float32()
            let plan = Plan(operation: operation, weights: storage, bias: bias)
            if plans.count >= 64 { plans.removeAll() }
            plans[key] = plan
            return plan
        }
    }
}

extension PackedWeights.Plan {
    fileprivate func run(
        _ source: UnsafePointer<Float>, adding residual: UnsafePointer<Float>?, into target: UnsafeMutablePointer<Float>
    ) throws {
        try withExtendedLifetime(weights) {
            guard let bias else {
                return try operation.run(source, weights: weights.base, adding: residual, into: target)
            }
            try bias.withElements(Float.self) {
                try operation.run(
                    source, weights: weights.base, bias: $0.baseAddress, adding: residual, into: target)
            }
        }
    }
}

final class OneDNNLinear: LinearKernel {
    private struct Key: Hashable {
        var rows: Int
        var threads: Int
        var hasResidual: Bool
        var activation: Activation?
    }

    private let packed: PackedWeights<Key>

    init(weight: Weight, bias: Weight?) { packed = PackedWeights(weight: weight, bias: bias) }

    func run(
        _ source: UnsafePointer<Float>, rows: Int, into target: UnsafeMutablePointer<Float>,
        adding residual: UnsafePointer<Float>?, activation: Activation?
    ) throws {
        guard rows > 0 else { return }
        let sizes = packed.weight.matrixSizes
        let threads = OneDNNThreads.set(forWork: 2 * Double(rows) * Double(sizes.rows) * Double(sizes.columns))
        let key = Key(rows: rows, threads: threads, hasResidual: residual != nil, activation: activation)
        let plan = try packed.plan(key) {
            let post = activation?.oneDNN ?? (algorithm: 0, alpha: 0)
            return try .linear(
                limn_linear(
                    rows: Int64(rows), in_width: Int64(sizes.columns), out_width: Int64(sizes.rows),
                    bias: packed.bias != nil, residual: residual != nil, activation: post.algorithm, alpha: post.alpha))
        }
        try plan.run(source, adding: residual, into: target)
    }
}

final class OneDNNConvolution: ConvolutionKernel {
    private struct Key: Hashable {
        var batch: Int
        var height: Int
        var width: Int
        var threads: Int
        var hasResidual: Bool
        var activation: Activation?
    }

    private let packed: PackedWeights<Key>
    private let geometry: ConvolutionGeometry

    init(weight: Weight, bias: Weight?, geometry: ConvolutionGeometry) {
        packed = PackedWeights(weight: weight, bias: bias)
        self.geometry = geometry
    }

    func run(
        _ source: UnsafePointer<Float>, batch: Int, height: Int, width: Int, into target: UnsafeMutablePointer<Float>,
        adding residual: UnsafePointer<Float>?, activation: Activation?
    ) throws {
        guard batch > 0 else { return }
        let sizes = packed.weight.matrixSizes
        let pixels = Double(batch) * Double(geometry.outputSize(height)) * Double(geometry.outputSize(width))
        let threads = OneDNNThreads.set(forWork: 2 * pixels * Double(sizes.rows) * Double(sizes.columns))
        let key = Key(
            batch: batch, height: height, width: width, threads: threads, hasResidual: residual != nil,
            activation: activation)
        let plan = try packed.plan(key) {
            let post = activation?.oneDNN ?? (algorithm: 0, alpha: 0)
            let shape = packed.weight.shape
            return try .convolution(
                limn_convolution(
                    batch: Int64(batch), height: Int64(height), width: Int64(width), in_channels: Int64(shape[1]),
                    out_channels: Int64(shape[0]), kernel_y: Int64(geometry.kernel), kernel_x: Int64(geometry.kernel),
                    stride: Int64(geometry.stride), pad_top: Int64(geometry.padBefore),
                    pad_left: Int64(geometry.padBefore), pad_bottom: Int64(geometry.padAfter),
                    pad_right: Int64(geometry.padAfter), bias: packed.bias != nil, residual: residual != nil,
                    activation: post.algorithm, alpha: post.alpha))
        }
        try plan.run(source, adding: residual, into: target)
    }
}
