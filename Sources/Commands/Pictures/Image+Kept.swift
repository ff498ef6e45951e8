import Imaging
import Runtime
import Tensors

extension Image: ArchivedNative, KeyedNative, Traced {
    public static let archiveName = "image"

    public var provenance: Provenance? { origin as? Provenance }
    public func with(_ provenance: Provenance) -> Value { .native(from(provenance)) }

    public func addKey(to hasher: inout KeyHasher) throws {
        hasher.add(width)
        hasher.add(height)
        hasher.add(channels)
        try hasher.add(pixels)
    }

    public func archived(in writer: inout ArchiveWriter) throws -> JSON {
        .object([
            "width": .int(width), "height": .int(height), "channels": .int(channels), "pixels": writer.archive(pixels),
            "provenance": try provenance.map { try writer.archive(fields: $0.record) } ?? .null,
        ])
    }

    public static func restored(from json: JSON, reader: ArchiveReader) throws -> any Native {
        guard let width = json["width"]?.int, let height = json["height"]?.int, let channels = json["channels"]?.int
        else {
            throw ArchiveReader.corrupt("a picture's size")
        }
        let image = try Image(
            width: width, height: height, channels: channels, pixels: try reader.bytes(json["pixels"]))
        return try reader.provenance(json["provenance"]).map { image.from($0) } ?? image
    }
}

extension TitledImage: ArchivedNative, KeyedNative, Traced {
    static let archiveName = "titled image"

    var provenance: Provenance? { image.provenance }
    func with(_ provenance: Provenance) -> Value {
        .native(TitledImage(image: image.from(provenance), title: title))
    }

    func addKey(to hasher: inout KeyHasher) throws {
        try image.addKey(to: &hasher)
        hasher.add(title)
    }

    func archived(in writer: inout ArchiveWriter) throws -> JSON {
        .object(["image": try writer.archive(image), "title": .string(title)])
    }

    static func restored(from json: JSON, reader: ArchiveReader) throws -> any Native {
        guard let form = json["image"], let image = try reader.native(form) as? Image else {
            throw ArchiveReader.corrupt("a titled picture")
        }
        return TitledImage(image: image, title: try reader.text(json["title"]))
    }
}

extension CommandLibrary {
    /// The objects that a cache can bring back.
    public static var archived: [any ArchivedNative.Type] {
        [Image.self, TitledImage.self, RunValue.self, RequestValue.self]
    }
}
