/// Gathering strided elements and changing their type.
extension Tensor {
    /// The same elements in storage of their own, row-major without gaps.
    public func copied() throws -> Tensor {
        switch dtype {
        case .float32: try gathered(Float.self)
        case .float16: try gathered(Float16.self)
        case .bfloat16: try gathered(BFloat16.self)
        case .int64: try gathered(Int64.self)
        case .bool: try gathered(Bool.self)
        }
    }

    private func gathered<T: Element>(_ type: T.Type) throws -> Tensor {
        try Tensor(T.self, shape: shape, axes: axes) { target in
            let source = storage.base.assumingMemoryBound(to: T.self)
            var next = 0
            withExtendedLifetime(storage) {
                forEachRun { start, length, stride in
                    for step in 0..<length {
                        target[next] = source[start + step * stride]
                        next += 1
                    }
                }
            }
        }
    }

    /// Visits the elements in row-major order as runs along the last axis: first position, length, stride.
    package func forEachRun(_ body: (Int, Int, Int) throws -> Void) rethrows {
        guard count > 0 else { return }
        guard rank > 0 else { return try body(offset, 1, 1) }
        let outer = rank - 1
        var index = [Int](repeating: 0, count: outer)
        var position = offset
        while true {
            try body(position, shape[outer], strides[outer])
            var axis = outer - 1
            while axis >= 0 {
                index[axis] += 1
                position += strides[axis]
                if index[axis] < shape[axis] { break }
                position -= strides[axis] * shape[axis]
                index[axis] = 0
                axis -= 1
            }
            if axis < 0 { return }
        }
    }

    /// The same values as another type. Floats to int64 are cut towards zero; anything but 0 is true.
    /// - Throws: `tensor.not-an-integer` where a NaN or an infinity would become an integer.
    public func converted(to target: DType) throws -> Tensor {
        if target == dtype { return self }
        let source = try contiguous()
        return switch dtype {
        case .float32: try source.convert(from: Float.self, to: target) { $0 }
        case .float16: try source.convert(from: Float16.self, to: target) { Float($0) }
        case .bfloat16: try source.convert(from: BFloat16.self, to: target) { $0.float }
        case .bool: try source.convert(from: Bool.self, to: target) { $0 ? 1 : 0 }
        case .int64: try source.convertIntegers(to: target)
        }
    }

    private func convert<S: Element>(
        from type: S.Type, to target: DType, _ read: (S) -> Float
    ) throws -> Tensor {
        switch target {
        case .float32: return try map(type) { read($0) }
        case .float16: return try map(type) { Float16(read($0)) }
        case .bfloat16: return try map(type) { BFloat16(read($0)) }
        case .bool: return try map(type) { read($0) != 0 }
        case .int64:
            return try map(type) { element -> Int64 in
                let value = read(element)
                guard let whole = Int64(exactly: value.rounded(.towardZero)) else {
                    throw Problem("tensor.not-an-integer", "\(value) has no integer value")
                }
                return whole
            }
        }
    }

    private func convertIntegers(to target: DType) throws -> Tensor {
        switch target {
        case .float32: try map(Int64.self) { Float($0) }
        case .float16: try map(Int64.self) { Float16($0) }
        case .bfloat16: try map(Int64.self) { BFloat16(Float($0)) }
        case .bool: try map(Int64.self) { $0 != 0 }
        case .int64: self
        }
    }

    /// A tensor of the same shape whose elements are made one by one from these.
    package func map<S: Element, R: Element>(_ type: S.Type, _ body: (S) throws -> R) throws -> Tensor {
        try withElements(S.self) { source in
            try Tensor(R.self, shape: shape, axes: axes) { target in
                for index in source.indices { target[index] = try body(source[index]) }
            }
        }
    }
}
