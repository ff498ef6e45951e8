import Tensors

extension Metrics {
    /// A mask whose inner pixels take the majority of their 3 × 3 neighbourhood (at least half of nine); the outermost
    /// pixels keep their value. The filter after the two-Gaussian threshold of Dombrowski et al. 2023.
    /// - Throws: `metric.not-a-mask`, `metric.bad-option` for a tensor that has not two axes.
    public static func withoutOrphans(_ mask: Tensor) throws -> Tensor {
        guard mask.rank == 2 else {
            throw Problem("metric.bad-option", "a mask has two axes, found \(mask.shapeDescription)")
        }
        let (height, width) = (mask.shape[0], mask.shape[1])
        let inside = try Self.mask(values(mask, "orphans"), "orphans")
        return try Tensor(Bool.self, shape: mask.shape, axes: mask.axes) { target in
            for index in target.indices {
                let (y, x) = (index / width, index % width)
                guard y > 0, x > 0, y < height - 1, x < width - 1 else {
                    target[index] = inside[index]
                    continue
                }
                var count = 0
                for row in y - 1...y + 1 {
                    for column in x - 1...x + 1 where inside[row * width + column] { count += 1 }
                }
                target[index] = count >= 5
            }
        }
    }
}
