import CGuard

/// The first place at or after `start` where `part` stands in `text`; nil where there is none. Linear in both, whatever
/// they hold. - Throws: as `Interrupt.check`.
public func findBytes(_ part: UnsafeRawBufferPointer, in text: UnsafeRawBufferPointer, from start: Int) throws -> Int? {
    guard let base = text.baseAddress, let wanted = part.baseAddress, !part.isEmpty else {
        return part.isEmpty && start <= text.count ? start : nil
    }
    var place = start
    while place + part.count <= text.count {
        if place > start { try Interrupt.check() }
        // Windows overlap by the length of the part, so that none is missed between two.
        let length = min(text.count - place, Chunk.bytes + part.count - 1)
        let found = limn_find(base + place, length, wanted, part.count)
        if found >= 0 { return place + found }
        place += length - part.count + 1
    }
    return nil
}
