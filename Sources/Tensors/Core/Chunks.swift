/// Goes through `0 ..< count` in pieces and looks at `Interrupt` before each, so that a loop of any length can be left.
/// - Throws: as `Interrupt.check`, and what `body` throws.
@inline(__always)
public func inChunks(_ count: Int, of size: Int = Chunk.elements, _ body: (Range<Int>) throws -> Void) throws {
    var start = 0
    while start < count {
        try Interrupt.check()
        let end = Swift.min(start &+ size, count)
        try body(start..<end)
        start = end
    }
}

/// How much work lies between two checks, at most; a test counts it.
public enum Chunk {
    /// Elements of a simple loop: some milliseconds where each takes 20 ns.
    public static let elements = 1 << 18
    /// Bytes that are copied, filled or checked.
    public static let bytes = 16 << 20
    /// Multiplications and additions of one call of BLAS: 10 ms at 200 GFLOP/s, 100 ms on a machine ten times slower.
    public static let operations = 2e9
}

extension UnsafeMutableBufferPointer where Element: BitwiseCopyable {
    /// Every element becomes `value`, a piece at a time. - Throws: as `Interrupt.check`.
    func fill(_ value: Element) throws {
        try inChunks(count, of: Chunk.bytes / Swift.max(MemoryLayout<Element>.stride, 1)) {
            UnsafeMutableBufferPointer(rebasing: self[$0]).update(repeating: value)
        }
    }
}

extension UnsafeBufferPointer where Element: BitwiseCopyable {
    /// An array of these, copied a piece at a time. - Throws: `limit.memory`; as `Interrupt.check`.
    func array() throws -> [Element] {
        try MemoryBudget.allow(count, of: MemoryLayout<Element>.stride)
        return try [Element](unsafeUninitializedCapacity: count) { target, filled in
            try inChunks(count, of: Chunk.bytes / Swift.max(MemoryLayout<Element>.stride, 1)) { part in
                _ = UnsafeMutableBufferPointer(rebasing: target[part]).initialize(from: self[part])
                filled = part.upperBound
            }
        }
    }
}

/// Sorts numbers: runs by the standard library, then merged pairwise, with checks in between. Equal elements must not be
/// told apart by anything that matters.
/// - Throws: `limit.memory`; as `Interrupt.check`.
func sortInChunks<Key: BitwiseCopyable>(
    _ keys: UnsafeMutableBufferPointer<Key>, by isBefore: (Key, Key) -> Bool
) throws {
    let run = Chunk.elements
    try inChunks(keys.count, of: run) { part in
        var piece = UnsafeMutableBufferPointer(rebasing: keys[part])
        piece.sort(by: isBefore)
        _ = piece
    }
    guard keys.count > run, let start = keys.baseAddress else { return }
    let spare = try Storage(byteCount: keys.count * MemoryLayout<Key>.stride)
    let other = spare.base.bindMemory(to: Key.self, capacity: keys.count)
    try withExtendedLifetime(spare) {
        var (from, to) = (start, other)
        var width = run
        while width < keys.count {
            for low in stride(from: 0, to: keys.count, by: 2 * width) {
                let (middle, high) = (Swift.min(low + width, keys.count), Swift.min(low + 2 * width, keys.count))
                var (left, right) = (low, middle)
                try inChunks(high - low) { part in
                    for place in part {
                        let takesRight = right < high && (left == middle || isBefore(from[right], from[left]))
                        to[low + place] = takesRight ? from[right] : from[left]
                        if takesRight { right += 1 } else { left += 1 }
                    }
                }
            }
            (from, to) = (to, from)
            width *= 2
        }
        if from != start {
            try inChunks(keys.count, of: Chunk.bytes / MemoryLayout<Key>.stride) { part in
                (start + part.lowerBound).update(from: from + part.lowerBound, count: part.count)
            }
        }
    }
}
