/// The sliding of a 2-D convolution, all in pixels.
public struct ConvolutionWindow: Sendable {
    public var stride: (y: Int, x: Int)
    public var padding: (y: Int, x: Int)
    public var dilation: (y: Int, x: Int)
    /// Channels are cut into so many groups; each group of outputs sees one group of inputs.
    public var groups: Int

    public init(
        stride: (y: Int, x: Int) = (1, 1), padding: (y: Int, x: Int) = (0, 0), dilation: (y: Int, x: Int) = (1, 1),
        groups: Int = 1
    ) {
        self.stride = stride
        self.padding = padding
        self.dilation = dilation
        self.groups = groups
    }
}

extension Tensor {
    /// A 2-D convolution as the field means it (a correlation: the kernel is not flipped), zeros around the picture;
    /// equal to torch's `conv2d`.
    ///
    /// The picture has the axes y, x and channel by name, in any order, all others being batches; without names it is
    /// (y, x), (y, x, channel) or (batch, y, x, channel). The kernel is (y, x), then used on every channel by itself,
    /// or (out, in / groups, y, x) as state dicts have it, or has the axes out, in, y, x by name. `bias` has one
    /// number an output channel. The result has the picture's axes in the picture's order.
    /// - Throws: `convolution.picture .kernel .window .channels .size`; `limit.memory`; `Interrupted`.
    public func convolved(
        with kernel: Tensor, bias: Tensor? = nil, window: ConvolutionWindow = ConvolutionWindow()
    ) throws -> Tensor {
        let layout = try PictureLayout(self)
        let picture = try layout.arranged(converted(to: .float32))
        let channels = picture.shape[3]
        var window = window
        var weights = try kernel.converted(to: .float32)
        if kernel.rank == 2 {
            weights = try weights.kernelPlane().expanded(at: 2).expanded(at: 3)
                .broadcast(to: [weights.shape[0], weights.shape[1], 1, channels])
            window.groups = channels
        } else {
            weights = try weights.kernelForProduct()
        }
        let outputs = weights.shape[3]
        let numbers = try bias.map { try $0.floats() }
        if let numbers, numbers.count != outputs {
            throw Problem("convolution.kernel", "the bias has \(numbers.count) numbers for \(outputs) output channels")
        }
        let plan = try ConvolutionPlan(picture: picture.shape, kernel: weights.shape, window)
        guard layout.channel != nil || outputs == 1 else {
            throw Problem(
                "convolution.channels", "a kernel with \(outputs) outputs needs a picture with a channel axis",
                help: "add one: the picture has the shape \(shapeDescription)")
        }
        let result = try plan.run(picture, weights, bias: numbers)
        let floating = try layout.restored(result)
        return dtype.isFloating ? try floating.converted(to: dtype) : floating
    }

    /// A kernel of two axes as (y, x).
    private func kernelPlane() throws -> Tensor {
        if axis(named: "y") == 1, axis(named: "x") == 0 { return permuted([1, 0]).unnamed() }
        return unnamed()
    }

    /// A kernel of four axes as (y, x, in, out) without gaps.
    private func kernelForProduct() throws -> Tensor {
        let names = ["y", "x", "in", "out"].compactMap { axis(named: $0) }
        guard rank == 4, names.count == 4 || names.isEmpty else {
            throw Problem(
                "convolution.kernel", "a kernel of shape \(shapeDescription) has not the axes out, in, y, x",
                help: "give a kernel of (y, x) or of (out, in, y, x)")
        }
        return try permuted(names.isEmpty ? [2, 3, 1, 0] : names).unnamed().contiguous()
    }

    fileprivate func unnamed() -> Tensor {
        var result = self
        result.axes = axes.map { _ in .unnamed }
        return result
    }
}

/// Where a tensor has its picture axes, and the way to (batch, y, x, channel) and back.
private struct PictureLayout {
    let axes: [Axis]
    let y: Int
    let x: Int
    let channel: Int?
    /// All other axes and their sizes.
    let batches: [Int]
    let sizes: [Int]

    init(_ tensor: Tensor) throws {
        axes = tensor.axes
        if let y = tensor.axis(named: "y"), let x = tensor.axis(named: "x") {
            (self.y, self.x) = (y, x)
            channel = tensor.axis(named: "channel")
        } else {
            guard (2...4).contains(tensor.rank), tensor.axis(named: "y") == nil, tensor.axis(named: "x") == nil else {
                throw Problem(
                    "convolution.picture", "a tensor of shape \(tensor.shapeDescription) is not a picture",
                    help: "name its axes y, x and channel, or give (y, x), (y, x, channel), (batch, y, x, channel)")
            }
            let first = tensor.rank == 4 ? 1 : 0
            (y, x) = (first, first + 1)
            channel = tensor.rank == 2 ? nil : first + 2
        }
        let taken = [y, x, channel ?? -1]
        batches = (0..<tensor.rank).filter { !taken.contains($0) }
        sizes = batches.map { tensor.shape[$0] }
    }

    private var order: [Int] { batches + [y, x] + (channel.map { [$0] } ?? []) }

    func arranged(_ tensor: Tensor) throws -> Tensor {
        try tensor.permuted(order).unnamed().reshaped([
            sizes.reduce(1, *), tensor.shape[y], tensor.shape[x], channel.map { tensor.shape[$0] } ?? 1,
        ])
    }

    func restored(_ result: Tensor) throws -> Tensor {
        let planes = sizes + [result.shape[1], result.shape[2]] + (channel == nil ? [] : [result.shape[3]])
        var back = [Int](repeating: 0, count: order.count)
        for (place, axis) in order.enumerated() { back[axis] = place }
        var tensor = try result.reshaped(planes).permuted(back)
        tensor.axes = axes.enumerated().map { place, axis in
            batches.contains(place) ? axis : Axis(axis.name)
        }
        return tensor
    }
}
