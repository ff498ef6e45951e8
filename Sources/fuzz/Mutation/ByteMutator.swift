/// Changes that any format may meet: flipped bits, other numbers, pieces lost, doubled or taken from elsewhere.
enum ByteMutator {
    /// Values at which sizes and counts go wrong.
    private static let numbers: [UInt64] = [
        0, 1, 2, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF,
        0x1_0000_0000, 0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000, 0xFFFF_FFFF_FFFF_FFFF,
    ]

    /// One to eight changes. - Parameter other: where pieces may be taken from.
    static func mutate(_ bytes: inout [UInt8], other: [UInt8], _ random: inout Random) {
        for _ in 0...random.below(8) { change(&bytes, other, &random) }
    }

    private static func change(_ bytes: inout [UInt8], _ other: [UInt8], _ random: inout Random) {
        guard !bytes.isEmpty else {
            bytes = Array(other.prefix(random.below(64)))
            return
        }
        let place = random.below(bytes.count)
        let length = min(1 + random.below(random.once(in: 4) ? 4096 : 16), bytes.count - place)
        switch random.below(9) {
        case 0: bytes[place] ^= 1 << UInt8(random.below(8))
        case 1: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 2: write(number: random.pick(numbers) ?? 0, into: &bytes, at: place, &random)
        case 3: bytes.removeSubrange(place..<place + length)
        case 4: bytes.insert(contentsOf: Array(bytes[place..<place + length]), at: place)
        case 5: bytes.removeLast(bytes.count - place)
        case 6:
            let start = random.below(other.count)
            bytes.insert(contentsOf: other.dropFirst(start).prefix(length), at: place)
        case 7:
            for index in place..<place + length { bytes[index] = bytes[place] }
        default: bytes[place] = bytes[place] &+ (random.once(in: 2) ? 1 : 0xFF)
        }
    }

    private static func write(number: UInt64, into bytes: inout [UInt8], at place: Int, _ random: inout Random) {
        let width = [1, 2, 4, 8][random.below(4)]
        let isBig = random.once(in: 2)
        for index in 0..<width where place + index < bytes.count {
            let shift = UInt64(8 * (isBig ? width - 1 - index : index))
            bytes[place + index] = UInt8(truncatingIfNeeded: number >> shift)
        }
    }
}
