import Tensors

/// y = x Wᵀ + b over the last axis.
package struct Linear {
    private let site: Int
    private let path: String
    private let kernel: any LinearKernel
    package let inWidth: Int
    package let outWidth: Int

    /// - Parameter isConvolution: the weight is stored as a 1×1 convolution, (out, in, 1, 1).
    package init(_ scope: Scope, _ inWidth: Int, _ outWidth: Int, bias: Bool = true, isConvolution: Bool = false) {
        self.inWidth = inWidth
        self.outWidth = outWidth
        path = scope.fullPath
        let shape = isConvolution ? [outWidth, inWidth, 1, 1] : [outWidth, inWidth]
        kernel = scope.kernels.linear(
            weight: scope.weight("weight", shape), bias: bias ? scope.weight("bias", [outWidth]) : nil)
        site = scope.output(channels: outWidth)
    }

    /// - Parameters:
    ///   - residual: a tensor of the result's shape that is added before the activation.
    package func callAsFunction(
        _ x: Tensor, adding residual: Tensor? = nil, activation: Activation? = nil, in forward: Forward
    ) throws -> Tensor {
        guard x.shape.last == inWidth else {
            throw Problem.layerShape(path, found: x.shape, wanted: "\(inWidth) channels")
        }
        let shape = x.shape.dropLast() + [outWidth]
        let rows = x.shape.dropLast().reduce(1, *)
        return try runFusing(site, path, shape: Array(shape), x, residual, activation, forward) {
            source, target, residual, act in
            try kernel.run(source, rows: rows, into: target, adding: residual, activation: act)
        }
    }
}

/// Runs a kernel with its residual and activation fused, or one after the other where somebody looks at its output.
func runFusing(
    _ site: Int, _ path: String, shape: [Int], _ x: Tensor, _ residual: Tensor?, _ activation: Activation?,
    _ forward: Forward, kernels: (any Kernels)? = nil,
    run: (UnsafePointer<Float>, UnsafeMutablePointer<Float>, UnsafePointer<Float>?, Activation?) throws -> Void
) throws -> Tensor {
    try Interrupt.check()
    let source = try x.ready()
    let isSeen = forward.wants(site)
    if let residual, residual.shape != shape {
        throw Problem.layerShape(path, found: residual.shape, wanted: "\(shape)")
    }
    let output = try Tensor(Float.self, shape: shape, axes: x.axes) { target in
        try source.withElements(Float.self) { source in
            guard let from = source.baseAddress, let to = target.baseAddress, target.count > 0 else { return }
            guard let residual, !isSeen else { return try run(from, to, nil, isSeen ? nil : activation) }
            try residual.ready().withElements(Float.self) { try run(from, to, $0.baseAddress, activation) }
        }
    }
    guard isSeen else { return output }
    var shown = try forward.shown(site, output, path: path)
    if let residual { try shown.accumulate(residual) }
    if let activation { try shown.activate(activation, with: kernels ?? KernelSet.preferred) }
    return shown
}

extension Tensor {
    /// Adds a tensor of the same shape, in place.
    package mutating func accumulate(_ other: Tensor) throws {
        let other = try other.ready()
        try withMutableElements(Float.self) { target in
            try other.withElements(Float.self) { source in
                for index in 0..<Swift.min(target.count, source.count) { target[index] += source[index] }
            }
        }
    }

    /// Applies an activation to each element, in place.
    package mutating func activate(_ activation: Activation, with kernels: any Kernels) throws {
        try withMutableElements(Float.self) { values in
            guard let start = values.baseAddress else { return }
            try kernels.apply(activation, to: start, count: values.count)
        }
    }
}
