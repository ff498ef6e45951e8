import Tensors

/// What the network was trained to predict.
public enum PredictionType: String, Sendable, CaseIterable {
    case epsilon
    case sample
    /// Salimans and Ho 2022.
    case velocity = "v_prediction"
}

extension PredictionType {
    /// The clean latents that a prediction implies, where the sample is clean · signal + ε · noise.
    func original(_ sample: Tensor, _ output: Tensor, signal: Float, noise: Float) throws -> Tensor {
        switch self {
        case .epsilon: try Tensor.mix(sample, 1 / signal, output, -noise / signal)
        case .sample: output
        case .velocity: try Tensor.mix(sample, signal, output, -noise)
        }
    }

    /// The noise ε that it implies.
    func epsilon(_ sample: Tensor, _ output: Tensor, signal: Float, noise: Float) throws -> Tensor {
        switch self {
        case .epsilon: output
        case .sample: try Tensor.mix(sample, 1 / noise, output, -signal / noise)
        case .velocity: try Tensor.mix(output, signal, sample, noise)
        }
    }

    /// The clean latents, where the sample is clean + ε · sigma.
    func original(_ sample: Tensor, _ output: Tensor, sigma: Float) throws -> Tensor {
        let square = sigma * sigma + 1
        return switch self {
        case .epsilon: try Tensor.mix(sample, 1, output, -sigma)
        case .sample: output
        case .velocity: try Tensor.mix(output, -sigma / square.squareRoot(), sample, 1 / square)
        }
    }
}

extension Tensor {
    /// first · a + second · b of two tensors of one shape.
    static func mix(_ first: Tensor, _ a: Float, _ second: Tensor, _ b: Float) throws -> Tensor {
        guard first.shape == second.shape else {
            throw Problem("tensor.shape-mismatch", "\(first.shape) and \(second.shape) cannot be mixed")
        }
        let (left, right) = (try first.ready(), try second.ready())
        return try Tensor(Float.self, shape: first.shape, axes: first.axes) { target in
            try left.withElements(Float.self) { left in
                try right.withElements(Float.self) { right in
                    for index in target.indices { target[index] = left[index] * a + right[index] * b }
                }
            }
        }
    }

    /// first · a + Σ other · b of tensors of one shape.
    static func mix(_ first: Tensor, _ a: Float, _ others: [(tensor: Tensor, factor: Float)]) throws -> Tensor {
        guard let second = others.first else { return try first.ready().map(Float.self) { $0 * a } }
        let start = try mix(first, a, second.tensor, second.factor)
        return try others.dropFirst().reduce(start) { try mix($0, 1, $1.tensor, $1.factor) }
    }

    /// Within ±range; as it is where there is none.
    func clipped(to range: Float?) throws -> Tensor {
        guard let range else { return self }
        return try ready().map(Float.self) { Swift.min(Swift.max($0, -range), range) }
    }

    /// The direction of the noise, (sample − original) / sigma, which Euler's and its kin's steps follow.
    ///
    /// In this order, though shorter forms exist: at a large σ the rounding is the larger part of what comes out.
    static func slope(_ sample: Tensor, _ original: Tensor, _ sigma: Float) throws -> Tensor {
        try mix(sample, 1, original, -1).map(Float.self) { $0 / sigma }
    }
}
