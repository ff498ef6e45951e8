import Tensors

/// Byte-pair merges over token ids, as the BPE model of the tokenizers library applies them: of all neighbours that
/// may merge, the pair of the lowest rank goes first, and of equals the leftmost.
struct BytePairs: Sendable {
    private struct Merge { var rank: Int32, id: Int32 }

    private var merges: [UInt64: Merge] = [:]
    /// The token of each byte inside a word, and of each byte that ends one.
    private var inner = [Int32](repeating: 0, count: 256)
    private var final = [Int32](repeating: 0, count: 256)

    /// A run of bytes that became one token.
    struct Token { var id: Int, bytes: Range<Int> }

    /// - Parameters:
    ///   - vocabulary: the id of each token; bytes are spelt with the visible characters of byte-level BPE.
    ///   - halves: the merges, best first.
    ///   - unknown: stands for a byte that the vocabulary has not.
    ///   - file: where the merges come from.
    /// - Throws: `tokenizer.bad-merge`.
    init(vocabulary: [String: Int], merges halves: [(left: String, right: String)], unknown: Int, file: String) throws {
        for (byte, character) in Self.alphabet.enumerated() {
            inner[byte] = Int32(truncatingIfNeeded: vocabulary[String(character)] ?? unknown)
            final[byte] = Int32(truncatingIfNeeded: vocabulary["\(character)</w>"] ?? unknown)
        }
        merges.reserveCapacity(halves.count)
        for (rank, half) in halves.enumerated() {
            guard let left = vocabulary[half.left], let right = vocabulary[half.right],
                let whole = vocabulary[half.left + half.right]
            else { throw Problem.badMerge("\(half.left) \(half.right)", number: rank + 1, file: file) }
            merges[Self.key(Int32(truncatingIfNeeded: left), Int32(truncatingIfNeeded: right))] = Merge(
                rank: Int32(truncatingIfNeeded: rank), id: Int32(truncatingIfNeeded: whole))
        }
    }

    private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
    }

    /// The tokens of one piece of text.
    func tokens(of bytes: [UInt8]) -> [Token] {
        guard let last = bytes.indices.last else { return [] }
        var ids = bytes.map { inner[Int($0)] }
        ids[last] = final[Int(bytes[last])]
        // A linked list over the positions; a merged token lives at the position of its first byte.
        var next = bytes.indices.map { $0 + 1 }
        var previous = bytes.indices.map { $0 - 1 }
        var queue = MergeQueue()
        func offer(_ left: Int) {
            guard left >= 0, next[left] <= last, let merge = merges[Self.key(ids[left], ids[next[left]])] else {
                return
            }
            queue.push(MergeQueue.Entry(rank: merge.rank, position: Int32(left), id: merge.id))
        }
        for index in bytes.indices { offer(index) }
        while let best = queue.pop() {
            let left = Int(best.position)
            // Skips what an earlier merge has already changed.
            guard ids[left] >= 0, next[left] <= last, let merge = merges[Self.key(ids[left], ids[next[left]])],
                merge.id == best.id
            else { continue }
            let right = next[left]
            ids[left] = merge.id
            ids[right] = -1
            next[left] = next[right]
            if next[left] <= last { previous[next[left]] = left }
            offer(previous[left])
            offer(left)
        }
        var tokens: [Token] = []
        var index = 0
        while index <= last {
            tokens.append(Token(id: Int(ids[index]), bytes: index..<next[index]))
            index = next[index]
        }
        return tokens
    }

    /// The visible character that stands for each byte in the vocabulary: printable Latin-1 for itself, the other 68
    /// bytes as U+0100 and on (the convention of GPT-2's vocabulary).
    static let alphabet: [Character] = {
        var next: UInt32 = 0x100
        return (UInt32(0)..<256).map { byte in
            switch byte {
            case 0x21...0x7E, 0xA1...0xAC, 0xAE...0xFF: return Character(Unicode.Scalar(byte) ?? " ")
            default:
                defer { next += 1 }
                return Character(Unicode.Scalar(next) ?? " ")
            }
        }
    }()
}

/// A binary heap of possible merges, lowest rank and then leftmost first: a word of a megabyte stays quick.
private struct MergeQueue {
    struct Entry {
        var rank: Int32
        var position: Int32
        var id: Int32

        func isBefore(_ other: Entry) -> Bool {
            rank != other.rank ? rank < other.rank : position < other.position
        }
    }

    private var entries: [Entry] = []

    mutating func push(_ entry: Entry) {
        entries.append(entry)
        var child = entries.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard entries[child].isBefore(entries[parent]) else { return }
            entries.swapAt(child, parent)
            child = parent
        }
    }

    mutating func pop() -> Entry? {
        guard let first = entries.first, let last = entries.popLast() else { return nil }
        if entries.isEmpty { return first }
        entries[0] = last
        var parent = 0
        while true {
            var best = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < entries.count {
                if entries[child].isBefore(entries[best]) { best = child }
            }
            if best == parent { return first }
            entries.swapAt(parent, best)
            parent = best
        }
    }
}
