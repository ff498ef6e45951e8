/// A convolution of (batch, y, x, channel) by (y, x, in, out): patches gathered into rows, rows times weights.
struct ConvolutionPlan {
    private let batch: Int
    private let height: Int
    private let width: Int
    private let channels: Int
    private let kernelY: Int
    private let kernelX: Int
    /// Channels of one group.
    private let inputs: Int
    private let outputs: Int
    private let outHeight: Int
    private let outWidth: Int
    private let window: ConvolutionWindow
    /// Floats of gathered patches at a time: they should stay in the second-level cache's reach.
    private static let patchFloats = 1 << 20

    init(picture: [Int], kernel: [Int], _ window: ConvolutionWindow) throws {
        (batch, height, width, channels) = (picture[0], picture[1], picture[2], picture[3])
        (kernelY, kernelX, inputs, outputs) = (kernel[0], kernel[1], kernel[2], kernel[3])
        self.window = window
        let sizes = 1...(1 << 30)
        guard sizes.contains(window.stride.y), sizes.contains(window.stride.x), sizes.contains(window.dilation.y),
            sizes.contains(window.dilation.x), (0...1 << 30).contains(window.padding.y),
            (0...1 << 30).contains(window.padding.x)
        else {
            throw Problem(
                "convolution.window", "stride and dilation are at least 1 and padding at least 0",
                help: "found stride \(window.stride), dilation \(window.dilation), padding \(window.padding)")
        }
        guard kernelY > 0, kernelX > 0, max(kernelY, kernelX) < 1 << 30 else {
            throw Problem("convolution.kernel", "a kernel of \(kernelY) by \(kernelX) pixels has no elements")
        }
        guard window.groups > 0, outputs % window.groups == 0, channels == inputs * window.groups else {
            throw Problem(
                "convolution.channels",
                "a kernel with \(inputs) inputs and \(outputs) outputs in \(window.groups) groups does not fit "
                    + "\(channels) channels")
        }
        func size(_ input: Int, _ kernel: Int, _ stride: Int, _ padding: Int, _ dilation: Int) -> Int {
            let room = input + 2 * padding - dilation * (kernel - 1) - 1
            return room < 0 ? 0 : room / stride + 1
        }
        outHeight = size(height, kernelY, window.stride.y, window.padding.y, window.dilation.y)
        outWidth = size(width, kernelX, window.stride.x, window.padding.x, window.dilation.x)
        guard outHeight > 0, outWidth > 0 else {
            throw Problem(
                "convolution.size",
                "a kernel of \(kernelY) by \(kernelX) pixels does not fit into a picture of \(height) by \(width)",
                help: "pad the picture")
        }
    }

    func run(_ picture: Tensor, _ kernel: Tensor, bias: [Float]?) throws -> Tensor {
        let patch = kernelY * kernelX * inputs
        let rows = max(1, min(outHeight, ConvolutionPlan.patchFloats / max(1, outWidth * patch)))
        let (patchBytes, overflow) = (rows * outWidth).multipliedReportingOverflow(by: patch * 4)
        if overflow { throw Problem.outOfMemory(Int.max) }
        let patches = try Storage(byteCount: patchBytes)
        let gathered = patches.base.assumingMemoryBound(to: Float.self)
        let groupOutputs = outputs / window.groups
        return try withExtendedLifetime(patches) {
            try picture.withElements(Float.self) { source in
                try kernel.contiguous().withElements(Float.self) { weights in
                    try Tensor(Float.self, shape: [batch, outHeight, outWidth, outputs]) { target in
                        guard let from = source.baseAddress, let weight = weights.baseAddress, !target.isEmpty,
                            let to = target.baseAddress
                        else { return target.update(repeating: 0) }
                        for image in 0..<batch {
                            for first in stride(from: 0, to: outHeight, by: rows) {
                                let part = min(rows, outHeight - first)
                                let pixels = part * outWidth
                                let output = to + (image * outHeight + first) * outWidth * outputs
                                for group in 0..<window.groups {
                                    try Interrupt.check()
                                    gather(
                                        from + image * height * width * channels + group * inputs, first..<first + part,
                                        into: gathered)
                                    try Gemm.multiply(
                                        MatrixView(
                                            start: gathered, rows: pixels, columns: patch, rowStride: patch,
                                            columnStride: 1),
                                        MatrixView(
                                            start: weight + group * groupOutputs, rows: patch, columns: groupOutputs,
                                            rowStride: outputs, columnStride: 1),
                                        into: output + group * groupOutputs, leading: outputs)
                                }
                            }
                        }
                        if let bias { add(bias, to: target) }
                    }
                }
            }
        }
    }

    /// One row of patches for each output pixel of these output rows; zeros outside the picture.
    private func gather(_ source: UnsafePointer<Float>, _ rows: Range<Int>, into target: UnsafeMutablePointer<Float>) {
        var next = target
        for row in rows {
            for column in 0..<outWidth {
                for y in 0..<kernelY {
                    let line = row * window.stride.y - window.padding.y + y * window.dilation.y
                    for x in 0..<kernelX {
                        let place = column * window.stride.x - window.padding.x + x * window.dilation.x
                        if line >= 0, line < height, place >= 0, place < width {
                            next.update(from: source + (line * width + place) * channels, count: inputs)
                        } else {
                            next.update(repeating: 0, count: inputs)
                        }
                        next += inputs
                    }
                }
            }
        }
    }

    private func add(_ bias: [Float], to target: UnsafeMutableBufferPointer<Float>) {
        for pixel in 0..<target.count / outputs {
            for channel in 0..<outputs { target[pixel * outputs + channel] += bias[channel] }
        }
    }
}
