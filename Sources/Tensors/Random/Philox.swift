/// Philox4x32-10: 128 bits of noise for each 128-bit counter and 64-bit key, without any state.
///
/// Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC 2011, section 4.3; it passes
/// their known answers.
public enum Philox {
    /// The four words of the block with this counter and key.
    @inline(__always)
    public static func block(_ counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
        var words = counter
        var key = key
        for _ in 0..<10 {
            let first = UInt64(words.x) &* 0xD251_1F53
            let second = UInt64(words.z) &* 0xCD9E_8D57
            words = SIMD4(
                UInt32(truncatingIfNeeded: second >> 32) ^ words.y ^ key.x, UInt32(truncatingIfNeeded: second),
                UInt32(truncatingIfNeeded: first >> 32) ^ words.w ^ key.y, UInt32(truncatingIfNeeded: first))
            key = SIMD2(key.x &+ 0x9E37_79B9, key.y &+ 0xBB67_AE85)
        }
        return words
    }
}
