import Glibc

/// A running log Σ exp: the greatest exponent so far, and the sum below it.
enum LogSumExpFloats: Fold {
    struct Running: BitwiseCopyable {
        var greatest = -Double.infinity
        var sum = 0.0
    }

    static var start: Running { Running() }

    @inline(__always)
    static func add(_ state: inout Running, _ element: Float) {
        let value = Double(element)
        if value == state.greatest {
            if value > -.infinity { state.sum += 1 }
        } else if value > state.greatest {
            state.sum = state.sum * exp(state.greatest - value) + 1
            state.greatest = value
        } else {
            state.sum += exp(value - state.greatest)
        }
    }

    static func finish(_ state: Running, count: Int) -> Float {
        if state.sum.isNaN { return .nan }
        return Float(log(state.sum) + state.greatest)
    }
}

extension Tensor {
    /// exp(x) over its sum along the axis. A lane of nothing but −∞ is NaN, as in torch. bool and int64 give float32.
    public func softmax(axis: Int = -1) throws -> Tensor {
        let place = try position(ofAxis: axis)
        let length = shape[place]
        return try converted(to: .float32).perLane(axis: place, shape: shape, axes: axes) {
            (from: UnsafePointer<Float>, step, to: UnsafeMutablePointer<Float>, toStep) in
            var greatest = -Float.infinity
            try inChunks(length) { part in
                for i in part where from[i &* step] > greatest { greatest = from[i &* step] }
            }
            var sum = 0.0
            try inChunks(length) { part in
                for i in part {
                    let power = expf(from[i &* step] - greatest)
                    to[i &* toStep] = power
                    sum += Double(power)
                }
            }
            let scale = Float(1 / sum)
            try inChunks(length) { part in for i in part { to[i &* toStep] *= scale } }
        }.converted(to: dtype.floating)
    }

    /// log Σ exp(x) over the axes, without overflow; −∞ of no elements.
    public func logSumExp(over: [Int]? = nil, keep: Bool = false) throws -> Tensor {
        try converted(to: .float32).folded(LogSumExpFloats.self, over: over, keep: keep).converted(to: dtype.floating)
    }
}
