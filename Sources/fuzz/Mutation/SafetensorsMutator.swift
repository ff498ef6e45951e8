/// Changes to the JSON header of a safetensors file; its length in front is then set right, most of the time.
struct SafetensorsMutator {
    private let text = TextMutator(dictionary: [
        "\"F32\"", "\"F16\"", "\"BF16\"", "\"I64\"", "\"BOOL\"", "\"F8_E4M3\"", "\"dtype\"", "\"shape\"",
        "\"data_offsets\"",
        "\"__metadata__\"", "[", "]", "{", "}", ",", ":", "0", "1", "-1", "4294967296", "9223372036854775807",
        "18446744073709551616", "1e3", "null", "\"\"", "[0,0]", "[0]", "[]", "[2,2]", "\\u0000", "\u{FEFF}",
    ])

    func mutate(_ bytes: [UInt8], other: [UInt8], _ random: inout Random) -> [UInt8] {
        var result = bytes
        guard bytes.count > 8, !random.once(in: 4) else {
            ByteMutator.mutate(&result, other: other, &random)
            return result
        }
        let length = bytes[..<8].reversed().reduce(0) { ($0 & 0xFFFF_FFFF_FFFF) << 8 | Int($1) }
        let end = min(8 + length, bytes.count)
        let header = text.mutate(Array(bytes[8..<end]), other: Array(other.dropFirst(8).prefix(400)), &random)
        let written = random.once(in: 10) ? UInt64(random.below(1 << 20)) : UInt64(header.count)
        let size = (0..<8).map { UInt8(truncatingIfNeeded: written >> UInt64(8 * $0)) }
        return size + header + bytes[end...].prefix(random.once(in: 6) ? random.below(64) : bytes.count)
    }
}
