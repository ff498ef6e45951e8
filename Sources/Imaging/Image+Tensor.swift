import Tensors

extension Image {
    /// The picture as float32 from 0 to 1, axes ⟨y, x, channel⟩ (1, 3 or 4 channels). - Throws: `limit.memory`.
    public func tensor() throws -> Tensor {
        try Tensor(Float.self, shape: [height, width, channels], axes: [Axis("y"), Axis("x"), Axis("channel")]) {
            target in
            try pixels.withUnsafeBufferPointer { source in
                try inChunks(source.count) { for index in $0 { target[index] = Float(source[index]) / 255 } }
            }
        }
    }

    /// A picture of numbers: ⟨y, x⟩ is grey; ⟨y, x, channel⟩ has 1, 3 or 4 channels. Named axes are brought into
    /// that order; axes of size 1 other than these (a batch of one) are dropped.
    ///
    /// Floats are 0…1 and rounded to the nearest of 256 levels (ties to even, as diffusers does), cut off outside;
    /// NaN is black. Bools are black and white. Integers are levels 0…255.
    /// - Throws: `image.not-a-picture`, `image.too-large`.
    public convenience init(_ tensor: Tensor) throws {
        let ordered = try Image.pictureOrder(tensor)
        let (height, width) = (ordered.shape[0], ordered.shape[1])
        let channels = ordered.rank == 3 ? ordered.shape[2] : 1
        _ = try Image.byteCount(width: width, height: height, channels: channels)
        let scale: Float = ordered.dtype == .int64 ? 1 : 255
        let source = try ordered.converted(to: .float32)
        try self.init(width: width, height: height, channels: channels) { target in
            try source.withElements(Float.self) { source in
                try inChunks(source.count) { for index in $0 { target[index] = byte(source[index] * scale) } }
            }
        }
    }

    /// A look at `tensor` as ⟨y, x⟩ or ⟨y, x, channel⟩.
    static func pictureOrder(_ tensor: Tensor) throws -> Tensor {
        var kept = Array(tensor.shape.indices)
        // Only axes that are no part of a picture may go: those with another name, else the first ones.
        while kept.count > 2 {
            let isOther = { (axis: Int) in
                tensor.shape[axis] == 1 && !["y", "x", "channel"].contains(tensor.names[axis])
            }
            let named = kept.firstIndex { isOther($0) && tensor.names[$0] != nil }
            guard let drop = named ?? (kept.count > 3 && isOther(kept[0]) ? 0 : nil) else { break }
            kept.remove(at: drop)
        }
        let names = kept.map { tensor.names[$0] }
        if names.contains("y"), names.contains("x") {
            let wanted = ["y", "x", "channel"]
            let order = wanted.compactMap { name in kept.first { tensor.names[$0] == name } }
            if kept.count - order.count == 1, order.count == 2, let rest = kept.first(where: { !order.contains($0) }) {
                kept = order + [rest]
            } else {
                kept = order.count == kept.count ? order : kept
            }
        }
        let shape = kept.map { tensor.shape[$0] }
        guard kept.count == 2 || (kept.count == 3 && [1, 3, 4].contains(shape[2])), shape.allSatisfy({ $0 > 0 }) else {
            throw Problem.notAPicture(tensor)
        }
        return Tensor(
            storage: tensor.storage, dtype: tensor.dtype, shape: shape, strides: kept.map { tensor.strides[$0] },
            offset: tensor.offset, axes: kept.map { tensor.axes[$0] })
    }
}

extension Problem {
    static func notAPicture(_ tensor: Tensor) -> Problem {
        let shape = zip(tensor.names, tensor.shape).map { name, size in (name.map { "\($0) " } ?? "") + "\(size)" }
        return Problem(
            "image.not-a-picture", "a tensor of shape ⟨\(shape.joined(separator: ", "))⟩ is no picture",
            notes: ["a picture is ⟨y, x⟩, or ⟨y, x, channel⟩ with 1, 3 or 4 channels"],
            help: tensor.rank == 3 && [1, 3, 4].contains(tensor.shape[0])
                ? "name its axes first: rename([\"channel\", \"y\", \"x\"])" : nil)
    }
}
