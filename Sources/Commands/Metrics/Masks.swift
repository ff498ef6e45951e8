import Imaging
import Interpretability
import Runtime
import Tensors

struct BoxMask: Command {
    static let name = "box_mask", summary = "The mask ⟨y, x⟩ of boxes over a picture."
    static let discussion = "A box is [x, y, width, height] in pixels from the upper left; several boxes are united."
    static let searchTerms = ["bbox", "bounding box", "rectangle"]
    static let examples = [Example("sum(box_mask([4, 6], [[1, 1, 2, 2]]))", gives: "4")]
    @Argument("A picture, or [height, width].") var picture: Value
    @Argument("One box or a list of them.") var boxes: Value

    func run(in context: Context) throws -> Tensor {
        let size: (y: Int, x: Int)
        if case .native = picture {
            let image = try Image.from(picture)
            size = (image.height, image.width)
        } else {
            size = try pixelSizes(picture)
        }
        var list = try [Value].from(boxes)
        if !list.isEmpty, (try? Double.from(list[0])) != nil { list = [.list(list)] }
        return try Metrics.boxMask(
            height: size.y, width: size.x,
            boxes: list.map { item in
                let numbers = try [Double].from(item)
                guard numbers.count == 4 else {
                    throw Problem("box.size", "a box is [x, y, width, height], found \(item.literal)")
                }
                return Box(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3])
            })
    }
}

struct BoundingBox: Command {
    static let name = "bounding_box",
        summary = "The smallest box [x, y, width, height] around a mask; none where it is empty."
    static let searchTerms = ["bbox", "extent"]
    static let examples = [Example("bounding_box([[false, true], [false, true]])", gives: "[1.0, 0.0, 1.0, 2.0]")]
    @Argument("A mask ⟨y, x⟩.") var mask: Tensor
    func run(in context: Context) throws -> Value { try Metrics.boundingBox(mask).map(\.value) ?? Value.none }
}

extension Box {
    fileprivate var value: Value { [x, y, width, height].value }
}

struct Segment: Command {
    static let name = "segment",
        summary = "The objects of a picture on a plain ground: a table of masks, from the largest."
    static let discussion = """
        The ground's colour is the commonest at the border; Otsu's threshold over the distance from it parts ground and \
        objects; touching pixels are one object. Nothing is trained.
        """
    static let searchTerms = ["objects", "connected components", "foreground", "mask"]
    static let examples = [Example("length(segment(test_image()))")]
    @Argument("A picture.") var image: Image
    @Option("Smaller parts of the picture are dropped.", unit: .percent) var smallest = 0.004

    func run(in context: Context) throws -> Table {
        let parts = try GroundSegmentation(image.rgb().tensor(), smallest: smallest).parts
        return Table(
            rows: parts.map { part in
                let colour = part.colour.count == 3 ? part.colour : Array(repeating: part.colour[0], count: 3)
                return Record([
                    ("mask", .tensor(part.mask)), ("area", .int(part.area)), ("box", part.box.value),
                    ("red", .float(colour[0])), ("green", .float(colour[1])), ("blue", .float(colour[2])),
                ])
            })
    }
}

struct GroundMask: Command {
    static let name = "ground_mask", summary = "Where none of the objects of `segment` is."
    static let searchTerms = ["background"]
    static let examples = [Example("ground_mask(segment(test_image())).shape")]
    @Argument("The table that `segment` gave.") var objects: Table

    func run(in context: Context) throws -> Tensor {
        guard let column = objects[column: "mask"], let first = column.first else {
            throw Problem("segment.empty", "there are no objects, so the ground is everything")
        }
        var all = try Tensor.from(first)
        for mask in column.dropFirst() { all = try Tensor.binary(.or, all, Tensor.from(mask)) }
        return try all.unary(.not)
    }
}
