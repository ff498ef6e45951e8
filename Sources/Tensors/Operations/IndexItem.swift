/// One part of what stands between the brackets of `x[…]`.
public enum IndexItem: Sendable {
    /// One position; the axis goes.
    case index(Int)
    /// Positions from `start` up to `stop`, every `step`th, with NumPy's rules for nil, negative and far bounds.
    case slice(start: Int?, stop: Int?, step: Int?)
    /// All axes that the other items do not speak of.
    case ellipsis
    /// A new axis of size 1.
    case newAxis
    /// Several positions in this order.
    case list([Int])
    /// Several positions in the shape of an int64 tensor, as NumPy's integer arrays.
    case indices(Tensor)
    /// The positions where a bool tensor is true; it takes as many axes as it has.
    case mask(Tensor)
    /// Every position that carries the label: one drops the axis, several keep it.
    case label(String)
    /// Every position that carries one of the labels, in the order of the labels; the axis stays.
    case labels([String])

    /// `:`, everything.
    public static var all: IndexItem { .slice(start: nil, stop: nil, step: nil) }
}

/// An item, and the axis it is for where the script names one: `x[step=10:30]`.
///
/// Items without a name are taken in order by the axes that no item names, exactly as in NumPy. Items with a name
/// choose each on its own axis: two lists by name give every combination, where two lists by position go in pairs.
public struct IndexSpec: Sendable {
    /// The name of the axis; nil for an item by position.
    public var axis: String?
    /// What is chosen there.
    public var item: IndexItem

    /// An item, for the axis of this name where one is given.
    public init(axis: String? = nil, item: IndexItem) {
        self.axis = axis
        self.item = item
    }
}

/// A half-open slice made concrete for one axis: `count` positions from `start`, `step` apart.
struct ConcreteSlice {
    var start: Int
    var step: Int
    var count: Int

    /// NumPy's rules. - Throws: `tensor.bad-index` for a step of 0.
    init(start: Int?, stop: Int?, step: Int?, size: Int) throws {
        let step = step ?? 1
        guard step != 0 else { throw Problem("tensor.bad-index", "a slice needs a step other than 0") }
        let (least, most) = step > 0 ? (0, size) : (-1, size - 1)
        func bounded(_ bound: Int) -> Int { Swift.min(Swift.max(bound < 0 ? bound &+ size : bound, least), most) }
        let first = start.map(bounded) ?? (step > 0 ? 0 : size - 1)
        let end = stop.map(bounded) ?? (step > 0 ? size : -1)
        self.start = first
        self.step = step
        count = Tensor.rangeCount(first, end, step)
        // A single position needs no step, and a huge one would overflow the stride.
        if count <= 1 {
            self.step = 1
            if count == 0 { self.start = 0 }
        }
    }
}
