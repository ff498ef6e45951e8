/// What can be wrong with shapes, axes, labels and dtypes.
extension Problem {
    /// Two operands whose axes do not fit together.
    static func shapeMismatch(_ action: String, _ a: Tensor, _ b: Tensor, why: String, help: String) -> Problem {
        let shapes = "\(a.shapeDescription) and \(b.shapeDescription)"
        let verbs = [
            "+": "add", "-": "subtract", "*": "multiply", "/": "divide", "//": "divide", "%": "divide", "**": "raise",
        ]
        let beginning: String
        if let verb = verbs[action] {
            beginning = "cannot \(verb) \(shapes) (`\(action)`)"
        } else if ["==", "!=", "<", "<=", ">", ">="].contains(action) {
            beginning = "cannot compare \(shapes) (`\(action)`)"
        } else {
            beginning = "\(action): the shapes \(shapes) do not fit"
        }
        return Problem("tensor.shape-mismatch", "\(beginning): \(why)", help: help)
    }

    /// An axis number outside −rank ..< rank.
    static func noSuchAxis(_ axis: Int, in tensor: Tensor) -> Problem {
        Problem(
            "tensor.unknown-axis", "there is no axis \(axis) in a tensor of shape \(tensor.shapeDescription)",
            help: tensor.rank == 0
                ? "a scalar has no axes"
                : "axes count from 0 to \(tensor.rank - 1), or from the end as -1 to -\(tensor.rank)")
    }

    /// An axis name that the tensor does not have; lists those it has.
    static func unknownAxis(_ name: String, in tensor: Tensor) -> Problem {
        let names = tensor.names.compactMap { $0 }
        let help: String? =
            if let near = nearest(to: name, among: names) {
                "did you mean \"\(near)\"?"
            } else if names.isEmpty {
                "name the axes first with rename(x, [...])"
            } else {
                nil
            }
        return Problem(
            "tensor.unknown-axis",
            names.isEmpty
                ? "there is no axis \"\(name)\": the axes of a tensor of shape \(tensor.shapeDescription) have no names"
                : "there is no axis \"\(name)\"; the axes are \(names.joined(separator: ", "))",
            help: help)
    }

    /// A label that no position of the axis carries; lists those there are.
    static func unknownLabel(_ label: String, of axis: Axis) -> Problem {
        let place = axis.name.map { "axis \"\($0)\"" } ?? "this axis"
        guard let labels = axis.labels else {
            return Problem(
                "tensor.unknown-label", "\(place) has no labels, so \"\(label)\" cannot be looked up",
                help: "use a position, such as 0 or 2:5")
        }
        var seen = Set<String>()
        let distinct = labels.filter { seen.insert($0).inserted }
        let shown = distinct.prefix(24).map { "\"\($0)\"" }.joined(separator: ", ")
        let rest = distinct.count > 24 ? " and \(distinct.count - 24) more" : ""
        return Problem(
            "tensor.unknown-label", "\(place) has no label \"\(label)\"; it has \(shown)\(rest)",
            help: nearest(to: label, among: distinct).map { "did you mean \"\($0)\"?" })
    }

    /// A position outside an axis.
    static func indexOutOfRange(_ index: Int, size: Int, axis: Axis, number: Int) -> Problem {
        let place = axis.name.map { "axis \"\($0)\"" } ?? "axis \(number)"
        return Problem(
            "tensor.index-out-of-range", "index \(index) is outside \(place), which has \(size) positions",
            help: size == 0 ? "the axis is empty" : "use 0 to \(size - 1), or -1 to -\(size) from the end")
    }

    /// An operation that needs at least one element.
    static func emptyReduction(_ name: String, _ tensor: Tensor) -> Problem {
        Problem(
            "tensor.empty",
            "\(name) of no elements is not defined; the tensor has the shape \(tensor.shapeDescription)",
            help: "check the selection that made it empty")
    }

    /// An operation that the dtype does not have.
    static func wrongDType(_ action: String, _ found: DType, expected: String) -> Problem {
        Problem("tensor.dtype", "\(action) needs \(expected), found \(found.rawValue)")
    }
}

extension Tensor {
    /// The shape as a reader wants it: `[2, 3]`, or `⟨y: 64, x: 64⟩` where axes have names.
    public var shapeDescription: String { Tensor.describe(shape, axes) }

    static func describe(_ shape: [Int], _ axes: [Axis]) -> String {
        if axes.allSatisfy({ $0.name == nil }) { return "\(shape)" }
        return "⟨" + zip(shape, axes).map { "\($1.name ?? "_"): \($0)" }.joined(separator: ", ") + "⟩"
    }

    /// The axis as 0 ..< rank; a negative one counts from the end. - Throws: `tensor.unknown-axis`.
    public func position(ofAxis axis: Int) throws -> Int {
        guard axis >= -rank, axis < rank else { throw Problem.noSuchAxis(axis, in: self) }
        return axis < 0 ? axis + rank : axis
    }

    /// The position of the axis with this name. - Throws: `tensor.unknown-axis`, listing the names.
    public func position(ofAxis name: String) throws -> Int {
        guard let axis = axis(named: name) else { throw Problem.unknownAxis(name, in: self) }
        return axis
    }

    /// The positions of the axes with these names, in their order. - Throws: `tensor.unknown-axis`, listing the names.
    public func positions(ofAxesNamed names: [String]) throws -> [Int] { try names.map { try position(ofAxis: $0) } }

    /// Several axes as ascending positions; all of them for nil. - Throws: `tensor.unknown-axis`, `tensor.duplicate-axis`.
    public func positions(ofAxes axes: [Int]?) throws -> [Int] {
        guard let axes else { return Array(0..<rank) }
        let found = try axes.map { try position(ofAxis: $0) }.sorted()
        for (first, second) in zip(found, found.dropFirst()) where first == second {
            throw Problem("tensor.duplicate-axis", "axis \(first) is given twice in \(axes)")
        }
        return found
    }
}
