import Diffusion
import Foundation
import Glibc
import Tensors
import Testing

/// The published checkpoints in one file, by their names and shapes (`make_published.py`): sizes are read off the weights, and
/// every tensor finds its place. The files are as long as the real ones and hold nothing, so they take no room.
@Suite struct PublishedTests {
    static let published = Result { try JSON.read(path: "\(GoldenTests.fixtures)/published.json") }

    /// `a.{0-2}.b` as a.0.b, a.1.b, a.2.b.
    private func expanded(_ name: String) -> [String] {
        guard let open = name.firstIndex(of: "{"), let close = name.firstIndex(of: "}") else { return [name] }
        let bounds = name[name.index(after: open)..<close].split(separator: "-").compactMap { Int($0) }
        guard bounds.count == 2 else { return [name] }
        return (bounds[0]...bounds[1]).flatMap { expanded("\(name[..<open])\($0)\(name[name.index(after: close)...])") }
    }

    /// A float16 safetensors file of these shapes without content.
    private func write(_ version: String, to path: String, adding more: [String] = []) throws {
        var entries: [String] = []
        var offset = 0
        let shapes = try #require(Self.published.get()[version]?["shapes"]?.object)
        for (shape, names) in shapes {
            let sizes = shape.split(separator: "x").compactMap { Int($0) }
            for name in (names.array ?? []).compactMap(\.string).flatMap(expanded) {
                let end = offset + 2 * sizes.reduce(1, *)
                entries.append("\"\(name)\":{\"dtype\":\"F16\",\"shape\":\(sizes),\"data_offsets\":[\(offset),\(end)]}")
                offset = end
            }
        }
        entries += more
        let header = Array("{\(entries.joined(separator: ","))}".utf8)
        var bytes = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
        bytes += header
        try writeAside(path, bytes)
        #expect(truncate(path, off_t(bytes.count + offset)) == 0)
    }

    @Test(arguments: ["1.5", "2.1", "xl"]) func everyTensorFindsItsPlace(_ version: String) throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/sd-\(version).safetensors"
        try write(version, to: path)
        let vocabulary = "\(GoldenTests.fixtures)/../../../models/clip-tokenizer"
        let model = try DiffusionModel.load(file: path, tokenizers: vocabulary)
        let wanted = try #require(Self.published.get()[version]?["parameters"]?.object)
        for part in model.parts { #expect(wanted[part.name]?.int == part.parameterCount, "\(version): \(part.name)") }
        #expect(model.parts.count == wanted.count)
        let sizes = ["1.5": 512, "2.1": 768, "xl": 1024]
        #expect(model.defaultSize == (sizes[version] ?? 0, sizes[version] ?? 0))
        let heads = ["1.5": [8, 8, 8, 8], "2.1": [5, 10, 20, 20], "xl": [5, 10, 20]]
        #expect(model.unet.configuration.heads == heads[version])
        let layers = ["1.5": [12], "2.1": [23], "xl": [12, 32]]
        #expect(model.towers.map(\.encoder.configuration.layers) == layers[version])
        #expect(
            try model.tokenizer.encode("a photo of a cat").ids.prefix(7) == [49406, 320, 1125, 539, 320, 2368, 49407])
        // OpenCLIP's texts are padded with the first token, CLIP's with the last.
        #expect(model.towers.map(\.tokenizer.padding) == ["1.5": [49407], "2.1": [0], "xl": [49407, 0]][version])
        #expect(model.scheduler.className.hasSuffix("Scheduler"))
    }
}
