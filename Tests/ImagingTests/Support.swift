import Foundation
import Imaging
import Tensors
import Testing

enum Fixture {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    static func path(_ name: String) -> String { folder.appending(path: name).path }
    static func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: folder.appending(path: name))) }
    static func image(_ name: String) throws -> Image { try Image.read(path: path(name)) }
    static func json<T: Decodable>(_ name: String, as type: T.Type = T.self) throws -> T {
        try JSONDecoder().decode(T.self, from: Data(contentsOf: folder.appending(path: name)))
    }
}

/// CRC-32 as zlib's.
func crc32(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
        crc ^= UInt32(byte)
        for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
}

/// The problem that `body` throws; records an issue where there is none.
func problem(_ body: () throws -> some Any) -> Problem? {
    do {
        _ = try body()
        Issue.record("nothing was thrown")
    } catch let problem as Problem {
        return problem
    } catch {
        Issue.record("\(error) was thrown")
    }
    return nil
}

func largestDifference(_ a: [UInt8], _ b: [UInt8]) -> Int {
    a.count == b.count ? zip(a, b).map { abs(Int($0) - Int($1)) }.max() ?? 0 : 256
}
