import Glibc

/// Random numbers that depend on a seed, a stream and a position, and on nothing else.
///
/// Every element is computed from its position, so drawing 3 and then 5 gives what drawing 8 gives, and streams of one
/// seed never meet. Each kind of draw reads blocks of its own, so a normal number shares no bits with a uniform one.
public struct RandomStream: Sendable, Equatable {
    public let seed: UInt64
    public let stream: UInt64
    /// Elements drawn so far. May be set, to go back or forward.
    public var position: UInt64 = 0

    private enum Kind: UInt64 {
        case uniform, normal, integer
    }

    /// - Parameter stream: one of 2^64 independent sequences of the same seed (an image of a batch, a layer, …).
    public init(seed: UInt64, stream: UInt64 = 0) {
        self.seed = seed
        self.stream = stream
    }

    /// Counter: 56 bits of block, 4 bits of kind, 4 bits of attempt, 64 bits of stream. Key: the seed.
    @inline(__always)
    private func block(_ index: UInt64, _ kind: Kind, attempt: UInt64 = 0) -> SIMD4<UInt32> {
        let low = (index & (1 << 56 - 1)) | kind.rawValue << 60 | (attempt & 15) << 56
        let counter = SIMD4(
            UInt32(truncatingIfNeeded: low), UInt32(truncatingIfNeeded: low >> 32), UInt32(truncatingIfNeeded: stream),
            UInt32(truncatingIfNeeded: stream >> 32))
        return Philox.block(
            counter, key: SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)))
    }

    /// A tensor whose elements `body` makes from their positions.
    private mutating func draw<T: Element>(
        _ shape: [Int], _ axes: [Axis]?, _ body: (UInt64) -> T
    ) throws -> Tensor {
        let start = position
        let result = try Tensor(T.self, shape: shape, axes: axes) { target in
            for index in target.indices {
                if index & 0xFFFF == 0 { try Interrupt.check() }
                target[index] = body(start &+ UInt64(index))
            }
        }
        position = start &+ UInt64(result.count)
        return result
    }

    /// float32 in [0, 1): multiples of 2^-24, all equally likely. - Throws: `tensor.bad-shape`, `limit.memory`.
    public mutating func uniform(_ shape: [Int], axes: [Axis]? = nil) throws -> Tensor {
        let stream = self
        return try draw(shape, axes) { stream.uniform(at: $0) }
    }

    private func uniform(at place: UInt64) -> Float {
        Float(block(place >> 2, .uniform)[Int(place & 3)] >> 8) * 0x1p-24
    }

    /// float32, mean 0 and deviation 1, by Box and Muller (1958) in double precision; at most 6.7 in size.
    public mutating func normal(_ shape: [Int], axes: [Axis]? = nil) throws -> Tensor {
        let stream = self
        let start = position
        let result = try Tensor(Float.self, shape: shape, axes: axes) { target in
            var index = 0
            while index < target.count {
                if index & 0xFFFF == 0 { try Interrupt.check() }
                let place = start &+ UInt64(index)
                let (first, second) = stream.normalPair(place >> 1)
                if place & 1 == 1 {
                    target[index] = second
                    index += 1
                } else {
                    target[index] = first
                    if index + 1 < target.count { target[index + 1] = second }
                    index += 2
                }
            }
        }
        position = start &+ UInt64(result.count)
        return result
    }

    /// The normal numbers at the positions 2·pair and 2·pair + 1.
    private func normalPair(_ pair: UInt64) -> (Float, Float) {
        let words = block(pair >> 1, .normal)
        let (one, two) = pair & 1 == 0 ? (words.x, words.y) : (words.z, words.w)
        let radius = (-2 * log((Double(one) + 0.5) * 0x1p-32)).squareRoot()
        let angle = 2 * Double.pi * (Double(two) + 0.5) * 0x1p-32
        return (Float(radius * cos(angle)), Float(radius * sin(angle)))
    }

    /// int64 in 0 ..< `bound`, all equally likely (Lemire 2019, with rejection).
    /// - Throws: `random.bound` unless `bound` is at least 1.
    public mutating func integers(below bound: Int, _ shape: [Int], axes: [Axis]? = nil) throws -> Tensor {
        guard bound > 0 else {
            throw Problem(
                "random.bound", "there are no integers from 0 to below \(bound)", help: "give a bound of at least 1")
        }
        let stream = self
        return try draw(shape, axes) { Int64(stream.integer(below: UInt64(bound), at: $0)) }
    }

    private func integer(below bound: UInt64, at place: UInt64) -> UInt64 {
        let threshold = (0 &- bound) % bound
        var last: UInt64 = 0
        // A rejection has a chance of less than a half; after 32 candidates the rest is below 2^-32 of that.
        for attempt in 0..<16 as Range<UInt64> {
            let words = block(place, .integer, attempt: attempt)
            for candidate in [UInt64(words.x) | UInt64(words.y) << 32, UInt64(words.z) | UInt64(words.w) << 32] {
                let (high, low) = candidate.multipliedFullWidth(by: bound)
                if low >= threshold { return high }
                last = high
            }
        }
        return last
    }

    /// bool, true with the given probability. - Throws: `random.probability` outside 0…1.
    public mutating func bernoulli(_ probability: Double, _ shape: [Int], axes: [Axis]? = nil) throws -> Tensor {
        guard (0...1).contains(probability) else {
            throw Problem(
                "random.probability", "\(probability) is not a probability", help: "give a number from 0 to 1")
        }
        let stream = self
        return try draw(shape, axes) { Double(stream.uniform(at: $0)) < probability }
    }

    /// The integers 0 ..< `count` as int64 in random order (Fisher and Yates), all orders equally likely.
    public mutating func permutation(_ count: Int) throws -> Tensor {
        let stream = self
        let start = position
        let result = try Tensor(Int64.self, shape: [count]) { target in
            for index in target.indices {
                if index & 0xFFFF == 0 { try Interrupt.check() }
                target[index] = Int64(index)
                let other = Int(stream.integer(below: UInt64(index) + 1, at: start &+ UInt64(index)))
                target.swapAt(index, other)
            }
        }
        position = start &+ UInt64(result.count)
        return result
    }

    /// One integer in 0 ..< `bound`, for scripts' own choices. - Throws: `random.bound`.
    public mutating func integer(below bound: Int) throws -> Int {
        try integers(below: bound, []).integers().first ?? 0
    }
}
