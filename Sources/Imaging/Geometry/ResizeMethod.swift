import Glibc
import Tensors

/// How a resized picture is made of the old one. All but `nearest` take in the whole area that a pixel covers
/// (antialiased), as Pillow's `Image.resize` does; the kernels are Pillow's.
public enum ResizeMethod: String, Sendable, CaseIterable {
    case nearest
    /// The mean of the area; nearest when enlarging.
    case box
    /// Triangle kernel.
    case bilinear
    /// Keys' kernel with a = -0.5.
    case bicubic
    /// Windowed sinc with three lobes.
    case lanczos

    /// A method by its name. - Throws: `image.unknown-method`.
    public static func named(_ name: String) throws -> ResizeMethod {
        if let method = ResizeMethod(rawValue: name.lowercased()) { return method }
        throw Problem(
            "image.unknown-method", "there is no way to resize called \"\(name)\"",
            help: "take one of \(allCases.map(\.rawValue).joined(separator: ", "))")
    }

    /// The kernel is 0 beyond this distance, in pixels of the larger grid.
    var support: Double {
        switch self {
        case .nearest, .box: 0.5
        case .bilinear: 1
        case .bicubic: 2
        case .lanczos: 3
        }
    }

    func kernel(_ x: Double) -> Double {
        switch self {
        case .nearest, .box:
            return x > -0.5 && x <= 0.5 ? 1 : 0
        case .bilinear:
            return max(0, 1 - abs(x))
        case .bicubic:
            let (a, x) = (-0.5, abs(x))
            if x < 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
            return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0
        case .lanczos:
            return x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0
        }
    }
}

private func sinc(_ x: Double) -> Double { x == 0 ? 1 : sin(.pi * x) / (.pi * x) }

/// For each position of a new axis: where its neighbourhood in the old axis starts, and the weights there.
struct ResizeWeights {
    var starts: [Int] = []
    var counts: [Int] = []
    /// `taps` weights a position; those past its count are 0.
    var weights: [Double] = []
    let taps: Int

    /// Weights of `method` from `old` to `new` positions; each position's sum to 1.
    init(from old: Int, to new: Int, _ method: ResizeMethod) {
        let scale = Double(old) / Double(new)
        let stretch = max(scale, 1)
        let support = method.support * stretch
        taps = Int(support.rounded(.up)) * 2 + 1
        starts.reserveCapacity(new)
        weights.reserveCapacity(new * taps)
        if method == .nearest {
            // Summed up, not multiplied: where a centre falls on an edge, Pillow's rounding decides.
            var centre = 0.5 * scale
            for _ in 0..<new {
                append(start: min(Int(centre), old - 1), [1])
                centre += scale
            }
            return
        }
        for position in 0..<new {
            let centre = (Double(position) + 0.5) * scale
            let start = max(Int(centre - support + 0.5), 0)
            let end = min(Int(centre + support + 0.5), old)
            var found = (start..<max(start, end)).map { method.kernel((Double($0) - centre + 0.5) / stretch) }
            let sum = found.reduce(0, +)
            if sum != 0 { found = found.map { $0 / sum } }
            append(start: start, found)
        }
    }

    private mutating func append(start: Int, _ found: [Double]) {
        starts.append(start)
        counts.append(found.count)
        weights += found
        weights += repeatElement(0, count: taps - found.count)
    }
}
