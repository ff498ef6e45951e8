import Tensors

/// Adds the activations of one site into the tensor that is kept, as they come.
///
/// What is kept is summed in float32 and divided once at the end, so an average costs no more than its result.
final class SiteAccumulator {
    let plan: RecordingPlan
    private let run: RunShape
    private var sum: Tensor?
    /// How often each position of the leading axes was added to.
    private var visits: [Int] = []
    /// Sizes of what was averaged inside one row.
    private var reduced = 1

    init(_ plan: RecordingPlan, run: RunShape) {
        self.plan = plan
        self.run = run
    }

    private var leading: [(name: String, size: Int)] { plan.leadingAxes }

    /// - Parameter step: the step of the run, or nil for a part that does not run in steps.
    /// - Throws: `recording.shape` where the activation is not what the site says; `limit.memory`.
    func add(_ value: Tensor, rows: [BatchRow], step: Int?) throws {
        if plan.isStepped {
            guard let step, plan.steps.contains(step) else { return }
        }
        let value = try value.converted(to: .float32)
        guard value.rank == plan.site.axes.count, plan.site.axes.first == "batch" else {
            throw Problem(
                "recording.shape",
                "`\(plan.site.path)` has the axes \(plan.site.axes.joined(separator: ", ")); found \(value.shapeDescription)"
            )
        }
        guard value.shape[0] == rows.count else {
            throw Problem(
                "recording.shape", "`\(plan.site.path)`: the batch has \(value.shape[0]) rows, expected \(rows.count)")
        }
        try prepare(value)
        for (number, row) in rows.enumerated() where plan.halves.contains(row.half) {
            let slot = slot(of: row, step: step)
            visits[slot] += 1
            try add(value, number, row, to: slot)
        }
    }

    /// The position in the flattened leading axes.
    private func slot(of row: BatchRow, step: Int?) -> Int {
        var slot = 0
        for axis in leading {
            let index =
                switch axis.name {
                case "step": plan.steps.firstIndex(of: step ?? 0) ?? 0
                case "guidance": plan.halves.firstIndex(of: row.half) ?? 0
                default: min(row.picture, axis.size - 1)
                }
            slot = slot * axis.size + index
        }
        return slot
    }

    /// One axis of an activation and where its positions go.
    private struct Dimension {
        var stride: Int
        var count: Int
        /// nil for all positions in order.
        var positions: [Int]?
        /// 0 where the axis is averaged.
        var targetStride: Int
    }

    private func chosen(_ axis: String, _ row: BatchRow) -> [Int]? {
        switch axis {
        case "head": return plan.heads
        case "token":
            guard let positions = plan.tokens?[row.half] else { return nil }
            return positions.indices.contains(row.picture) ? positions[row.picture] : positions.first
        default: return nil
        }
    }

    private func dimensions(_ value: Tensor, _ row: BatchRow) throws -> [Dimension] {
        var dimensions: [Dimension] = []
        for (axis, name) in plan.site.axes.enumerated().dropFirst() {
            let positions = chosen(name, row)
            for position in positions ?? [] where !(0..<value.shape[axis]).contains(position) {
                throw Problem(
                    "recording.shape",
                    "`\(plan.site.path)`: there is no \(name) \(position) in \(value.shapeDescription)")
            }
            dimensions.append(
                Dimension(
                    stride: value.strides[axis], count: positions?.count ?? value.shape[axis], positions: positions,
                    targetStride: plan.over.contains(name) ? 0 : 1))
        }
        var step = 1
        for index in dimensions.indices.reversed() where dimensions[index].targetStride != 0 {
            dimensions[index].targetStride = step
            step *= dimensions[index].count
        }
        return dimensions
    }

    /// Makes room at the first activation, when all sizes are known.
    private func prepare(_ value: Tensor) throws {
        let dimensions = try dimensions(value, BatchRow(picture: 0, half: plan.halves[0]))
        let own = zip(plan.site.axes.dropFirst(), dimensions).filter { !plan.over.contains($0.0) }
        let shape = leading.map(\.size) + own.map(\.1.count)
        if let sum {
            guard sum.shape == shape else {
                throw Problem(
                    "recording.shape",
                    "`\(plan.site.path)` changed its size while the model ran: \(sum.shapeDescription) before, now \(shape)"
                )
            }
            return
        }
        reduced = zip(plan.site.axes.dropFirst(), dimensions).reduce(1) { product, pair in
            plan.over.contains(pair.0) ? product * pair.1.count : product
        }
        let axes =
            leading.map { Axis($0.name, labels: labels(of: $0.name)) }
            + own.map { Axis($0.0, labels: labels(of: $0.0)) }
        sum = try Tensor(Float.self, shape: shape, axes: axes) { $0.update(repeating: 0) }
        visits = Array(repeating: 0, count: leading.reduce(1) { $0 * $1.size })
    }

    private func labels(of axis: String) -> [String]? {
        switch axis {
        case "step": plan.steps.map { Recording.label(of: run.timesteps[$0]) }
        case "guidance": plan.halves.map(\.rawValue)
        case "token": plan.tokenLabels
        default: nil
        }
    }

    private func add(_ value: Tensor, _ number: Int, _ row: BatchRow, to slot: Int) throws {
        let dimensions = try dimensions(value, row)
        let size = dimensions.reduce(1) { $1.targetStride == 0 ? $0 : $0 * $1.count }
        let source = UnsafePointer(value.storage.base.assumingMemoryBound(to: Float.self))
        let start = value.offset + number * value.strides[0]
        try withExtendedLifetime(value.storage) {
            try sum?.withMutableElements(Float.self) { target in
                guard let base = target.baseAddress else { return }
                Self.add(source + start, to: base + slot * size, dimensions[...])
            }
        }
    }

    private static func add(
        _ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, _ dimensions: ArraySlice<Dimension>
    ) {
        guard let first = dimensions.first else {
            target.pointee += source.pointee
            return
        }
        let rest = dimensions.dropFirst()
        guard rest.isEmpty else {
            for index in 0..<first.count {
                let position = first.positions?[index] ?? index
                add(source + position * first.stride, to: target + index * first.targetStride, rest)
            }
            return
        }
        let (stride, step) = (first.stride, first.targetStride)
        if let positions = first.positions {
            for (index, position) in positions.enumerated() { target[index * step] += source[position * stride] }
        } else {
            for index in 0..<first.count { target[index * step] += source[index * stride] }
        }
    }

    /// The means of what was added, with the steps that ran; nil where nothing was seen.
    ///
    /// A mean over steps is that of the steps that the site has seen.
    /// - Parameter end: the first step that does not count.
    func finish(before end: Int) throws -> Recording.Entry? {
        guard var result = sum, visits.contains(where: { $0 > 0 }) else { return nil }
        sum = nil
        let (visits, reduced) = (visits, reduced)
        try result.withMutableElements(Float.self) { target in
            let size = target.count / max(visits.count, 1)
            for (slot, count) in visits.enumerated() where count * reduced > 1 {
                let scale = Float(count * reduced)
                for index in slot * size..<(slot + 1) * size { target[index] /= scale }
            }
        }
        var steps = plan.steps
        if leading.first?.name != "step" {
            steps.removeAll { $0 >= end }
        } else {
            let perStep = visits.count / max(steps.count, 1)
            let ran = steps.indices.filter { step in
                steps[step] < end && visits[step * perStep..<(step + 1) * perStep].contains { $0 > 0 }
            }
            if ran.isEmpty { return nil }
            if ran.count < steps.count {
                result = try Self.keeping(ran.count, of: result)
                steps = ran.map { steps[$0] }
            }
        }
        return Recording.Entry(
            site: plan.site, kind: plan.kind, steps: plan.isStepped ? steps : nil, tensor: result)
    }

    /// The first steps of a run that was stopped.
    private static func keeping(_ count: Int, of tensor: Tensor) throws -> Tensor {
        var axes = tensor.axes
        axes[0].labels = axes[0].labels.map { Array($0.prefix(count)) }
        return try Tensor(
            storage: tensor.storage, dtype: tensor.dtype, shape: [count] + tensor.shape.dropFirst(),
            strides: tensor.strides, offset: tensor.offset, axes: axes
        ).copied()
    }
}
