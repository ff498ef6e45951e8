/// Where the elements that an index chooses lie: some axes are strided, the others are one list of offsets.
///
/// The chosen elements, in row-major order of the result, are
/// `offset + lead + list + trail` for every combination of the leading axes, the list and the trailing axes.
struct IndexPlan {
    var offset: Int
    /// The strided axes before the list, and after it.
    var lead: [PlannedAxis] = []
    var trail: [PlannedAxis] = []
    /// Offsets of an advanced index in row-major order of `listShape`; nil where the index is basic.
    var list: [Int]?
    var listShape: [Int] = []
    var listAxes: [Axis] = []

    struct PlannedAxis {
        var size: Int
        var stride: Int
        var axis: Axis
    }

    var shape: [Int] { lead.map(\.size) + listShape + trail.map(\.size) }
    var axes: [Axis] { lead.map(\.axis) + listAxes + trail.map(\.axis) }

    init(offset: Int) { self.offset = offset }
}

/// An integer array that takes part in advanced indexing: its shape and, per element, the offset it adds.
private struct Advanced {
    var shape: [Int]
    var offsets: [Int]
    /// Kept where this array is the only one and has one axis.
    var axis: Axis
}

extension Tensor {
    /// What the items, one an axis apart from new ones and masks, choose. - Throws: `tensor.bad-index` and the like.
    func plan(_ items: [IndexItem]) throws -> IndexPlan {
        let full = try spelledOut(items)
        // An integer beside a list is a list of its own, as NumPy has it.
        let isAdvanced = full.contains {
            if case .indices = $0 { true } else if case .mask = $0 { true } else { false }
        }
        var plan = IndexPlan(offset: offset)
        var arrays: [Advanced] = []
        var axis = 0
        var firstArrayAt: Int?
        var isSplit = false
        var lastWasArray = false
        for item in full {
            let isArray: Bool
            switch item {
            // Even an ellipsis that stands for nothing parts two arrays.
            case .ellipsis: isArray = false
            case .newAxis:
                plan.trail.append(.init(size: 1, stride: 0, axis: .unnamed))
                isArray = false
            case .slice(let start, let stop, let step):
                let slice = try ConcreteSlice(start: start, stop: stop, step: step, size: shape[axis])
                plan.offset += slice.start * strides[axis]
                plan.trail.append(
                    .init(
                        size: slice.count, stride: slice.step &* strides[axis], axis: axes[axis].sliced(by: slice)))
                axis += 1
                isArray = false
            case .index(let index):
                let place = try checked(index, axis: axis)
                plan.offset += place * strides[axis]
                axis += 1
                isArray = isAdvanced
            case .indices(let positions):
                arrays.append(try array(of: positions, axis: axis))
                axis += 1
                isArray = true
            case .mask(let mask):
                arrays += try self.arrays(of: mask, axis: axis)
                axis += mask.rank
                isArray = true
            default: throw Problem("tensor.bad-index", "this index was not spelled out")
            }
            if isArray {
                if firstArrayAt == nil { firstArrayAt = plan.trail.count } else if !lastWasArray { isSplit = true }
            }
            lastWasArray = isArray
        }
        guard isAdvanced else { return plan }
        // NumPy: arrays side by side leave their axes in place, arrays apart put them in front.
        let place = isSplit ? 0 : firstArrayAt ?? 0
        plan.lead = Array(plan.trail[..<place])
        plan.trail = Array(plan.trail[place...])
        try join(arrays, into: &plan)
        return plan
    }

    /// The items with `...` replaced and full slices added, so that every axis has its item; labels as positions.
    private func spelledOut(_ items: [IndexItem]) throws -> [IndexItem] {
        var taken = 0
        var ellipses = 0
        for item in items {
            switch item {
            case .newAxis: break
            case .ellipsis: ellipses += 1
            case .mask(let mask): taken += mask.rank
            default: taken += 1
            }
        }
        if ellipses > 1 { throw Problem("tensor.bad-index", "an index can have only one \"...\"") }
        if taken > rank {
            throw Problem(
                "tensor.bad-index", "\(taken) indices for a tensor of \(rank) axes, of shape \(shapeDescription)",
                help: "give at most one index an axis")
        }
        let filling = [IndexItem](repeating: .all, count: rank - taken)
        var full: [IndexItem] = []
        var axis = 0
        for item in items {
            switch item {
            case .ellipsis:
                full.append(item)
                full += filling
                axis += filling.count
            case .newAxis: full.append(item)
            case .mask(let mask):
                full.append(item)
                axis += mask.rank
            default:
                full.append(try resolved(item, axis: axis))
                axis += 1
            }
        }
        return ellipses == 0 ? full + filling : full
    }

    /// Lists and labels as positions; the rest as it is.
    func resolved(_ item: IndexItem, axis: Int) throws -> IndexItem {
        switch item {
        case .indices(let positions) where positions.rank == 0 && positions.dtype == .int64:
            return .index(try positions.integers()[0])
        case .list(let list): return .indices(try Tensor(list.map { Int64($0) }, shape: [list.count]))
        case .label(let label):
            let found = try positions(of: label, axis: axis)
            return found.count == 1
                ? .index(found[0]) : .indices(try Tensor(found.map { Int64($0) }, shape: [found.count]))
        case .labels(let labels):
            let found = try labels.flatMap { try positions(of: $0, axis: axis) }
            return .indices(try Tensor(found.map { Int64($0) }, shape: [found.count]))
        default: return item
        }
    }

    private func positions(of label: String, axis: Int) throws -> [Int] {
        let labels = axes[axis].labels ?? []
        let found = labels.indices.filter { labels[$0] == label && $0 < shape[axis] }
        if found.isEmpty { throw Problem.unknownLabel(label, of: axes[axis]) }
        return found
    }

    private func checked(_ index: Int, axis: Int) throws -> Int {
        let size = shape[axis]
        guard index >= -size, index < size else {
            throw Problem.indexOutOfRange(index, size: size, axis: axes[axis], number: axis)
        }
        return index < 0 ? index + size : index
    }

    private func array(of positions: Tensor, axis: Int) throws -> Advanced {
        guard positions.dtype == .int64 || positions.count == 0 else {
            throw Problem(
                "tensor.bad-index", "an index must be int64 or bool, found \(positions.dtype.rawValue)",
                help: "convert it first, or compare it to make a mask")
        }
        let places = try positions.converted(to: .int64).withElements(Int64.self) {
            try $0.map { try checked(Int($0), axis: axis) }
        }
        let labels = axes[axis].labels
        let kept = Axis(axes[axis].name, labels: labels.map { labels in places.map { labels[safe: $0] ?? "" } })
        return Advanced(
            shape: positions.shape, offsets: places.map { $0 * strides[axis] },
            axis: positions.rank == 1 ? kept : .unnamed)
    }

    /// A mask as one array an axis: the positions of its true elements. Several axes share one list of offsets.
    private func arrays(of mask: Tensor, axis: Int) throws -> [Advanced] {
        guard mask.dtype == .bool else { throw Problem.wrongDType("a mask", mask.dtype, expected: "a bool tensor") }
        guard mask.rank > 0 else { throw Problem("tensor.bad-index", "a single bool is no index; use where(...)") }
        let covered = Array(shape[axis..<(axis + mask.rank)])
        guard mask.shape == covered else {
            throw Problem(
                "tensor.shape-mismatch",
                "a mask of shape \(mask.shapeDescription) does not fit the axes of size \(covered) of \(shapeDescription)",
                help: "a mask must have the sizes of the axes that it selects from")
        }
        var offsets: [Int] = []
        var places: [Int] = []
        let steps = Array(strides[axis..<(axis + mask.rank)])
        let walk = Walk(shape: mask.shape, strides: [mask.strides, steps, Tensor.rowMajor(mask.shape)])
        let bits = UnsafePointer(mask.storage.base.assumingMemoryBound(to: Bool.self))
        let labels = mask.rank == 1 ? axes[axis].labels : nil
        try withExtendedLifetime(mask) {
            try walk.forEachRun(from: [mask.offset, 0, 0, 0]) { at, count in
                for i in 0..<count where bits[at[0] &+ i &* walk.step[0]] {
                    offsets.append(at[1] &+ i &* walk.step[1])
                    if labels != nil { places.append(at[2] &+ i &* walk.step[2]) }
                }
            }
        }
        let kept = Axis(axes[axis].name, labels: labels.map { labels in places.map { labels[safe: $0] ?? "" } })
        return [Advanced(shape: [offsets.count], offsets: offsets, axis: mask.rank == 1 ? kept : .unnamed)]
    }

    private func join(_ arrays: [Advanced], into plan: inout IndexPlan) throws {
        if arrays.count == 1, let only = arrays.first {
            plan.list = only.offsets
            plan.listShape = only.shape
            plan.listAxes = only.shape.count == 1 ? [only.axis] : only.shape.map { _ in .unnamed }
            return
        }
        let tensors = try arrays.map { try Tensor($0.offsets.map { Int64($0) }, shape: $0.shape) }
        let frame = try Frame.joining(tensors, for: "indices")
        var sum = try Tensor.zeros(frame.shape, dtype: .int64)
        for tensor in tensors { sum = try Tensor.binary(.add, sum, tensor) }
        plan.list = try sum.integers()
        plan.listShape = frame.shape
        plan.listAxes = frame.axes
    }
}

extension Axis {
    func sliced(by slice: ConcreteSlice) -> Axis {
        guard let labels else { return self }
        return Axis(name, labels: (0..<slice.count).map { labels[safe: slice.start &+ $0 &* slice.step] ?? "" })
    }
}

extension Array {
    /// The element, or nil outside.
    subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
