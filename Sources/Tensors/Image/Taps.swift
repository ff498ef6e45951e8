/// A resampling along one axis: every output position is a weighted sum of a few input positions.
struct Taps {
    /// Terms a position; unused ones have weight 0 and are left out by `lengths`.
    let width: Int
    private(set) var positions: [Int]
    private(set) var weights: [Float]
    private(set) var lengths: [Int]

    /// `terms(i)` gives output position i's input positions and weights. - Throws: `limit.memory`, `Interrupted`.
    init(count: Int, width: Int, _ terms: (Int) -> [(position: Int, weight: Float)]) throws {
        self.width = width
        // These lists are priced like a tensor, although they are none.
        let (bytes, overflow) = count.multipliedReportingOverflow(by: (width + 1) * 12)
        if overflow || bytes > MemoryBudget.limit - MemoryBudget.usedBytes { throw Problem.outOfMemory(bytes) }
        positions = [Int](repeating: 0, count: count * width)
        weights = [Float](repeating: 0, count: count * width)
        lengths = [Int](repeating: 0, count: count)
        for index in 0..<count {
            if index & 0xFFFF == 0 { try Interrupt.check() }
            let list = terms(index).prefix(width)
            for (place, term) in list.enumerated() {
                positions[index * width + place] = term.position
                weights[index * width + place] = term.weight
            }
            lengths[index] = list.count
        }
    }

    var count: Int { lengths.count }

    /// Applies the taps along one axis of a float32 tensor. Input positions lie inside the axis.
    func applied(to tensor: Tensor, axis: Int) throws -> Tensor {
        let inputSize = tensor.shape[axis]
        let outer = tensor.shape[..<axis].reduce(1, *)
        let inner = tensor.shape[(axis + 1)...].reduce(1, *)
        var shape = tensor.shape
        shape[axis] = count
        var axes = tensor.axes
        if count != inputSize { axes[axis].labels = nil }
        return try tensor.withElements(Float.self) { source in
            try Tensor(Float.self, shape: shape, axes: axes) { target in
                guard let from = source.baseAddress, let to = target.baseAddress, !target.isEmpty else { return }
                for block in 0..<outer {
                    try Interrupt.check()
                    let input = from + block * inputSize * inner
                    let output = to + block * count * inner
                    if inner == 1 { gather(input, output) } else { blend(input, output, inner) }
                }
            }
        }
    }

    private func gather(_ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>) {
        positions.withUnsafeBufferPointer { positions in
            weights.withUnsafeBufferPointer { weights in
                for index in 0..<count {
                    var sum: Float = 0
                    for term in index * width..<index * width + lengths[index] {
                        sum += weights[term] * input[positions[term]]
                    }
                    output[index] = sum
                }
            }
        }
    }

    private func blend(_ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>, _ inner: Int) {
        for index in 0..<count {
            let row = output + index * inner
            row.update(repeating: 0, count: inner)
            for term in index * width..<index * width + lengths[index] {
                let weight = weights[term]
                let line = input + positions[term] * inner
                for place in 0..<inner { row[place] += weight * line[place] }
            }
        }
    }
}
