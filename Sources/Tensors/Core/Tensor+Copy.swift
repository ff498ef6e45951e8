/// Gathering strided elements and changing their type.
extension Tensor {
    /// The same elements in storage of their own, row-major without gaps.
    public func copied() throws -> Tensor {
        let target = try Storage(byteCount: Tensor.elementCount(of: shape) * dtype.size)
        switch dtype.size {
        case 1: try gather(UInt8.self, into: target)
        case 2: try gather(UInt16.self, into: target)
        case 4: try gather(UInt32.self, into: target)
        default: try gather(UInt64.self, into: target)
        }
        return Tensor(storage: target, dtype: dtype, shape: shape, strides: Tensor.rowMajor(shape), axes: axes)
    }

    /// Copies words of an element's size.
    private func gather<W: BitwiseCopyable>(_ word: W.Type, into target: Storage) throws {
        let walk = Walk(shape: shape, strides: [Tensor.rowMajor(shape), strides])
        let out = target.base.assumingMemoryBound(to: W.self)
        let source = UnsafePointer(storage.base.assumingMemoryBound(to: W.self))
        let step = walk.step[1]
        try withExtendedLifetime(storage) {
            try walk.forEachRun(from: [0, offset, 0, 0]) { at, count in
                let (to, from) = (out + at[0], source + at[1])
                if step == 1 {
                    to.update(from: from, count: count)
                } else if step == 0 {
                    to.update(repeating: from[0], count: count)
                } else {
                    for i in 0..<count { to[i] = from[i &* step] }
                }
            }
        }
    }

    /// The same values as another type. Floats to int64 are cut towards zero; anything but 0 is true, NaN too.
    /// - Throws: `tensor.not-an-integer` where a NaN, an infinity or a number past 2^63 would become an integer.
    public func converted(to target: DType) throws -> Tensor {
        if target == dtype { return self }
        return switch dtype {
        case .float32: try convert(to: target, unaryRun { (x: Float) in x })
        case .float16: try halves(to: target)
        case .bfloat16: try convert(to: target, unaryRun { (x: BFloat16) in x.float })
        case .bool: try convertBools(to: target)
        case .int64: try convertIntegers(to: target)
        }
    }

    /// By way of float32 where the source is not float32 itself.
    private func convert<S: Element>(to target: DType, _ widening: UnaryRun<S, Float>) throws -> Tensor {
        let wide = S.self == Float.self ? self : try mapped(widening)
        switch target {
        case .float32: return wide
        case .float16: return try wide.narrowed()
        case .bfloat16: return try wide.mapped(unaryRun { (x: Float) in BFloat16(x) })
        case .bool: return try wide.mapped(unaryRun { (x: Float) in x != 0 })
        case .int64:
            let whole: Tensor = try wide.mapped(
                unaryRun { (x: Float) in
                    // 2^63 and beyond, and NaN, are looked for afterwards.
                    Swift.abs(x) < 0x1p63 ? Int64(x) : Int64.min
                })
            try wide.refuseNonIntegers(whole)
            return whole
        }
    }

    private func refuseNonIntegers(_ whole: Tensor) throws {
        var suspects = false
        try whole.withElements(Int64.self) { values in
            try inChunks(values.count) { if !suspects { suspects = values[$0].contains(.min) } }
        }
        guard suspects else { return }
        try withElements(Float.self) { values in
            try inChunks(values.count) { part in
                for value in values[part] where !(Swift.abs(value) < 0x1p63) && value != -0x1p63 {
                    throw Problem(
                        "tensor.not-an-integer", "\(value) has no int64 value",
                        help: "replace NaN and infinity first, with where(is_nan(x), 0, x) or clamp")
                }
            }
        }
    }

    /// Read and written as bits, in the way that vectorises.
    private func halves(to target: DType) throws -> Tensor {
        try convert(to: target, unaryRun { (x: Float16) in Float(halfBits: x.bitPattern) })
    }

    private func narrowed() throws -> Tensor {
        try mapped(unaryRun { (x: Float) in Float16(bitPattern: x.halfBits) })
    }

    private func convertBools(to target: DType) throws -> Tensor {
        switch target {
        case .float32: try mapped(unaryRun { (x: Bool) in x ? 1 as Float : 0 })
        case .float16: try mapped(unaryRun { (x: Bool) in x ? 1 as Float16 : 0 })
        case .bfloat16: try mapped(unaryRun { (x: Bool) in BFloat16(x ? 1 : 0) })
        case .int64: try mapped(unaryRun { (x: Bool) in x ? 1 as Int64 : 0 })
        case .bool: self
        }
    }

    private func convertIntegers(to target: DType) throws -> Tensor {
        switch target {
        case .float32: try mapped(unaryRun { (x: Int64) in Float(x) })
        case .float16: try mapped(unaryRun { (x: Int64) in Float16(bitPattern: Float(x).halfBits) })
        case .bfloat16: try mapped(unaryRun { (x: Int64) in BFloat16(Float(x)) })
        case .bool: try mapped(unaryRun { (x: Int64) in x != 0 })
        case .int64: self
        }
    }

    /// A tensor of the same shape whose elements are made one by one from these.
    package func map<S: Element, R: Element>(_ type: S.Type, _ body: (S) throws -> R) throws -> Tensor {
        try withElements(S.self) { source in
            try Tensor(R.self, shape: shape, axes: axes) { target in
                try inChunks(source.count) { part in for index in part { target[index] = try body(source[index]) } }
            }
        }
    }
}
