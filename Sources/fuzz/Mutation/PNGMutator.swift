import CZlib

/// Changes inside a PNG's chunks whose checksums are then set right, so that the decoder is reached behind them.
enum PNGMutator {
    static func mutate(_ bytes: [UInt8], other: [UInt8], _ random: inout Random) -> [UInt8] {
        var result = bytes
        if random.once(in: 4) {
            ByteMutator.mutate(&result, other: other, &random)
            return result
        }
        var chunks = self.chunks(bytes)
        guard !chunks.isEmpty else { return result }
        for _ in 0...random.below(3) {
            let place = random.below(chunks.count)
            switch random.below(6) {
            case 0: chunks.insert(chunks[place], at: random.below(chunks.count))
            case 1: chunks.remove(at: place)
            case 2: chunks.swapAt(place, random.below(chunks.count))
            case 3: chunks[place].name = Array((random.pick(names) ?? "IDAT").utf8)
            default: ByteMutator.mutate(&chunks[place].content, other: other, &random)
            }
            if chunks.isEmpty { break }
        }
        return Array(bytes.prefix(8)) + chunks.flatMap(\.bytes)
    }

    private static let names = [
        "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sBIT", "bKGD", "pHYs", "tEXt", "zTXt", "iTXt", "iCCP",
        "sRGB", "hIST", "acTL", "fcTL", "eXIf",
    ]

    private struct Chunk {
        var name: [UInt8]
        var content: [UInt8]

        var bytes: [UInt8] {
            let body = name + content
            return big(UInt32(truncatingIfNeeded: content.count)) + body + big(checksum(body))
        }

        private func checksum(_ body: [UInt8]) -> UInt32 {
            body.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: crc32(0, $0.baseAddress, UInt32($0.count))) }
        }

        private func big(_ number: UInt32) -> [UInt8] {
            [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> UInt32($0)) }
        }
    }

    private static func chunks(_ bytes: [UInt8]) -> [Chunk] {
        var chunks: [Chunk] = []
        var place = 8
        while place + 12 <= bytes.count {
            let length = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
            guard place + 12 + length <= bytes.count else { break }
            let content = bytes[place + 8..<place + 8 + length]
            chunks.append(Chunk(name: Array(bytes[place + 4..<place + 8]), content: Array(content)))
            place += 12 + length
        }
        return chunks
    }
}
