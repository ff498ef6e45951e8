/// The values of running calls, one call's behind the other's. It grows by pieces, which never move.
struct ValueStack {
    /// Where the next call's values go, and the end of the present piece of the stack.
    private var top: Register?
    private var end: Register?
    /// The pieces in use, oldest first.
    private var pieces: [(base: Register, resumesAt: Register?, end: Register?)] = []
    /// The start of the newest piece, unless that is the first, which stays.
    private var newest: Register?
    private static let pieceSize = 1 << 15

    /// Room for `count` values, to be initialised by the caller and given back with `pop`, last first.
    @inline(__always)
    mutating func push(_ count: Int) -> Register {
        guard let slots = top, let end, end - slots >= count else { return grow(count) }
        top = slots + count
        return slots
    }

    /// Gives room back. Its values have been deinitialised.
    @inline(__always)
    mutating func pop(_ slots: Register) {
        top = slots
        if slots == newest { shrink() }
    }

    @inline(never)
    private mutating func grow(_ count: Int) -> Register {
        let size = max(ValueStack.pieceSize, count)
        let base = Register.allocate(capacity: size)
        if !pieces.isEmpty { newest = base }
        pieces.append((base, top, end))
        top = base + count
        end = base + size
        return base
    }

    @inline(never)
    private mutating func shrink() {
        guard let piece = pieces.popLast() else { return }
        piece.base.deallocate()
        (top, end) = (piece.resumesAt, piece.end)
        newest = pieces.count > 1 ? pieces.last?.base : nil
    }

    /// Frees the stack; nothing may be running.
    func deallocate() { for piece in pieces { piece.base.deallocate() } }
}
