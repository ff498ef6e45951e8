import Runtime
import Tensors

struct Where: Command {
    static let isTraced = true
    static let name = "where",
        summary = "The elements or rows for which a condition holds; or a choice element by element."
    static let discussion = """
        `where(rows, row -> row.iou > 0.5)` keeps elements; a list or tensor of bools serves as the condition too. \
        With three arguments, `where(mask, a, b)` takes from `a` where the mask is true and from `b` elsewhere. With \
        a mask alone, the positions where it is true; with several axes one row of indices each.
        """
    static let searchTerms = ["filter", "subset", "np.where", "nonzero", "argwhere", "findall"]
    static let examples = [
        Example("where([1, 2, 3], x -> x > 1)", gives: "[2, 3]"),
        Example("where([true, false], 1, 0)", gives: "tensor 2 int64"),
        Example("list(where(tensor([5, 7, 9]) > 6))", gives: "[1, 2]"),
    ]
    @Argument("A list, a table or a mask.") var subject: Value
    @Argument("A function, bools, or the values where the mask is true.") var condition: Value?
    @Argument("The values where the mask is false.") var otherwise: Value?

    func run(in context: Context) throws -> Value {
        guard let condition else { return .tensor(try positions(Tensor.from(subject))) }
        if let otherwise { return try choice(subject, condition, otherwise) }
        let elements = try Elements.of(subject)
        var kept: [Int] = []
        if case .function(let function) = condition {
            for (index, element) in elements.enumerated() {
                try Interrupt.check()
                let answer = try function.call([element], in: context)
                guard case .bool(let holds) = answer else {
                    throw Mismatch(expected: "a condition that gives true or false", found: answer)
                }
                if holds { kept.append(index) }
            }
        } else {
            let mask = try bools(condition)
            guard mask.count == elements.count else {
                throw Problem("where.length", "\(elements.count) elements and \(mask.count) conditions")
            }
            kept = mask.indices.filter { mask[$0] }
        }
        if case .table(let table) = subject { return .table(table.selecting(kept)) }
        return .list(kept.map { elements[$0] })
    }

    /// ⟨n⟩ for one axis, ⟨n, axis⟩ for several.
    private func positions(_ mask: Tensor) throws -> Tensor {
        guard mask.dtype == .bool, mask.rank > 0 else {
            throw Problem(
                "where.mask", "alone, a mask of bools is expected, found \(mask.dtype.rawValue) of \(mask.axesText)",
                help: "write where(x > 0), or give a condition: where(xs, x -> x > 0)")
        }
        let flags = try mask.floats()
        var found: [Int64] = []
        for (place, flag) in flags.enumerated() where flag != 0 {
            if place & 0xFFFF == 0 { try Interrupt.check() }
            var rest = place
            var indices: [Int64] = []
            for size in mask.shape.reversed() {
                indices.append(Int64(rest % size))
                rest /= size
            }
            found += indices.reversed()
        }
        let count = found.count / mask.rank
        return try Tensor(found, shape: mask.rank == 1 ? [count] : [count, mask.rank])
    }

    /// Numbers give a tensor; one bool gives one of the two as it is; bools over other values give a list.
    private func choice(_ mask: Value, _ a: Value, _ b: Value) throws -> Value {
        if case .bool(let bool) = mask { return bool ? a : b }
        guard a.isNumeric, b.isNumeric else {
            let mask = try bools(mask)
            let (left, right) = (try picks(a, mask.count), try picks(b, mask.count))
            return .list(mask.indices.map { mask[$0] ? left($0) : right($0) })
        }
        let flags = try Tensor.from(mask)
        switch (a.scalar, b.scalar) {
        case (let x?, nil): return .tensor(try Tensor.where(flags, Tensor(x), Tensor.from(b), scalar: .left))
        case (nil, let y?): return .tensor(try Tensor.where(flags, Tensor.from(a), Tensor(y), scalar: .right))
        default: return .tensor(try Tensor.where(flags, Tensor.from(a), Tensor.from(b)))
        }
    }

    private func bools(_ value: Value) throws -> [Bool] { try Elements.of(value).map { try Bool.from($0) } }

    private func picks(_ value: Value, _ count: Int) throws -> (Int) -> Value {
        guard case .list(let items) = value else { return { _ in value } }
        guard items.count == count else {
            throw Problem("where.length", "\(count) conditions and a list of \(items.count) values")
        }
        return { items[$0] }
    }
}

extension Value {
    /// A number, a tensor, or a list of nothing else.
    fileprivate var isNumeric: Bool {
        switch self {
        case .int, .float, .bool, .tensor: true
        case .list(let items): items.allSatisfy(\.isNumeric)
        default: scalar != nil
        }
    }
}
