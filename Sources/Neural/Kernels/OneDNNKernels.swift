import COneDNN
import Synchronization
import Tensors

/// oneDNN's primitives, each made once for a shape and kept.
final class OneDNNKernels: Kernels {
    let name = "oneDNN"
    private let operations = Mutex<[Key: OneDNNOperation]>([:])

    private enum Key: Hashable {
        case eltwise(Activation, Int, threads: Int)
        case softmax(Int, Int, threads: Int)
        case layerNorm(Int, Int, Float, threads: Int)
    }

    /// nil where no primitive can be made on this machine.
    init?() {
        guard (try? OneDNNOperation.softmax(rows: 1, width: 1)) != nil else { return nil }
    }

    func linear(weight: Weight, bias: Weight?) -> any LinearKernel { OneDNNLinear(weight: weight, bias: bias) }

    func convolution(weight: Weight, bias: Weight?, geometry: ConvolutionGeometry) -> any ConvolutionKernel {
        OneDNNConvolution(weight: weight, bias: bias, geometry: geometry)
    }

    func product(_ product: MatrixProduct) throws {
        guard product.rows > 0, product.columns > 0, product.inner > 0 else { return }
        _ = OneDNNThreads.set(forWork: 2 * Double(product.rows) * Double(product.columns) * Double(product.inner))
        let status = limn_sgemm(
            CChar(UInt8(ascii: "N")), CChar(UInt8(ascii: product.transposesRight ? "T" : "N")), Int64(product.rows),
            Int64(product.columns), Int64(product.inner), product.scale, product.left, Int64(product.leftStride),
            product.right, Int64(product.rightStride), product.target, Int64(product.targetStride))
        guard status == 0 else { throw Problem.oneDNN("a matrix product", status) }
    }

    func softmax(_ values: UnsafeMutablePointer<Float>, rows: Int, width: Int) throws {
        guard rows > 0, width > 0 else { return }
        let threads = OneDNNThreads.set(forElements: rows * width)
        let operation = try operation(.softmax(rows, width, threads: threads)) {
            try .softmax(rows: rows, width: width)
        }
        try operation.run(values, into: values)
    }

    func layerNorm(
        _ source: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>, rows: Int, width: Int,
        scaleAndShift: UnsafePointer<Float>, epsilon: Float
    ) throws {
        guard rows > 0, width > 0 else { return }
        let threads = OneDNNThreads.set(forElements: rows * width)
        let operation = try operation(.layerNorm(rows, width, epsilon, threads: threads)) {
            try .layerNorm(rows: rows, width: width, epsilon: epsilon)
        }
        try operation.run(source, weights: scaleAndShift, into: target)
    }

    func apply(_ activation: Activation, to values: UnsafeMutablePointer<Float>, count: Int) throws {
        guard count > 0 else { return }
        let threads = OneDNNThreads.set(forElements: count)
        let operation = try operation(.eltwise(activation, count, threads: threads)) {
            try .eltwise(count: count, algorithm: activation.oneDNN.algorithm, alpha: activation.oneDNN.alpha)
        }
        try operation.run(values, into: values)
    }

    private func operation(_ key: Key, make: () throws -> OneDNNOperation) throws -> OneDNNOperation {
        try operations.withLock { operations in
            if let known = operations[key] { return known }
            let made = try make()
            // Shapes come from scripts: a sweep over sizes must not keep every primitive that it ever used.
            if operations.count >= 512 { operations.removeAll() }
            operations[key] = made
            return made
        }
    }
}

extension Activation {
    /// oneDNN's name for it and its parameter.
    var oneDNN: (algorithm: Int32, alpha: Float) {
        switch self {
        case .silu: (Int32(dnnl_eltwise_swish.rawValue), 1)
        case .quickGELU: (Int32(dnnl_eltwise_swish.rawValue), 1.702)
        case .gelu: (Int32(dnnl_eltwise_gelu_erf.rawValue), 0)
        case .relu: (Int32(dnnl_eltwise_relu.rawValue), 0)
        case .tanh: (Int32(dnnl_eltwise_tanh.rawValue), 0)
        }
    }
}
