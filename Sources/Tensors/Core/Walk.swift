/// Walks up to four strided looks of one shape side by side, as runs along the innermost axis.
///
/// Axes of size 1 are left out and axes that lie end to end in every operand are joined, so that contiguous
/// operands make one long run. Long runs are cut and `Interrupt` is looked at about four times a million elements.
package struct Walk {
    /// How far each operand moves from one element of a run to the next.
    package let step: SIMD4<Int>
    private let length: Int
    private let sizes: [Int]
    private let strides: [SIMD4<Int>]
    private let isEmpty: Bool

    private static let chunk = Chunk.elements

    /// `strides` has one list an operand, each with one entry an axis of `shape`.
    package init(shape: [Int], strides operands: [[Int]]) {
        var sizes: [Int] = []
        var strides: [SIMD4<Int>] = []
        for axis in shape.indices where shape[axis] != 1 {
            var stride = SIMD4<Int>.zero
            for operand in operands.indices { stride[operand] = operands[operand][axis] }
            if let last = sizes.last, strides[strides.count - 1] == stride &* SIMD4(repeating: shape[axis]) {
                sizes[sizes.count - 1] = last &* shape[axis]
                strides[strides.count - 1] = stride
            } else {
                sizes.append(shape[axis])
                strides.append(stride)
            }
        }
        isEmpty = shape.contains(0)
        length = sizes.popLast() ?? 1
        step = strides.popLast() ?? SIMD4(repeating: 1)
        self.sizes = sizes
        self.strides = strides
    }

    /// Calls `body` with the position of each operand and the number of elements of the run.
    @inline(__always)
    package func forEachRun(from start: SIMD4<Int>, _ body: (SIMD4<Int>, Int) throws -> Void) throws {
        if isEmpty { return }
        var index = [Int](repeating: 0, count: sizes.count)
        var position = start
        var sinceCheck = 0
        while true {
            if length > Walk.chunk {
                var done = 0
                while done < length {
                    try Interrupt.check()
                    let part = min(Walk.chunk, length - done)
                    try body(position &+ step &* SIMD4(repeating: done), part)
                    done += part
                }
            } else {
                try body(position, length)
                sinceCheck += length
                if sinceCheck >= Walk.chunk {
                    try Interrupt.check()
                    sinceCheck = 0
                }
            }
            var axis = sizes.count - 1
            while axis >= 0 {
                index[axis] += 1
                position &+= strides[axis]
                if index[axis] < sizes[axis] { break }
                position &-= strides[axis] &* SIMD4(repeating: sizes[axis])
                index[axis] = 0
                axis -= 1
            }
            if axis < 0 { return }
        }
    }
}
