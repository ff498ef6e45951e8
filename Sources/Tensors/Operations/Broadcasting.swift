/// The shape and axes that several operands share.
///
/// Where every axis of both operands has a name, axes meet by name, whatever their order, and a name that only one
/// operand has is added (⟨y⟩ with ⟨x⟩ gives ⟨y, x⟩). The result has the order of the operand that has all the names,
/// else the first operand's and then the second's own. Otherwise axes meet from the last, as in NumPy, and two
/// different names that meet are an error. Sizes must be equal or 1.
struct Frame {
    var shape: [Int]
    var axes: [Axis]

    init(shape: [Int], axes: [Axis]) {
        self.shape = shape
        self.axes = axes
    }

    init(_ tensor: Tensor) {
        shape = tensor.shape
        axes = tensor.axes
    }

    /// Every axis has a name of its own.
    private var isNamed: Bool {
        var seen = Set<String>()
        return axes.allSatisfy { axis in axis.name.map { seen.insert($0).inserted } ?? false }
    }

    /// The frame of all `tensors`. - Throws: `tensor.shape-mismatch`.
    static func joining(_ tensors: [Tensor], for action: String) throws -> Frame {
        guard let first = tensors.first else { throw Problem("tensor.empty", "\(action) needs at least one tensor") }
        var frame = Frame(first)
        for tensor in tensors.dropFirst() { frame = try frame.joined(with: tensor, first: first, action) }
        _ = try Tensor.elementCount(of: frame.shape)
        return frame
    }

    private func joined(with tensor: Tensor, first: Tensor, _ action: String) throws -> Frame {
        if tensor.rank == 0 { return self }
        let other = Frame(tensor)
        if axes.isEmpty { return other }
        // Equal frames are by far the most common.
        if shape == other.shape && axes == other.axes { return self }
        return isNamed && other.isNamed
            ? try joinedByName(with: other, first, tensor, action)
            : try joinedFromLast(with: other, first, tensor, action)
    }

    private func joinedByName(with other: Frame, _ a: Tensor, _ b: Tensor, _ action: String) throws -> Frame {
        let mine = Set(axes.map(\.name))
        let theirs = Set(other.axes.map(\.name))
        let isCovered = mine.isStrictSubset(of: theirs)
        let order = isCovered ? other.axes : axes + other.axes.filter { !mine.contains($0.name) }
        var result = self
        (result.shape, result.axes) = ([], [])
        for axis in order {
            let here = axes.firstIndex { $0.name == axis.name }
            let there = other.axes.firstIndex { $0.name == axis.name }
            switch (here, there) {
            case (let here?, let there?):
                guard let (size, met) = meet(here, other, there) else {
                    throw Problem.shapeMismatch(
                        action, a, b,
                        why: "axis \"\(axis.name ?? "")\" has \(shape[here]) and \(other.shape[there]) positions",
                        help: "select the same positions of both, or rename an axis that means something else")
                }
                result.shape.append(size)
                result.axes.append(met)
            case (let here?, nil):
                result.shape.append(shape[here])
                result.axes.append(axes[here])
            case (nil, let there?):
                result.shape.append(other.shape[there])
                result.axes.append(other.axes[there])
            case (nil, nil): break
            }
        }
        return result
    }

    private func joinedFromLast(with other: Frame, _ a: Tensor, _ b: Tensor, _ action: String) throws -> Frame {
        let rank = max(shape.count, other.shape.count)
        var result = self
        (result.shape, result.axes) = ([], [])
        for place in 0..<rank {
            let here = place - (rank - shape.count)
            let there = place - (rank - other.shape.count)
            if here < 0 {
                result.shape.append(other.shape[there])
                result.axes.append(other.axes[there])
                continue
            }
            if there < 0 {
                result.shape.append(shape[here])
                result.axes.append(axes[here])
                continue
            }
            if let one = axes[here].name, let two = other.axes[there].name, one != two {
                throw Problem.shapeMismatch(
                    action, a, b, why: "axis \"\(one)\" would meet axis \"\(two)\"",
                    help: "name all axes of both so that they meet by name, or take the names away with rename")
            }
            guard let (size, axis) = meet(here, other, there) else {
                throw Problem.shapeMismatch(
                    action, a, b,
                    why: "the sizes \(shape[here]) and \(other.shape[there]) meet, counted from the last axis",
                    help: "sizes that meet must be equal or 1; reshape, transpose, or name the axes of both")
            }
            result.shape.append(size)
            result.axes.append(axis)
        }
        return result
    }

    /// Two axes that meet; labels stay where both agree or only one has them.
    private func meet(_ here: Int, _ other: Frame, _ there: Int) -> (Int, Axis)? {
        let (one, two) = (shape[here], other.shape[there])
        guard one == two || one == 1 || two == 1 else { return nil }
        let name = axes[here].name ?? other.axes[there].name
        let labels: [String]?
        if one == two {
            let (first, second) = (axes[here].labels, other.axes[there].labels)
            labels = first == nil ? second : (second == nil || first == second ? first : nil)
        } else {
            labels = one == 1 ? other.axes[there].labels : axes[here].labels
        }
        return (one == 1 ? two : one, Axis(name, labels: labels))
    }

    /// The strides that make `tensor` have this frame's shape; nil where it does not fit.
    func strides(of tensor: Tensor) -> [Int]? {
        var result = [Int](repeating: 0, count: shape.count)
        let byName = isNamed && Frame(tensor).isNamed
        for axis in 0..<tensor.rank {
            let found =
                byName ? axes.firstIndex { $0.name == tensor.axes[axis].name } : axis + shape.count - tensor.rank
            guard let place = found, place >= 0 else { return nil }
            if tensor.shape[axis] == shape[place] {
                result[place] = tensor.strides[axis]
            } else if tensor.shape[axis] != 1 {
                return nil
            }
        }
        return result
    }

    /// `tensor` as a view with this frame's shape and axes. - Throws: `tensor.shape-mismatch`.
    func fitting(_ tensor: Tensor, for action: String) throws -> Tensor {
        guard let strides = strides(of: tensor) else {
            throw Problem(
                "tensor.shape-mismatch",
                "\(action): a tensor of shape \(tensor.shapeDescription) does not fit \(Tensor.describe(shape, axes))",
                help: "counted from the last, or by name where all axes have names, each size must be equal or 1")
        }
        return Tensor(
            storage: tensor.storage, dtype: tensor.dtype, shape: shape, strides: strides, offset: tensor.offset,
            axes: axes)
    }
}
