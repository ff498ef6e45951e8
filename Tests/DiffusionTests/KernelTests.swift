import Neural
import Tensors
import Testing

/// oneDNN's kernels against the plain ones.
@Suite struct KernelTests {
    let fast = KernelSet.preferred
    let plain = KernelSet.plain

    private func random(_ shape: [Int], _ stream: UInt64) throws -> Tensor {
        var numbers = RandomStream(seed: 1, stream: stream)
        return try numbers.normal(shape)
    }

    private func close(_ a: [Float], _ b: [Float], within tolerance: Float = 1e-5) -> Bool {
        let size = b.map(abs).max() ?? 1
        return a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance * max(size, 1e-20) }
    }

    @Test func theFastSetIsOneDNN() { #expect(fast.name == "oneDNN") }

    @Test(arguments: [Activation?.none, .silu, .gelu, .quickGELU, .relu, .tanh])
    func linearLayersAgree(_ activation: Activation?) throws {
        let weight = Weight(path: "w", tensor: try random([7, 5], 0))
        let bias = Weight(path: "b", tensor: try random([7], 1))
        for rows in [1, 3, 17] {
            let x = try random([rows, 5], UInt64(rows)).floats()
            let start = try random([rows, 7], 9).floats()
            for residual in [nil, start] {
                var a = [Float](repeating: 7, count: rows * 7)
                var b = a
                try fast.linear(weight: weight, bias: bias)
                    .run(x, rows: rows, into: &a, adding: residual, activation: activation)
                try plain.linear(weight: weight, bias: bias)
                    .run(x, rows: rows, into: &b, adding: residual, activation: activation)
                #expect(close(a, b))
            }
        }
    }

    @Test func convolutionsAgree() throws {
        let weight = Weight(path: "w", tensor: try random([6, 4, 3, 3], 2))
        for geometry in [
            ConvolutionGeometry(kernel: 3, padBefore: 1, padAfter: 1),
            ConvolutionGeometry(kernel: 3, stride: 2, padBefore: 1, padAfter: 1),
            ConvolutionGeometry(kernel: 3, stride: 2, padBefore: 0, padAfter: 1),
            ConvolutionGeometry(kernel: 3, padBefore: 0, padAfter: 0),
        ] {
            for (height, width) in [(5, 7), (3, 3), (8, 4)] {
                let x = try random([2, height, width, 4], 3).floats()
                let count = 2 * geometry.outputSize(height) * geometry.outputSize(width) * 6
                var a = [Float](repeating: 0.5, count: count)
                var b = a
                let start = try random([count], 8).floats()
                for residual in [nil, start] {
                    try fast.convolution(weight: weight, bias: nil, geometry: geometry).run(
                        x, batch: 2, height: height, width: width, into: &a, adding: residual, activation: .relu)
                    try plain.convolution(weight: weight, bias: nil, geometry: geometry).run(
                        x, batch: 2, height: height, width: width, into: &b, adding: residual, activation: .relu)
                    #expect(close(a, b), "\(geometry) on \(height)×\(width)")
                }
            }
        }
    }

    @Test func productsOfStridedMatricesAgree() throws {
        let (left, right) = (try random([40], 4).floats(), try random([60], 5).floats())
        func product(_ kernels: any Kernels, _ transposes: Bool) throws -> [Float] {
            var target = [Float](repeating: 7, count: 30)
            try left.withUnsafeBufferPointer { left in
                try right.withUnsafeBufferPointer { right in
                    try target.withUnsafeMutableBufferPointer { target in
                        try kernels.product(
                            MatrixProduct(
                                rows: 4, columns: 5, inner: 6, scale: 0.3, left: #require(left.baseAddress),
                                leftStride: 9, right: #require(right.baseAddress), rightStride: 8,
                                transposesRight: transposes, target: #require(target.baseAddress), targetStride: 7))
                    }
                }
            }
            return target
        }
        for transposes in [false, true] {
            let a = try product(fast, transposes)
            let b = try product(plain, transposes)
            #expect(close(a, b))
            // The gaps between the rows of the target stay as they were.
            #expect(a[5] == 7 && a[6] == 7)
        }
    }

    @Test func softmaxesAndNormsAgree() throws {
        var a = try random([6 * 9], 6).floats()
        a[3] = -.infinity
        a[20] = 80
        var b = a
        try fast.softmax(&a, rows: 6, width: 9)
        try plain.softmax(&b, rows: 6, width: 9)
        #expect(close(a, b))
        #expect(abs(a.reduce(0, +) - 6) < 1e-4)
        let parameters = try random([18], 7).floats()
        let x = try random([6 * 9], 8).floats()
        try fast.layerNorm(x, into: &a, rows: 6, width: 9, scaleAndShift: parameters, epsilon: 1e-5)
        try plain.layerNorm(x, into: &b, rows: 6, width: 9, scaleAndShift: parameters, epsilon: 1e-5)
        #expect(close(a, b))
    }
}
