import Tensors

/// The arithmetic below the layers: float32, row-major, pictures NHWC.
///
/// Two sets exist: oneDNN's primitives, and a plain one that says what they compute. `KernelSet.preferred` chooses.
public protocol Kernels: Sendable {
    var name: String { get }
    /// y = x Wᵀ + b, W being (out, in). Weights are converted and packed when the first product needs them.
    func linear(weight: Weight, bias: Weight?) -> any LinearKernel
    /// W being (out, in, y, x).
    func convolution(weight: Weight, bias: Weight?, geometry: ConvolutionGeometry) -> any ConvolutionKernel
    /// One product of two strided matrices, without packing.
    func product(_ product: MatrixProduct) throws
    /// Softmax of each row, in place.
    func softmax(_ values: UnsafeMutablePointer<Float>, rows: Int, width: Int) throws
    /// (x − mean) / √(variance + ε) · scale + shift for each row. `scaleAndShift` holds `width` scales, then shifts.
    func layerNorm(
        _ source: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>, rows: Int, width: Int,
        scaleAndShift: UnsafePointer<Float>, epsilon: Float) throws
    /// The activation of each element, in place.
    func apply(_ activation: Activation, to values: UnsafeMutablePointer<Float>, count: Int) throws
}

/// y = x Wᵀ + b for any number of rows.
public protocol LinearKernel: Sendable {
    /// - Parameter residual: as large as the result, added before the activation; not `target` itself.
    func run(
        _ source: UnsafePointer<Float>, rows: Int, into target: UnsafeMutablePointer<Float>,
        adding residual: UnsafePointer<Float>?, activation: Activation?) throws
}

/// A convolution of NHWC pictures of any size.
public protocol ConvolutionKernel: Sendable {
    /// - Parameter residual: as large as the result, added before the activation; not `target` itself.
    func run(
        _ source: UnsafePointer<Float>, batch: Int, height: Int, width: Int, into target: UnsafeMutablePointer<Float>,
        adding residual: UnsafePointer<Float>?, activation: Activation?) throws
}

/// Stride, padding and kernel size of a convolution.
public struct ConvolutionGeometry: Sendable, Equatable {
    public var kernel: Int
    public var stride: Int
    /// Zeros before the first and after the last row and column.
    public var padBefore: Int
    public var padAfter: Int

    public init(kernel: Int, stride: Int = 1, padBefore: Int, padAfter: Int) {
        self.kernel = kernel
        self.stride = stride
        self.padBefore = padBefore
        self.padAfter = padAfter
    }

    /// The size of the result along one side; 0 or less where the picture is too small.
    public func outputSize(_ size: Int) -> Int {
        let room = size + padBefore + padAfter - kernel
        return room < 0 ? 0 : room / stride + 1
    }
}

/// C (rows × columns) = α A B, or α A Bᵀ; each matrix row-major with its own distance between rows.
public struct MatrixProduct {
    public var rows: Int
    public var columns: Int
    public var inner: Int
    public var scale: Float
    public var left: UnsafePointer<Float>
    public var leftStride: Int
    public var right: UnsafePointer<Float>
    public var rightStride: Int
    public var transposesRight: Bool
    public var target: UnsafeMutablePointer<Float>
    public var targetStride: Int

    public init(
        rows: Int, columns: Int, inner: Int, scale: Float = 1, left: UnsafePointer<Float>, leftStride: Int,
        right: UnsafePointer<Float>, rightStride: Int, transposesRight: Bool, target: UnsafeMutablePointer<Float>,
        targetStride: Int
    ) {
        self.rows = rows
        self.columns = columns
        self.inner = inner
        self.scale = scale
        self.left = left
        self.leftStride = leftStride
        self.right = right
        self.rightStride = rightStride
        self.transposesRight = transposesRight
        self.target = target
        self.targetStride = targetStride
    }
}

/// The one place where the arithmetic is chosen.
public enum KernelSet {
    /// oneDNN where this machine's copy can make its engine, else the plain set.
    public static let preferred: any Kernels = OneDNNKernels() ?? PlainKernels()
    /// The readable reference; slow.
    public static let plain: any Kernels = PlainKernels()
}
