import Foundation

/// The damaged files that the examples of the pages read, made once.
enum ErrorPageFiles {
    static func folder() throws -> String { try made.get() }

    private static let made = Result<String, any Error> {
        let folder = FileManager.default.temporaryDirectory.appending(path: "limn-pages-\(UUID().uuidString)")
        for name in ["pictures", "hollow", "oddity", "foreign"] {
            try FileManager.default.createDirectory(
                at: folder.appending(path: name), withIntermediateDirectories: true)
        }
        for (name, bytes) in files { try Data(bytes).write(to: folder.appending(path: name)) }
        let picture = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "ImagingTests/Fixtures/cut.png")
        try FileManager.default.copyItem(at: picture, to: folder.appending(path: "cut.png"))
        return folder.path
    }

    private static var files: [(String, [UInt8])] {
        texts.map { ($0.0, Array($0.1.utf8)) } + arrays + tensors + [
            ("empty.npy", []), ("pickle.npy", [0x80, 4, 0x95, 0, 0, 0, 0, 0, 0, 0, 0]),
            ("latin.limn", [0x78, 0x20, 0x3D, 0x20, 0x22, 0xE9, 0x22]), ("latin.json", [0x22, 0xE9, 0x22]),
            ("latin.txt", [0x63, 0xE9, 0x21]), ("short.npz", [0x50, 0x4B, 3, 4] + Array(repeating: 0, count: 60)),
            ("long.limn", Array(repeating: 0x23, count: 17 << 20)), ("member.npz", archive("readme.txt")),
        ]
    }

    private static let texts = [
        ("notes.xyz", "a"), ("notes.txt", "some notes"), ("broken.json", "{\"a\": 1,}"), ("empty.csv", ""),
        ("deep.json", String(repeating: "[", count: 100_000)),
        ("header.csv", "a,a\n1,2\n"), ("quote.csv", "a,b\n\"x\"y,2\n"), ("ragged.csv", "a,b\n1\n"),
        ("text.npy", "this is no array at all"), ("circle.limn", "use \"./circle.limn\"\n"),
        ("pointer.safetensors", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n"),
        ("page.safetensors", "<!DOCTYPE html><html><body>Sign in</body></html>"),
        (
            "hollow/model_index.json",
            #"{"_class_name": "StableDiffusionPipeline", "unet": ["diffusers", "UNet2DConditionModel"], "#
                + #""vae": ["diffusers", "AutoencoderTiny"], "text_encoder": ["transformers", "CLIPTextModel"], "#
                + #""tokenizer": ["transformers", "CLIPTokenizer"], "scheduler": ["diffusers", "DDIMScheduler"]}"#
        ),
        ("oddity/model_index.json", "[]"), ("foreign/model_index.json", #"{"_class_name": "FluxPipeline"}"#),
    ]

    // MARK: Arrays

    private static var arrays: [(String, [UInt8])] {
        let plain = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }"
        return [
            ("short.npy", npy(plain, data: 4)), ("long.npy", npy(plain, data: 80)),
            ("version.npy", npy(plain, data: 8, version: 9)), ("header.npy", npy("hello", data: 8)),
            ("object.npy", npy("{'descr': '<c8', 'fortran_order': False, 'shape': (2,), }", data: 16)),
            (
                "shape.npy",
                npy("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 16), }", data: 8)
            ),
            ("large.npy", npy("{'descr': '<u8', 'fortran_order': False, 'shape': (1,), }", data: 8, fill: 0xFF)),
        ]
    }

    private static func npy(_ header: String, data: Int, version: UInt8 = 1, fill: UInt8 = 0) -> [UInt8] {
        let padded = header.padding(toLength: 117, withPad: " ", startingAt: 0) + "\n"
        let length = [UInt8(padded.utf8.count & 0xFF), UInt8(padded.utf8.count >> 8)]
        return [0x93] + Array("NUMPY".utf8) + [version, 0] + length + Array(padded.utf8)
            + Array(repeating: fill, count: data)
    }

    /// A zip archive with one empty stored member.
    private static func archive(_ name: String) -> [UInt8] {
        func number(_ value: Int, _ bytes: Int) -> [UInt8] { (0..<bytes).map { UInt8(value >> (8 * $0) & 0xFF) } }
        let text = Array(name.utf8)
        let common = number(20, 2) + number(0, 2) + number(0, 2) + number(0, 4) + number(0, 4) + number(0, 8)
        let local = [0x50, 0x4B, 3, 4] + common + number(text.count, 2) + number(0, 2) + text
        let central =
            [0x50, 0x4B, 1, 2] + number(20, 2) + common + number(text.count, 2) + number(0, 2) + number(0, 2)
            + number(0, 2) + number(0, 2) + number(0, 4) + number(0, 4) + text
        let end =
            [0x50, 0x4B, 5, 6] + number(0, 4) + number(1, 2) + number(1, 2) + number(central.count, 4)
            + number(local.count, 4) + number(0, 2)
        return local + central + end
    }

    // MARK: Tensors

    private static var tensors: [(String, [UInt8])] {
        func entry(_ name: String, _ type: String, _ shape: String, _ from: Int, _ to: Int) -> String {
            "\"\(name)\": {\"dtype\": \"\(type)\", \"shape\": \(shape), \"data_offsets\": [\(from), \(to)]}"
        }
        let one = entry("a", "F32", "[2]", 0, 8)
        return [
            ("short.safetensors", [9, 0, 0, 0, 0, 0, 0, 0]), ("header.safetensors", stored("[1, 2, 3]", 0)),
            ("dtype.safetensors", stored("{\(entry("a", "F4", "[2]", 0, 8))}", 8)),
            ("shape.safetensors", stored("{\(entry("a", "F32", "[4611686018427387904, 16]", 0, 8))}", 8)),
            ("offsets.safetensors", stored("{\(entry("a", "F32", "[2]", 8, 0))}", 8)),
            ("overlap.safetensors", stored("{\(one), \(entry("b", "F32", "[2]", 4, 12))}", 12)),
            ("twice.safetensors", stored("{\(one), \(one)}", 8)),
            ("hole.safetensors", stored("{\(one)}", 16)),
        ]
    }

    private static func stored(_ header: String, _ data: Int) -> [UInt8] {
        let count = header.utf8.count
        return (0..<8).map { UInt8(count >> (8 * $0) & 0xFF) } + Array(header.utf8) + Array(repeating: 0, count: data)
    }
}
