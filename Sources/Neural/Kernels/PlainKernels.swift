import Glibc
import Tensors

/// What the fast kernels compute, in loops that can be read. The tests hold the fast ones against these.
struct PlainKernels: Kernels {
    let name = "plain"

    func linear(weight: Weight, bias: Weight?) -> any LinearKernel { PlainLinear(weight: weight, bias: bias) }

    func convolution(weight: Weight, bias: Weight?, geometry: ConvolutionGeometry) -> any ConvolutionKernel {
        PlainConvolution(weight: weight, bias: bias, geometry: geometry)
    }

    func product(_ product: MatrixProduct) throws {
        for row in 0..<product.rows {
            let left = product.left + row * product.leftStride
            let target = product.target + row * product.targetStride
            for column in 0..<product.columns {
                var sum: Float = 0
                for step in 0..<product.inner {
                    let right =
                        product.transposesRight
                        ? product.right[column * product.rightStride + step]
                        : product.right[step * product.rightStride + column]
                    sum += left[step] * right
                }
                target[column] = product.scale * sum
            }
        }
    }

    func softmax(_ values: UnsafeMutablePointer<Float>, rows: Int, width: Int) throws {
        guard width > 0 else { return }
        for row in 0..<rows {
            let line = UnsafeMutableBufferPointer(start: values + row * width, count: width)
            let most = line.max() ?? 0
            var sum: Float = 0
            for index in line.indices {
                line[index] = expf(line[index] - most)
                sum += line[index]
            }
            for index in line.indices { line[index] /= sum }
        }
    }

    func layerNorm(
        _ source: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>, rows: Int, width: Int,
        scaleAndShift: UnsafePointer<Float>, epsilon: Float
    ) throws {
        for row in 0..<rows {
            let from = source + row * width
            let to = target + row * width
            var sum = 0.0
            for index in 0..<width { sum += Double(from[index]) }
            let mean = sum / Double(width)
            var squares = 0.0
            for index in 0..<width {
                let difference = Double(from[index]) - mean
                squares += difference * difference
            }
            let factor = Float(1 / (squares / Double(width) + Double(epsilon)).squareRoot())
            for index in 0..<width {
                to[index] = (from[index] - Float(mean)) * factor * scaleAndShift[index] + scaleAndShift[width + index]
            }
        }
    }

    func apply(_ activation: Activation, to values: UnsafeMutablePointer<Float>, count: Int) throws {
        for index in 0..<count { values[index] = activation(values[index]) }
    }
}

extension Activation {
    /// The function itself.
    public func callAsFunction(_ x: Float) -> Float {
        switch self {
        case .silu: x / (1 + expf(-x))
        case .gelu: 0.5 * x * (1 + erff(x * Float(0.5).squareRoot()))
        case .quickGELU: x / (1 + expf(-1.702 * x))
        case .relu: max(x, 0)
        case .tanh: tanhf(x)
        }
    }
}

private struct PlainLinear: LinearKernel {
    let weight: Weight
    let bias: Weight?

    func run(
        _ source: UnsafePointer<Float>, rows: Int, into target: UnsafeMutablePointer<Float>,
        adding residual: UnsafePointer<Float>?, activation: Activation?
    ) throws {
        let bias = try bias?.float32().floats()
        let (outWidth, inWidth) = weight.matrixSizes
        try weight.float32().withElements(Float.self) { weights in
            for row in 0..<rows {
                for out in 0..<outWidth {
                    var sum = bias?[out] ?? 0
                    for step in 0..<inWidth { sum += source[row * inWidth + step] * weights[out * inWidth + step] }
                    if let residual { sum += residual[row * outWidth + out] }
                    target[row * outWidth + out] = activation?(sum) ?? sum
                }
            }
        }
    }
}

private struct PlainConvolution: ConvolutionKernel {
    let weight: Weight
    let bias: Weight?
    let geometry: ConvolutionGeometry

    func run(
        _ source: UnsafePointer<Float>, batch: Int, height: Int, width: Int, into target: UnsafeMutablePointer<Float>,
        adding residual: UnsafePointer<Float>?, activation: Activation?
    ) throws {
        let bias = try bias?.float32().floats()
        let (outChannels, inChannels, side) = (weight.shape[0], weight.shape[1], geometry.kernel)
        let (outHeight, outWidth) = (geometry.outputSize(height), geometry.outputSize(width))
        try weight.float32().withElements(Float.self) { weights in
            for position in 0..<batch * outHeight * outWidth {
                let picture = position / (outHeight * outWidth)
                let top = position / outWidth % outHeight * geometry.stride - geometry.padBefore
                let left = position % outWidth * geometry.stride - geometry.padBefore
                for out in 0..<outChannels {
                    var sum = bias?[out] ?? 0
                    for ky in 0..<side where (0..<height).contains(top + ky) {
                        for kx in 0..<side where (0..<width).contains(left + kx) {
                            let pixel = source + ((picture * height + top + ky) * width + left + kx) * inChannels
                            for channel in 0..<inChannels {
                                sum += pixel[channel] * weights[((out * inChannels + channel) * side + ky) * side + kx]
                            }
                        }
                    }
                    let index = position * outChannels + out
                    if let residual { sum += residual[index] }
                    target[index] = activation?(sum) ?? sum
                }
            }
        }
    }
}
