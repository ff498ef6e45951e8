/// Order along an axis. Equal elements keep their order, and a NaN comes last whichever way the sort goes.
extension Tensor {
    /// The elements in ascending (or descending) order along the axis, which loses its labels; a bool is below another
    /// as false is below true.
    public func sorted(axis: Int = -1, descending: Bool = false) throws -> Tensor {
        let place = try position(ofAxis: axis)
        var axes = axes
        axes[place].labels = nil
        let length = shape[place]
        guard dtype.isFloating else {
            try MemoryBudget.allow(length, of: 8)
            var scratch = [Int64](repeating: 0, count: length)
            return try converted(to: .int64).perLane(axis: place, shape: shape, axes: axes) {
                (from: UnsafePointer<Int64>, step, to: UnsafeMutablePointer<Int64>, toStep) in
                try scratch.withUnsafeMutableBufferPointer { keys in
                    try inChunks(length) { for i in $0 { keys[i] = from[i &* step] } }
                    try sortInChunks(keys, by: <)
                    try inChunks(length) { for i in $0 { to[i &* toStep] = keys[descending ? length - 1 - i : i] } }
                }
            }.converted(to: dtype)
        }
        try MemoryBudget.allow(length, of: 4)
        var scratch = [Int32](repeating: 0, count: length)
        return try converted(to: .float32).perLane(axis: place, shape: shape, axes: axes) {
            (from: UnsafePointer<Float>, step, to: UnsafeMutablePointer<Float>, toStep) in
            try scratch.withUnsafeMutableBufferPointer { keys in
                try inChunks(length) { for i in $0 { keys[i] = OrderKey.key(of: from[i &* step], descending) } }
                try sortInChunks(keys, by: <)
                try inChunks(length) { for i in $0 { to[i &* toStep] = OrderKey.value(of: keys[i], descending) } }
            }
        }.converted(to: dtype)
    }

    /// The positions that would put the axis in order; int64.
    public func argsort(axis: Int = -1, descending: Bool = false) throws -> Tensor {
        let place = try position(ofAxis: axis)
        var axes = axes
        axes[place].labels = nil
        let length = shape[place]
        guard length <= Int(UInt32.max) else {
            throw Problem("tensor.bad-argument", "an axis of \(length) positions is too long to sort")
        }
        guard dtype.isFloating else {
            try MemoryBudget.allow(length, of: 16)
            var order = [(key: Int64, at: Int64)](repeating: (0, 0), count: length)
            return try converted(to: .int64).perLane(axis: place, shape: shape, axes: axes) {
                (from: UnsafePointer<Int64>, step, to: UnsafeMutablePointer<Int64>, toStep) in
                try inChunks(length) {
                    for i in $0 { order[i] = (descending ? ~from[i &* step] : from[i &* step], Int64(i)) }
                }
                try order.withUnsafeMutableBufferPointer {
                    try sortInChunks($0) { $0.key == $1.key ? $0.at < $1.at : $0.key < $1.key }
                }
                try inChunks(length) { for i in $0 { to[i &* toStep] = order[i].at } }
            }
        }
        // Key above, position below: one comparison, and equal keys stay in order.
        try MemoryBudget.allow(length, of: 8)
        var scratch = [UInt64](repeating: 0, count: length)
        return try converted(to: .float32).perLane(axis: place, shape: shape, axes: axes) {
            (from: UnsafePointer<Float>, step, to: UnsafeMutablePointer<Int64>, toStep) in
            try scratch.withUnsafeMutableBufferPointer { keys in
                try inChunks(length) { part in
                    for i in part {
                        let value = from[i &* step]
                        let key = OrderKey.key(of: value == 0 ? 0 : value, descending)
                        keys[i] = UInt64(UInt32(bitPattern: key ^ .min)) << 32 | UInt64(i)
                    }
                }
                try sortInChunks(keys, by: <)
                try inChunks(length) { for i in $0 { to[i &* toStep] = Int64(keys[i] & 0xFFFF_FFFF) } }
            }
        }
    }

    /// The different elements in ascending order, how often each occurs (int64), and for every element of this
    /// tensor, in its shape, which of them it is (int64). NaNs count as one element, which comes last.
    public func unique() throws -> (values: Tensor, counts: Tensor, inverse: Tensor) {
        let flat = try flattened().converted(to: dtype.computing)
        let order = try flat.argsort().integers()
        var firsts: [Int] = []
        var counts: [Int64] = []
        try MemoryBudget.allow(order.count, of: 24)
        var inverse = [Int64](repeating: 0, count: order.count)
        func group(_ isSame: (Int, Int) -> Bool) throws {
            try inChunks(order.count) { part in
                for place in order[part] {
                    if let first = firsts.last, isSame(first, place) {
                        counts[counts.count - 1] += 1
                    } else {
                        firsts.append(place)
                        counts.append(1)
                    }
                    inverse[place] = Int64(firsts.count - 1)
                }
            }
        }
        switch flat.dtype {
        case .bool: try flat.withElements(Bool.self) { values in try group { values[$0] == values[$1] } }
        case .int64: try flat.withElements(Int64.self) { values in try group { values[$0] == values[$1] } }
        default:
            try flat.withElements(Float.self) { values in
                try group { values[$0] == values[$1] || (values[$0].isNaN && values[$1].isNaN) }
            }
        }
        let values = try flat.taking(firsts, axis: 0).converted(to: dtype)
        return (values, try Tensor(counts, shape: [counts.count]), try Tensor(inverse, shape: shape, axes: axes))
    }
}

/// A float32 as an integer of the same order, NaN above all.
enum OrderKey {
    @inline(__always)
    static func key(of value: Float, _ descending: Bool) -> Int32 {
        if value.isNaN { return .max }
        let bits = Int32(bitPattern: value.bitPattern)
        let key = bits ^ ((bits >> 31) & .max)
        return descending ? ~key : key
    }

    @inline(__always)
    static func value(of key: Int32, _ descending: Bool) -> Float {
        if key == .max { return .nan }
        let plain = descending ? ~key : key
        return Float(bitPattern: UInt32(bitPattern: plain ^ ((plain >> 31) & .max)))
    }
}
