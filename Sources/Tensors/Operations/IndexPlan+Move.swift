/// Carrying elements between a planned part of a tensor and another layout of the same shape.
extension Tensor {
    /// The planned part: a view where nothing is listed, else a copy.
    func taking(_ plan: IndexPlan) throws -> Tensor {
        let shape = plan.shape
        guard plan.list != nil else {
            return Tensor(
                storage: storage, dtype: dtype, shape: shape, strides: plan.trail.map(\.stride), offset: plan.offset,
                axes: plan.axes)
        }
        let count = try Tensor.elementCount(of: shape)
        let target = try Storage(byteCount: count * dtype.size)
        let strides = Tensor.rowMajor(shape)
        let (from, to) = (UnsafeRawPointer(storage.base), target.base)
        try withExtendedLifetime(storage) {
            switch dtype.size {
            case 1: try plan.move(from, to, strides, 0, UInt8.self, isReading: true)
            case 2: try plan.move(from, to, strides, 0, UInt16.self, isReading: true)
            case 4: try plan.move(from, to, strides, 0, UInt32.self, isReading: true)
            default: try plan.move(from, to, strides, 0, UInt64.self, isReading: true)
            }
        }
        return Tensor(storage: target, dtype: dtype, shape: shape, strides: strides, axes: plan.axes)
    }
}

extension IndexPlan {
    /// Writes `source`, which has the plan's shape and the target's dtype, into a target that nobody else looks at.
    func write(_ source: Tensor, into target: Tensor) throws {
        let (from, to) = (UnsafeRawPointer(source.storage.base), target.storage.base)
        let (strides, start) = (source.strides, source.offset)
        try withExtendedLifetime((source, target)) {
            switch target.dtype.size {
            case 1: try move(from, to, strides, start, UInt8.self, isReading: false)
            case 2: try move(from, to, strides, start, UInt16.self, isReading: false)
            case 4: try move(from, to, strides, start, UInt32.self, isReading: false)
            default: try move(from, to, strides, start, UInt64.self, isReading: false)
            }
        }
    }

    /// Copies words between the planned places and a layout given by `strides` over the plan's shape from `start`:
    /// out of the planned places where `isReading`, else into them.
    fileprivate func move<W: BitwiseCopyable>(
        _ source: UnsafeRawPointer, _ target: UnsafeMutableRawPointer, _ strides: [Int], _ start: Int, _ type: W.Type,
        isReading: Bool
    ) throws {
        let from = source.assumingMemoryBound(to: W.self)
        let to = target.assumingMemoryBound(to: W.self)
        let offsets = list ?? [0]
        let others = try listOffsets(Array(strides[lead.count..<(lead.count + listShape.count)]))
        let leading = Walk(
            shape: lead.map(\.size), strides: [lead.map(\.stride), Array(strides[..<lead.count])])
        let trailing = Walk(
            shape: trail.map(\.size),
            strides: [trail.map(\.stride), Array(strides[(lead.count + listShape.count)...])])
        // Which of the two positions is written.
        let (reads, writes) = isReading ? (0, 1) : (1, 0)
        let (readStep, writeStep) = (trailing.step[reads], trailing.step[writes])
        let isScattered = trail.allSatisfy { $0.size == 1 }
        var sinceCheck = 0
        try leading.forEachRun(from: [offset, start, 0, 0]) { at, count in
            for item in 0..<count {
                let base = at &+ leading.step &* SIMD4(repeating: item)
                if isScattered {
                    moveScattered(from, to, base, offsets, others, isReading: isReading)
                    sinceCheck &+= offsets.count
                    if sinceCheck > 1 << 20 {
                        try Interrupt.check()
                        sinceCheck = 0
                    }
                    continue
                }
                for entry in offsets.indices {
                    let first: SIMD4<Int> = [base[0] &+ offsets[entry], base[1] &+ others[entry], 0, 0]
                    try trailing.forEachRun(from: first) { at, count in
                        let (input, output) = (from + at[reads], to + at[writes])
                        if readStep == 1 && writeStep == 1 {
                            output.update(from: input, count: count)
                        } else {
                            for i in 0..<count { output[i &* writeStep] = input[i &* readStep] }
                        }
                        sinceCheck &+= count
                    }
                    if sinceCheck > 1 << 20 {
                        try Interrupt.check()
                        sinceCheck = 0
                    }
                }
            }
        }
    }

    /// Single elements, without a walk for each.
    @inline(__always)
    private func moveScattered<W: BitwiseCopyable>(
        _ from: UnsafePointer<W>, _ to: UnsafeMutablePointer<W>, _ base: SIMD4<Int>, _ offsets: [Int], _ others: [Int],
        isReading: Bool
    ) {
        offsets.withUnsafeBufferPointer { offsets in
            others.withUnsafeBufferPointer { others in
                let (planned, other) = (base[0], base[1])
                if isReading {
                    for i in 0..<offsets.count { to[other &+ others[i]] = from[planned &+ offsets[i]] }
                } else {
                    for i in 0..<offsets.count { to[planned &+ offsets[i]] = from[other &+ others[i]] }
                }
            }
        }
    }

    /// For each listed element, in row-major order, where it lies in the other layout.
    private func listOffsets(_ strides: [Int]) throws -> [Int] {
        guard list != nil else { return [0] }
        var result: [Int] = []
        let walk = Walk(shape: listShape, strides: [strides])
        try walk.forEachRun(from: .zero) { at, count in
            for i in 0..<count { result.append(at[0] &+ i &* walk.step[0]) }
        }
        return result
    }
}
