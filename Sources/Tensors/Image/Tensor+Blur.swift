import Glibc

extension Tensor {
    /// A Gaussian blur of the axes y and x (by name, else the last two), equal to torchvision's `gaussian_blur`:
    /// a sampled and normalised Gaussian of `kernel` taps (odd), edges reflected.
    /// - Parameter sigma: in pixels; torchvision's default for a kernel is 0.3·((k-1)/2 - 1) + 0.8.
    /// - Throws: `image.axes`; `image.kernel` for an even kernel, one that reaches beyond the picture, or a sigma
    ///   that is not above 0; `limit.memory`.
    public func blurred(kernel: (y: Int, x: Int), sigma: (y: Double, x: Double)? = nil) throws -> Tensor {
        let place = try imageAxes(for: "blur")
        var result = try converted(to: .float32)
        let widths = sigma ?? (y: Tensor.defaultSigma(kernel.y), x: Tensor.defaultSigma(kernel.x))
        for (axis, taps, width) in [(place.x, kernel.x, widths.x), (place.y, kernel.y, widths.y)] {
            guard taps > 0, taps % 2 == 1, width > 0, width.isFinite else {
                throw Problem(
                    "image.kernel", "a blur with \(taps) taps and sigma \(width) is not defined",
                    help: "the number of taps is odd, sigma is above 0")
            }
            let size = result.shape[axis]
            guard taps / 2 < Swift.max(size, 1) || size == 0 else {
                throw Problem(
                    "image.kernel", "a blur with \(taps) taps reaches beyond an axis of \(size) pixels",
                    help: "use at most \(2 * size - 1) taps")
            }
            if size > 0 { result = try Taps.gaussian(size, taps: taps, sigma: width).applied(to: result, axis: axis) }
        }
        return dtype.isFloating ? try result.converted(to: dtype) : result
    }

    private static func defaultSigma(_ taps: Int) -> Double { 0.3 * (Double(taps - 1) * 0.5 - 1) + 0.8 }
}

extension Taps {
    fileprivate static func gaussian(_ size: Int, taps: Int, sigma: Double) throws -> Taps {
        let half = taps / 2
        let raw = (-half...half).map { exp(-0.5 * (Double($0) / sigma) * (Double($0) / sigma)) }
        let sum = raw.reduce(0, +)
        return try Taps(count: size, width: taps) { index in
            raw.indices.map { (mirrored(index + $0 - half, size), Float(raw[$0] / sum)) }
        }
    }

    /// A position up to one picture outside, reflected about the edge pixel.
    private static func mirrored(_ position: Int, _ size: Int) -> Int {
        position < 0 ? -position : (position < size ? position : 2 * (size - 1) - position)
    }
}
