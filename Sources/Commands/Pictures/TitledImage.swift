import Imaging
import Runtime
import Tensors

/// A picture with the title that `grid` writes over it. Everywhere else it is its picture.
final class TitledImage: NativeRepresentable {
    static let nativeTypeName = "image"
    let image: Image
    let title: String

    init(image: Image, title: String) {
        self.image = image
        self.title = title
    }

    var fieldNames: [String] { image.fieldNames + ["title", "image"] }
    func field(_ name: String) throws -> Value? {
        switch name {
        case "title": .string(title)
        case "image": .native(image)
        default: try image.field(name)
        }
    }
    func display(width: Int) -> DisplayBundle {
        var bundle = image.display(width: width)
        bundle.text += " \"\(title)\""
        return bundle
    }
    func isEqual(to other: any Native) -> Bool {
        (other as? TitledImage).map { $0.image == image && $0.title == title } ?? false
    }
}
