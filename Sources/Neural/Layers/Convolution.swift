import Tensors

/// A two-dimensional convolution of ⟨batch, y, x, channel⟩; zeros around the picture.
package struct Convolution {
    private let site: Int
    private let path: String
    private let kernel: any ConvolutionKernel
    private let geometry: ConvolutionGeometry
    private let inChannels: Int
    private let outChannels: Int

    package init(
        _ scope: Scope, _ inChannels: Int, _ outChannels: Int, _ geometry: ConvolutionGeometry, bias: Bool = true
    ) {
        self.inChannels = inChannels
        self.outChannels = outChannels
        self.geometry = geometry
        path = scope.fullPath
        let side = geometry.kernel
        kernel = scope.kernels.convolution(
            weight: scope.weight("weight", [outChannels, inChannels, side, side]),
            bias: bias ? scope.weight("bias", [outChannels]) : nil, geometry: geometry)
        site = scope.output(channels: outChannels)
    }

    /// `size` × `size`, keeping the size of the picture.
    package init(_ scope: Scope, _ inChannels: Int, _ outChannels: Int, size: Int, bias: Bool = true) {
        let pad = (size - 1) / 2
        self.init(
            scope, inChannels, outChannels, ConvolutionGeometry(kernel: size, padBefore: pad, padAfter: pad), bias: bias
        )
    }

    /// - Parameter residual: a tensor of the result's shape that is added before the activation.
    package func callAsFunction(
        _ x: Tensor, adding residual: Tensor? = nil, activation: Activation? = nil, in forward: Forward
    ) throws -> Tensor {
        guard x.rank == 4, x.shape[3] == inChannels else {
            throw Problem.layerShape(path, found: x.shape, wanted: "(batch, y, x, \(inChannels))")
        }
        let (batch, height, width) = (x.shape[0], x.shape[1], x.shape[2])
        let (outHeight, outWidth) = (geometry.outputSize(height), geometry.outputSize(width))
        guard outHeight > 0, outWidth > 0 else {
            throw Problem.layerShape(path, found: x.shape, wanted: "a larger picture")
        }
        let shape = [batch, outHeight, outWidth, outChannels]
        return try runFusing(site, path, shape: shape, x, residual, activation, forward) {
            source, target, residual, act in
            try kernel.run(
                source, batch: batch, height: height, width: width, into: target, adding: residual, activation: act)
        }
    }
}
