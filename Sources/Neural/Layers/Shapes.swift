import Tensors

extension Tensor {
    /// A float32 tensor whose elements the caller writes before anybody reads them.
    package static func unset(_ shape: [Int], axes: [Axis]? = nil) throws -> Tensor {
        try Tensor(Float.self, shape: shape, axes: axes) { _ in }
    }

    /// The same elements under another shape; the sizes are the caller's own, so their product is right.
    package func viewed(as shape: [Int], axes: [Axis]? = nil) throws -> Tensor {
        let whole = try contiguous()
        guard shape.reduce(1, *) == whole.count else {
            throw Problem("tensor.bad-shape", "\(whole.shape) cannot be seen as \(shape)")
        }
        return Tensor(
            storage: whole.storage, dtype: whole.dtype, shape: shape, strides: Tensor.rowMajor(shape),
            offset: whole.offset, axes: axes)
    }

    /// Axes with these names and no labels.
    package static func axes(_ names: [String]) -> [Axis] { names.map { Axis($0) } }

    /// Float32 without gaps, as kernels read it.
    package func ready() throws -> Tensor { try converted(to: .float32).contiguous() }
}

/// ⟨batch, y, x, channel⟩
package let imageAxes = Tensor.axes(["batch", "y", "x", "channel"])
/// ⟨batch, token, channel⟩
package let tokenAxes = Tensor.axes(["batch", "token", "channel"])

extension Problem {
    /// A layer was given an activation of another shape than it can take.
    static func layerShape(_ path: String, found: [Int], wanted: String) -> Problem {
        Problem("model.shape", "`\(path)` was given the shape \(found); it takes \(wanted)")
    }

    /// A visitor returned something of another shape than it was shown.
    static func replacedShape(_ path: String, found: [Int], wanted: [Int]) -> Problem {
        Problem(
            "site.shape", "the replacement for `\(path)` has the shape \(found); wanted \(wanted)",
            help: "an edit must return a tensor of the shape that it was given")
    }
}

extension Forward {
    /// Shows `value` to whoever looks at the site, and insists on getting the same shape back, in the same order.
    package func shown(_ id: Int, _ value: Tensor, path: @autoclosure () -> String) throws -> Tensor {
        guard wants(id) else { return value }
        let result = try visit(id, value)
        guard result.shape == value.shape else {
            throw Problem.replacedShape(path(), found: result.shape, wanted: value.shape)
        }
        var back = try result.ready()
        back.axes = value.axes
        return back
    }
}
