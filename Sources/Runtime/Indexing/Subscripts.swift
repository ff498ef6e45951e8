import Language
import Tensors

/// One evaluated entry of `x[…]`.
struct Subscripted {
    enum Item {
        case value(Value)
        case slice(start: Int?, stop: Int?, step: Int?)
        case ellipsis
    }

    /// The axis name of `x[step=3]`.
    var axis: String?
    var item: Item
}

/// Positions that a Python slice visits in a sequence of `count` items.
struct SlicePositions {
    let start: Int
    let step: Int
    let count: Int

    /// - Throws: `index.step` for a step of 0.
    init(start: Int?, stop: Int?, step: Int?, count length: Int) throws {
        let step = step ?? 1
        if step == 0 { throw Problem("index.step", "the step of a slice cannot be 0") }
        func bound(_ index: Int?, _ otherwise: Int) -> Int {
            guard let index else { return otherwise }
            let low = step > 0 ? 0 : -1
            let high = step > 0 ? length : length - 1
            let fromStart = index < 0 ? (index < -length ? low : index + length) : index
            return min(max(fromStart, low), high)
        }
        let first = bound(start, step > 0 ? 0 : length - 1)
        let end = bound(stop, step > 0 ? length : -1)
        self.start = first
        self.step = step
        if step > 0 {
            count = end > first ? (end - first - 1) / step + 1 : 0
        } else if first > end {
            // The magnitude of Int.min does not fit; a step that large visits one item.
            count = step == .min ? 1 : (first - end - 1) / -step + 1
        } else {
            count = 0
        }
    }

    var positions: [Int] { (0..<count).map { start + $0 * step } }

    func select<T>(_ items: [T]) -> [T] {
        if step == 1 { return Array(items[start..<(start + count)]) }
        return positions.map { items[$0] }
    }
}

enum Index {
    /// The position that `index` means in `count` items, negative from the end.
    /// - Throws: `index.out-of-range`, naming what is indexed.
    static func position(_ index: Int, count: Int, of what: String) throws -> Int {
        let position = index < 0 ? index &+ count : index
        guard position >= 0, position < count else {
            let range = count == 0 ? "it is empty" : "it goes from 0 to \(count - 1)"
            throw Problem("index.out-of-range", "index \(index) is outside a \(what) of \(count); \(range)")
        }
        return position
    }

    /// A value used as a position. - Throws: `index.type`.
    static func integer(_ value: Value, of what: String) throws -> Int {
        switch value {
        case .int(let int): return int
        case .tensor(let tensor) where tensor.count == 1 && tensor.dtype == .int64: return try tensor.integers()[0]
        case .float(let float) where Int(exactly: float) != nil:
            throw Problem(
                "index.type", "a \(what) is indexed by ints, found the float \(value.literal)",
                help: "write int(…) or use `//`")
        default: throw Problem("index.type", "a \(what) is indexed by ints, found \(value.typeWithArticle)")
        }
    }

    /// A list of ints or of bools (as many as there are items), or a 1-D tensor of them, as positions.
    /// nil where the value is neither.
    static func positions(_ value: Value, count: Int, of what: String) throws -> [Int]? {
        var indices: [Int]
        switch value {
        case .tensor(let tensor) where tensor.rank == 1 && tensor.dtype == .bool:
            return try masked(try tensor.integers().map { $0 != 0 }, count: count, of: what)
        case .tensor(let tensor) where tensor.rank == 1 && tensor.dtype == .int64: indices = try tensor.integers()
        case .list(let items):
            let bools = items.compactMap { if case .bool(let bool) = $0 { bool } else { nil } }
            if bools.count == items.count, !items.isEmpty { return try masked(bools, count: count, of: what) }
            indices = []
            for item in items {
                guard case .int(let index) = item else { return nil }
                indices.append(index)
            }
        default: return nil
        }
        for place in indices.indices { indices[place] = try position(indices[place], count: count, of: what) }
        return indices
    }

    private static func masked(_ bools: [Bool], count: Int, of what: String) throws -> [Int] {
        guard bools.count == count else {
            throw Problem("index.mask", "a mask of \(bools.count) does not fit a \(what) of \(count)")
        }
        return bools.indices.filter { bools[$0] }
    }
}
