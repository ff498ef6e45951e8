import Imaging
import Runtime
import Tensors

/// An image is a value of the language.
extension Image: NativeRepresentable {
    public static var nativeTypeName: String { "image" }
    public var fieldNames: [String] { ["width", "height", "size", "channels", "pixels", "provenance"] }

    public func field(_ name: String) throws -> Value? {
        switch name {
        case "width": .int(width)
        case "height": .int(height)
        case "size": .list([.int(height), .int(width)])
        case "channels": .int(channels)
        case "pixels": .tensor(try tensor())
        case "provenance": provenance.map { .record($0.record) } ?? Value.none
        default: nil
        }
    }

    public func display(width columns: Int) -> DisplayBundle {
        DisplayBundle(
            text: description, png: try? self.pngData(),
            raster: Raster(width: width, height: height, channels: channels, pixels: pixels))
    }

    public func isEqual(to other: any Native) -> Bool { (other as? Image).map { $0 == self } ?? false }

    /// Takes a tensor ⟨y, x⟩ or ⟨y, x, channel⟩ of values 0…1 and a run (its first image) too.
    public static func from(_ value: Value) throws -> Image {
        switch value {
        case .native(let object):
            if let image = object as? Image { return image }
            if case .native(let inner)? = try object.field("image"), let image = inner as? Image { return image }
            throw Mismatch(expected: "an image", found: value)
        case .tensor(let tensor): return try Image(tensor)
        default: throw Mismatch(expected: "an image", found: value)
        }
    }
}
