/// SplitMix64 (Steele, Lea, Flood 2014): a stream that a seed and an index repeat.
struct Random: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64, index: UInt64 = 0) {
        state = seed &* 0xD134_2543_DE82_EF95 ^ (index &+ 1) &* 0x9E37_79B9_7F4A_7C15
        _ = next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// 0 up to `count`, without it; 0 for an empty range.
    mutating func below(_ count: Int) -> Int { count > 1 ? Int.random(in: 0..<count, using: &self) : 0 }

    /// True once in `count` times.
    mutating func once(in count: Int) -> Bool { below(count) == 0 }

    /// An element, or nil of an empty list.
    mutating func pick<Element>(_ list: [Element]) -> Element? { list.isEmpty ? nil : list[below(list.count)] }
}
