import Tensors

/// A box in pixels; its right and lower edges lie outside: it covers x ..< x + width.
public struct Box: Sendable, Equatable {
    public var x: Double
    public var y: Double
    public var width: Double
    public var height: Double

    public init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    public var centre: (x: Double, y: Double) { (x + width / 2, y + height / 2) }
}

extension Metrics {
    /// The union of boxes as a bool mask ⟨y, x⟩. A pixel belongs to a box that holds its centre, so whole numbers fill
    /// exactly their pixels; what lies outside the picture is cut off.
    /// - Throws: `metric.bad-box` for a box that is not finite or has a negative side.
    public static func boxMask(height: Int, width: Int, boxes: [Box]) throws -> Tensor {
        for box in boxes {
            guard [box.x, box.y, box.width, box.height].allSatisfy({ $0.isFinite && abs($0) < 1e9 }), box.width >= 0,
                box.height >= 0
            else {
                throw Problem(
                    "metric.bad-box",
                    "a box is x, y, width, height in pixels, found [\(box.x), \(box.y), \(box.width), \(box.height)]")
            }
        }
        func range(_ start: Double, _ length: Double, _ limit: Int) -> Range<Int> {
            let low = min(max(Int((start - 0.5).rounded(.up)), 0), limit)
            return low..<min(max(Int((start + length - 0.5).rounded(.up)), low), limit)
        }
        return try Tensor(Bool.self, shape: [height, width], axes: [Axis("y"), Axis("x")]) { target in
            target.update(repeating: false)
            for box in boxes {
                for y in range(box.y, box.height, height) {
                    for x in range(box.x, box.width, width) { target[y * width + x] = true }
                }
            }
        }
    }

    /// The least box around the true pixels of a mask ⟨y, x⟩; nil where there is none.
    /// - Throws: `metric.not-a-mask`, `metric.bad-option` for a tensor that has not two axes.
    public static func boundingBox(_ mask: Tensor) throws -> Box? {
        guard mask.rank == 2 else {
            throw Problem(
                "metric.bad-option", "a bounding box needs a mask of two axes, found \(mask.shapeDescription)")
        }
        let width = mask.shape[1]
        let inside = try Self.mask(values(mask, "bounding_box"), "bounding_box")
        var found: (left: Int, top: Int, right: Int, bottom: Int)?
        for index in inside.indices where inside[index] {
            let (y, x) = (index / width, index % width)
            let now = found ?? (x, y, x, y)
            found = (min(now.left, x), now.top, max(now.right, x), y)
        }
        return found.map { box in
            Box(
                x: Double(box.left), y: Double(box.top), width: Double(box.right - box.left + 1),
                height: Double(box.bottom - box.top + 1))
        }
    }
}
