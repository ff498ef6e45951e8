/// Reading and writing a part of a tensor.
extension Tensor {
    /// The chosen part: a view for positions, slices and new axes, a copy for lists, masks and repeated labels.
    ///
    /// NumPy's rules hold for items without an axis name. Names and labels follow the positions.
    /// - Throws: `tensor.bad-index`, `tensor.index-out-of-range`, `tensor.unknown-axis`, `tensor.unknown-label`,
    ///   `tensor.shape-mismatch`.
    public func selecting(_ specs: [IndexSpec]) throws -> Tensor {
        let (items, lists) = try arranged(specs)
        // From the last axis, so that a list over it makes the following copies smaller just the same.
        let chosen = try lists.reduce(self) { tensor, list in
            var step = [IndexItem](repeating: .all, count: rank)
            step[list.axis] = list.item
            return try tensor.taking(tensor.plan(step))
        }
        return try chosen.taking(chosen.plan(items))
    }

    /// Writes `value`, broadcast and converted to this tensor's dtype, at the chosen part.
    ///
    /// Where a list names a position twice, the later value stays.
    /// - Throws: as `selecting`; `tensor.shape-mismatch`; `tensor.not-an-integer`. Nothing is written then.
    public mutating func assign(_ value: Tensor, at specs: [IndexSpec]) throws {
        let (items, lists) = try arranged(specs)
        let converted = try value.converted(to: dtype)
        guard lists.isEmpty else {
            // Several lists by name choose every combination: select the positions, and write there.
            let every = try Tensor(Int64.self, shape: shape, axes: axes) { target in
                for index in target.indices { target[index] = Int64(index) }
            }
            let places = try every.selecting(specs)
            let source = try Tensor.fitting(converted, to: places.shape, places.axes)
            try makeWritable()
            var plan = IndexPlan(offset: offset)
            plan.list = try places.integers()
            plan.listShape = places.shape
            return try plan.write(source, into: self)
        }
        let found = try plan(items)
        let source = try Tensor.fitting(converted, to: found.shape, found.axes)
        if found.shape.contains(0) { return }
        let (oldStrides, oldOffset) = (strides, offset)
        try makeWritable()
        // Making it writable may have moved the elements.
        let isMoved = strides != oldStrides || offset != oldOffset
        try (isMoved ? plan(items) : found).write(source, into: self)
    }

    /// A value may have more axes than its place, if those in front have size 1.
    private static func fitting(_ value: Tensor, to shape: [Int], _ axes: [Axis]) throws -> Tensor {
        var value = value
        while value.rank > shape.count, value.shape[0] == 1 { value = try value.squeezed(axis: 0) }
        return try Frame(shape: shape, axes: axes).fitting(value, for: "assignment")
    }

    /// The items as one an axis in order, and apart from them the lists for named axes.
    private func arranged(_ specs: [IndexSpec]) throws -> (items: [IndexItem], lists: [(axis: Int, item: IndexItem)]) {
        let others = specs.filter { $0.axis == nil }.map(\.item)
        if others.count == specs.count { return (others, []) }
        var named = [IndexItem?](repeating: nil, count: rank)
        var lists: [(axis: Int, item: IndexItem)] = []
        for spec in specs {
            guard let name = spec.axis else { continue }
            let axis = try position(ofAxis: name)
            if named[axis] != nil { throw Problem("tensor.bad-index", "axis \"\(name)\" is indexed twice") }
            let item = try resolved(spec.item, axis: axis)
            switch item {
            case .index, .slice: named[axis] = item
            case .indices(let list) where list.rank == 1, .mask(let list) where list.rank == 1:
                named[axis] = .all
                lists.append((axis, item))
            case .indices, .mask:
                throw Problem("tensor.bad-index", "the list or mask for axis \"\(name)\" must have one axis")
            default: throw Problem("tensor.bad-index", "\"...\" and a new axis cannot be given to axis \"\(name)\"")
            }
        }
        return (try mixing(named, others), lists)
    }

    /// Puts the items without a name where no item is named.
    private func mixing(_ named: [IndexItem?], _ others: [IndexItem]) throws -> [IndexItem] {
        let free = named.filter { $0 == nil }.count
        let taken = others.reduce(0) { $0 + $1.axesTaken }
        if taken > free {
            throw Problem(
                "tensor.bad-index",
                "\(taken) indices by position for the \(free) axes of \(shapeDescription) that are not indexed by name",
                help: "give at most one index an axis")
        }
        var result: [IndexItem] = []
        var axis = 0
        func passNamed() {
            while axis < named.count, let item = named[axis] {
                result.append(item)
                axis += 1
            }
        }
        for item in others {
            if case .newAxis = item {
                result.append(item)
                continue
            }
            if case .ellipsis = item {
                for _ in 0..<(free - taken) {
                    passNamed()
                    result.append(.all)
                    axis += 1
                }
                continue
            }
            passNamed()
            if named[axis..<Swift.min(axis + item.axesTaken, named.count)].contains(where: { $0 != nil }) {
                throw Problem("tensor.bad-index", "a mask cannot reach across an axis that is indexed by name")
            }
            result.append(item)
            axis += item.axesTaken
        }
        return result + named[axis...].map { $0 ?? .all }
    }
}

extension IndexItem {
    /// How many axes of the tensor the item speaks of; `...` counts as none.
    var axesTaken: Int {
        switch self {
        case .newAxis, .ellipsis: 0
        case .mask(let mask): mask.rank
        default: 1
        }
    }
}
