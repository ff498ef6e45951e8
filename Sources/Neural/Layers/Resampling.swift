import Tensors

/// Each pixel of ⟨batch, y, x, channel⟩ nearest to where a pixel of the new size looks: floor(i · old / new).
package func nearestResized(_ x: Tensor, height: Int, width: Int) throws -> Tensor {
    guard x.rank == 4, x.shape[1] > 0, x.shape[2] > 0 else {
        throw Problem("model.shape", "a picture (batch, y, x, channel) is wanted; found \(x.shape)")
    }
    let source = try x.ready()
    let (batch, oldHeight, oldWidth, channels) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3])
    return try Tensor(Float.self, shape: [batch, height, width, channels], axes: x.axes) { target in
        try source.withElements(Float.self) { source in
            guard let from = source.baseAddress, let to = target.baseAddress else { return }
            for line in 0..<batch * height {
                let oldLine = line / height * oldHeight + line % height * oldHeight / height
                for column in 0..<width {
                    let pixel = from + (oldLine * oldWidth + column * oldWidth / width) * channels
                    (to + (line * width + column) * channels).update(from: pixel, count: channels)
                }
            }
        }
    }
}

/// The channels of `a`, then those of `b`; both ⟨batch, y, x, channel⟩ of one size.
package func concatenatedChannels(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    guard a.rank == 4, b.rank == 4, a.shape.prefix(3) == b.shape.prefix(3) else {
        throw Problem("model.shape", "the pictures \(a.shape) and \(b.shape) cannot be joined along their channels")
    }
    let (first, second) = (try a.ready(), try b.ready())
    let (left, right) = (a.shape[3], b.shape[3])
    let pixels = a.shape.prefix(3).reduce(1, *)
    return try Tensor(Float.self, shape: a.shape.prefix(3) + [left + right], axes: a.axes) { target in
        try first.withElements(Float.self) { first in
            try second.withElements(Float.self) { second in
                guard let a = first.baseAddress, let b = second.baseAddress, let to = target.baseAddress else { return }
                for pixel in 0..<pixels {
                    let line = to + pixel * (left + right)
                    line.update(from: a + pixel * left, count: left)
                    (line + left).update(from: b + pixel * right, count: right)
                }
            }
        }
    }
}
