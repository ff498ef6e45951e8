extension Tensor {
    /// The positions of the axes that a picture operation works on: "y" and "x" by name, else the last two.
    /// - Throws: `image.axes` with fewer than two axes, or where only one of the names is there.
    func imageAxes(for action: String) throws -> (y: Int, x: Int) {
        switch (axis(named: "y"), axis(named: "x")) {
        case (let y?, let x?): return (y, x)
        case (nil, nil) where rank >= 2: return (rank - 2, rank - 1)
        default:
            throw Problem(
                "image.axes", "\(action) needs the axes y and x; the tensor has the shape \(shapeDescription)",
                help: "name the axes with rename(x, [\"y\", \"x\"])")
        }
    }
}
