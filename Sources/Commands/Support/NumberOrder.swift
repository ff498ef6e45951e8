import Runtime
import Tensors

/// The order of many plain numbers, by their digits: no comparisons, and equal numbers stay in place.
enum NumberOrder {
    /// The positions in order; NaN is last in both directions. nil where the keys are not all floats or all ints.
    static func positions(_ keys: [Value], descending: Bool) throws -> [Int]? {
        guard var digits = try digits(keys) else { return nil }
        if descending {
            for index in digits.indices where digits[index] != .max { digits[index] = ~digits[index] &- 1 }
        }
        return try positions(digits)
    }

    /// Numbers without a sign that are in the order of the keys, all below that of NaN.
    private static func digits(_ keys: [Value]) throws -> [UInt64]? {
        try Growth.allow(bytes: 32 * keys.count)
        var digits = [UInt64]()
        digits.reserveCapacity(keys.count)
        switch keys.first {
        case .float:
            for key in keys {
                guard case .float(let float) = key else { return nil }
                digits.append(Self.digits(float))
            }
        case .int:
            for key in keys {
                // The largest int would meet NaN.
                guard case .int(let int) = key, int != .max else { return nil }
                digits.append(UInt64(bitPattern: Int64(int)) ^ 1 << 63)
            }
        default: return nil
        }
        return digits
    }

    private static func digits(_ float: Double) -> UInt64 {
        if float.isNaN { return .max }
        // -0.0 is 0.0.
        let bits = (float + 0).bitPattern
        return bits >> 63 == 1 ? ~bits : bits | 1 << 63
    }

    private static let width = 11
    private static let size = 1 << width

    private static func positions(_ digits: [UInt64]) throws -> [Int] {
        var source = digits.indices.map { (key: digits[$0], position: $0) }
        var target = source
        for shift in stride(from: 0, to: UInt64.bitWidth, by: width) {
            var starts = [Int](repeating: 0, count: size)
            for entry in source { starts[digit(entry.key, shift)] += 1 }
            // A digit that all share orders nothing.
            if starts.contains(source.count) { continue }
            var sum = 0
            for value in starts.indices { (starts[value], sum) = (sum, sum + starts[value]) }
            for index in source.indices {
                if index & 0xFFFF == 0 { try Interrupt.check() }
                let value = digit(source[index].key, shift)
                target[starts[value]] = source[index]
                starts[value] += 1
            }
            swap(&source, &target)
        }
        return source.map(\.position)
    }

    @inline(__always)
    private static func digit(_ key: UInt64, _ shift: Int) -> Int { Int(truncatingIfNeeded: key >> shift) & (size - 1) }
}
