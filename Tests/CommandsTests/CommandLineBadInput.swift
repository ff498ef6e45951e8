import Foundation
import Testing

/// A file or a script that is wrong, and the diagnostic that it must give.
struct BadInput: CustomTestStringConvertible {
    /// The name of the file that the script reads; nil for a script that reads none.
    var file: String?
    var bytes: [UInt8] = []
    /// Longer than `bytes`: the file is stretched to this size without being filled.
    var size: Int?
    var script: String
    var id: String
    var testDescription: String { "\(file ?? script.prefix(40).description) → \(id)" }

    init(_ file: String, _ bytes: [UInt8], size: Int? = nil, _ id: String) {
        self.file = file
        self.bytes = bytes
        self.size = size
        self.id = id
        script = "x = read(\"\(file)\")\n"
    }

    init(script: String, _ id: String) {
        self.script = script
        self.id = id
    }

    static let all = safetensors + texts + pictures + arrays + scripts

    static let safetensors = [
        BadInput("short.safetensors", [16, 0, 0], "safetensors.truncated"),
        BadInput(
            "cut.safetensors",
            Array(Bytes.safetensors(#"{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}"#).prefix(30)),
            "safetensors.truncated"),
        BadInput("lying.safetensors", Bytes.safetensors("{}", length: 1 << 60), "safetensors.header"),
        BadInput(
            "huge.safetensors", Bytes.safetensors("", length: 100_000_000), size: 100_000_100, "safetensors.header"),
        BadInput(
            "past.safetensors",
            Bytes.safetensors(#"{"a":{"dtype":"F32","shape":[1000],"data_offsets":[0,4000]}}"#, data: 16),
            "safetensors.truncated"),
        BadInput(
            "overlap.safetensors",
            Bytes.safetensors(
                #"{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},"b":{"dtype":"F32","shape":[4],"data_offsets":[8,24]}}"#,
                data: 24), "safetensors.overlap"),
        BadInput(
            "type.safetensors",
            Bytes.safetensors(#"{"a":{"dtype":"F99","shape":[4],"data_offsets":[0,16]}}"#, data: 16),
            "safetensors.dtype"),
        BadInput(
            "shape.safetensors",
            Bytes.safetensors(#"{"a":{"dtype":"F32","shape":[5],"data_offsets":[0,16]}}"#, data: 16),
            "safetensors.shape"),
        BadInput(
            "negative.safetensors",
            Bytes.safetensors(#"{"a":{"dtype":"F32","shape":[-4],"data_offsets":[0,16]}}"#, data: 16),
            "safetensors.shape"),
        BadInput("words.safetensors", Bytes.safetensors(#"{"a": hello}"#), "json.syntax"),
    ]

    static let texts = [
        BadInput("bad.json", Array(#"{"a": [1, 2,, 3]}"#.utf8), "json.syntax"),
        BadInput("deep.json", [UInt8](repeating: 0x5B, count: 100_000), "json.too-deep"),
        BadInput("latin.json", [0x22, 0xE9, 0x22], "json.syntax"),
        BadInput("ragged.csv", Array("a,b\n1,2\n3\n4,5,6\n".utf8), "csv.ragged"),
        BadInput("latin.csv", [0x61, 0x0A, 0xE9, 0x0A], "text.not-utf8"),
        BadInput(script: "read(\"missing.json\")", "file.missing"),
        BadInput(script: "read(\"missing.csv\")", "file.missing"),
    ]

    static let pictures = [
        BadInput("empty.png", [], "image.unknown-format"),
        BadInput("words.jpg", Array("hello".utf8), "image.unknown-format"),
        BadInput("half.png", Bytes.halfOfAPicture, "image.corrupt"),
        BadInput("cut.jpg", [0xFF, 0xD8, 0xFF, 0xE0], "image.corrupt"),
        BadInput("huge.png", Bytes.pictureHeader(width: 100_000, height: 100_000), "image.too-large"),
        BadInput(script: "read_image(\"missing.png\")", "file.missing"),
    ]

    static let arrays = [
        BadInput("cut.npy", [0x93] + Array("NUMPY".utf8) + [1, 0, 0x46, 0, 0x7B], "npy.truncated"),
        BadInput("short.npy", Bytes.npy("<f4", "(1000,)", data: 16), "npy.truncated"),
        BadInput("huge.npy", Bytes.npy("<f4", "(99999999999, 99999999999)"), "npy.shape"),
        BadInput("negative.npy", Bytes.npy("<f4", "(-3,)"), "npy.header"),
        BadInput("objects.npy", Bytes.npy("|O", "(3,)", data: 8), "file.pickle"),
        BadInput("cut.npz", [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 100), "npz.truncated"),
        BadInput("weights.pt", [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 100), "file.pickle"),
        BadInput("weights.bin", [0x80, 2, 0x7D, 0x71, 0, 0x2E], "file.pickle"),
        BadInput("weights.ckpt", [0x80, 4, 0x7D, 0x71, 0, 0x2E], "file.pickle"),
        BadInput("pickle.safetensors", [0x80, 2, 0x7D, 0x71] + [UInt8](repeating: 0, count: 100), "file.pickle"),
    ]

    static let scripts = [
        BadInput(
            script: "x = " + String(repeating: "[", count: 50_000) + String(repeating: "]", count: 50_000),
            "syntax.too-deep"),
        BadInput(script: "x = " + String(repeating: "(", count: 50_000), "syntax.too-deep"),
        BadInput(script: "x = " + String(repeating: "-", count: 50_000) + "1", "syntax.too-deep"),
        BadInput(script: "x = " + String(repeating: "1 + ", count: 50_000) + "1", "syntax.too-deep"),
        BadInput(script: String(repeating: "if true\n", count: 50_000), "syntax.too-deep"),
        BadInput(script: "def f(x) = f(x + 1)\nf(0)", "limit.depth"),
        BadInput(script: "def f(x) = g(x)\ndef g(x) = f(x)\nf(0)", "limit.depth"),
        BadInput(script: "def f(x) = map([x], y -> f(y))\nf(0)", "limit.depth"),
        BadInput(script: "x = []\nfor i in range(200_000)\n    x = [x]\nend", "limit.nesting"),
        BadInput(script: "\"a\" * 10_000_000_000_000", "limit.memory"),
        BadInput(script: "[0] * 10_000_000_000_000", "limit.memory"),
        BadInput(script: "range(10_000_000_000_000)", "limit.memory"),
        BadInput(script: "zeros([2_500_000_000_000])", "limit.memory"),
        BadInput(script: "zeros([100_000, 100_000, 100_000, 100_000])", "limit.memory"),
        BadInput(script: "nowhere", "name.unknown"),
        BadInput(script: "print(1, separatr=\"\")", "call.unknown-option"),
        BadInput(script: "ones([2, 3]) + ones([4, 5])", "tensor.shape-mismatch"),
        BadInput(script: "[1, 2][7]", "index.out-of-range"),
    ]
}

/// Files that no well-meaning program writes.
enum Bytes {
    /// The length of the header, the header, `data` zero bytes.
    static func safetensors(_ header: String, length: UInt64? = nil, data: Int = 0) -> [UInt8] {
        let count = length ?? UInt64(header.utf8.count)
        return (0..<8).map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) } + Array(header.utf8)
            + [UInt8](repeating: 0, count: data)
    }

    /// The header of NumPy's format 1.0, then `data` zero bytes.
    static func npy(_ type: String, _ shape: String, data: Int = 0) -> [UInt8] {
        let header = Array("{'descr': '\(type)', 'fortran_order': False, 'shape': \(shape), }\n".utf8)
        return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.count), 0] + header
            + [UInt8](repeating: 0, count: data)
    }

    /// A PNG that ends in the middle of its rows.
    static var halfOfAPicture: [UInt8] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let whole = (try? Data(contentsOf: root.appendingPathComponent("models/scenes/samples.png"))) ?? Data()
        return Array(whole.prefix(whole.count / 2))
    }

    /// A PNG that promises a picture of this size, with right checksums and no rows.
    static func pictureHeader(width: UInt32, height: UInt32) -> [UInt8] {
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        return signature + chunk("IHDR", bigEndian(width) + bigEndian(height) + [8, 2, 0, 0, 0]) + chunk("IDAT", [])
            + chunk("IEND", [])
    }

    private static func chunk(_ kind: String, _ bytes: [UInt8]) -> [UInt8] {
        let body = Array(kind.utf8) + bytes
        return bigEndian(UInt32(bytes.count)) + body + bigEndian(checksum(body))
    }

    private static func bigEndian(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    /// CRC-32 as PNG has it.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var value: UInt32 = ~0
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value >> 1 ^ (value & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        return ~value
    }
}
