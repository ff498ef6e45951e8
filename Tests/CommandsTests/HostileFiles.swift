import Foundation
import Glibc

/// The files of a hostile folder, with a secret beside it.
enum HostileFiles {
    /// - Returns: what holds the secret, and the folder inside of it.
    static func make() throws -> (outside: CommandLine.Folder, inside: CommandLine.Folder) {
        let outside = try CommandLine.Folder()
        try outside.write("secret.json", "\"secret\"")
        try outside.write("evil.limn", "print(\"secret\")")
        let folder = try CommandLine.Folder(at: outside.url.appendingPathComponent("inside"))
        let manager = FileManager.default
        for (name, target) in [("loop.json", "loop.json"), ("out.json", "../secret.json"), ("outer", "..")] {
            try manager.createSymbolicLink(
                atPath: folder.url.path + "/" + name, withDestinationPath: target)
        }
        for name in ["pipe.csv", "pipe.limn", "pipe.txt", "pipe.png"] { mkfifo(folder.url.path + "/" + name, 0o600) }
        try folder.write("self.limn", "use \"./self.limn\"")
        try folder.write("deep.json", [UInt8](repeating: 0x5B, count: 1 << 20))
        try folder.write("wide.json", "[" + String(repeating: "0,", count: 6 << 20) + "0]")
        try folder.write("columns.csv", String(repeating: "a,", count: 1 << 20) + "a\n1\n")
        let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1152921504606846976,), }"
        try folder.write("huge.npy", npy(header))
        try folder.write("bomb.npz", zip(claimed: 1 << 30, packed: 1 << 21))
        try folder.write("liar.npz", zip(claimed: 1 << 40, packed: 16))
        let long: UInt64 = 1 << 62
        try folder.write("liar.safetensors", withUnsafeBytes(of: long.littleEndian) { Array($0) } + Array("{}".utf8))
        let wide = #"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,16]}}"#
        try folder.write(
            "wide.safetensors",
            withUnsafeBytes(of: UInt64(wide.utf8.count).littleEndian) { Array($0) } + Array(wide.utf8)
                + [UInt8](repeating: 0, count: 16))
        try folder.write("huge.png", png(width: 65535, height: 65535, data: 100))
        try folder.write("bomb.png", png(width: 16000, height: 16000, data: 1 << 20))
        // A frame header of 65500 × 65500 pixels, and nothing after it.
        try folder.write(
            "huge.jpg",
            [
                0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0xFF, 0xDC, 0xFF, 0xDC, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0,
                63, 0,
            ])
        try manager.createDirectory(
            atPath: folder.url.path + "/model/unet", withIntermediateDirectories: true)
        try folder.write("model/model_index.json", [UInt8](repeating: 0x5B, count: 1 << 16))
        return (outside, folder)
    }

    private static func npy(_ header: String) -> [UInt8] {
        let padded = header + String(repeating: " ", count: 117 - header.utf8.count) + "\n"
        return [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, 118, 0] + Array(padded.utf8)
    }

    private static func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    /// One deflated member `a.npy` that claims a size.
    private static func zip(claimed: Int, packed: Int) -> [UInt8] {
        let name = Array("a.npy".utf8)
        let short = min(claimed, 0xFFFF_FFFF)
        var shared: [UInt8] = little(0, 2)
        for (value, width) in [(8, 2), (0, 8), (packed, 4), (short, 4), (name.count, 2)] {
            shared += little(value, width)
        }
        let extra: [UInt8] = claimed > short ? little(1, 2) + little(8, 2) + little(claimed, 8) : []
        var file: [UInt8] = little(0x0403_4B50, 4)
        file += little(20, 2)
        file += shared
        file += little(0, 2)
        file += name
        file += [UInt8](repeating: 0, count: packed)
        let start = file.count
        file += little(0x0201_4B50, 4)
        file += little(20, 2)
        file += little(20, 2)
        file += shared
        file += little(extra.count, 2)
        file += little(0, 14)
        file += name
        file += extra
        let length = file.count - start
        for (value, width) in [(0x0605_4B50, 4), (0, 4), (1, 2), (1, 2), (length, 4), (start, 4), (0, 2)] {
            file += little(value, width)
        }
        return file
    }

    /// The header of a grey picture, and pixels that say nothing.
    private static func png(width: Int, height: Int, data: Int) -> [UInt8] {
        func big(_ value: Int) -> [UInt8] { little(value, 4).reversed() }
        func chunk(_ kind: String, _ body: [UInt8]) -> [UInt8] {
            let bytes: [UInt8] = Array(kind.utf8) + body
            var chunk: [UInt8] = big(body.count)
            chunk += bytes
            chunk += big(Int(checksum(bytes)))
            return chunk
        }
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        var header: [UInt8] = big(width)
        header += big(height)
        header += [8, 0, 0, 0, 0]
        file += chunk("IHDR", header)
        file += chunk("IDAT", [0x78, 0x9C] + [UInt8](repeating: 0, count: data))
        file += chunk("IEND", [])
        return file
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum = ~UInt32(0)
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 {
                let half: UInt32 = sum >> 1
                sum = sum & 1 == 1 ? half ^ 0xEDB8_8320 : half
            }
        }
        return ~sum
    }
}
