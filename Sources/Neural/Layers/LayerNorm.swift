import Tensors

/// Normalises each row of channels to mean 0 and variance 1, then scales and shifts it.
package struct LayerNorm {
    private let site: Int
    private let path: String
    private let parameters: ScaleAndShift
    private let width: Int
    private let epsilon: Float
    private let kernels: any Kernels

    package init(_ scope: Scope, _ width: Int, epsilon: Float = 1e-5) {
        self.width = width
        self.epsilon = epsilon
        path = scope.fullPath
        kernels = scope.kernels
        parameters = ScaleAndShift(scope, width: width)
        site = scope.output(channels: width)
    }

    package func callAsFunction(_ x: Tensor, in forward: Forward) throws -> Tensor {
        guard x.shape.last == width else { throw Problem.layerShape(path, found: x.shape, wanted: "\(width) channels") }
        let source = try x.ready()
        let rows = source.count / max(width, 1)
        let output = try Tensor(Float.self, shape: x.shape, axes: x.axes) { target in
            try source.withElements(Float.self) { source in
                guard let from = source.baseAddress, let to = target.baseAddress else { return }
                try parameters.values().withUnsafeBufferPointer { parameters in
                    guard let parameters = parameters.baseAddress else { return }
                    try kernels.layerNorm(
                        from, into: to, rows: rows, width: width, scaleAndShift: parameters, epsilon: epsilon)
                }
            }
        }
        return try forward.shown(site, output, path: path)
    }
}
