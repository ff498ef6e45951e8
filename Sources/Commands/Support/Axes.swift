import Language
import Runtime
import Tensors

extension Tensor {
    /// The axis that a script names: `"head"`, `0`, `-1`. - Throws: `tensor.unknown-axis`.
    func axisIndex(_ value: Value) throws -> Int {
        switch value {
        case .string(let name):
            if let index = axis(named: name.string) { return index }
            throw Problem(
                "tensor.unknown-axis", "there is no axis \"\(name)\" in \(axesText)",
                help: nearest(name.string, names.compactMap { $0 }).map { "did you mean \"\($0)\"?" })
        default:
            let number = try Int.from(value)
            let index = number < 0 ? number + rank : number
            guard shape.indices.contains(index) else {
                throw Problem(
                    "tensor.unknown-axis", "there is no axis \(number) in \(axesText)",
                    help: "axes go from 0 to \(rank - 1)")
            }
            return index
        }
    }

    /// Several axes, or nil for all of them (none). - Throws: `tensor.unknown-axis`.
    func axisIndices(_ value: Value) throws -> [Int]? {
        switch value {
        case .none: nil
        case .list(let items): try items.map { try axisIndex($0) }
        default: [try axisIndex(value)]
        }
    }

    /// ⟨step 20, head 8, 16, 16⟩.
    var axesText: String {
        "⟨" + zip(names, shape).map { name, size in name.map { "\($0) \(size)" } ?? "\(size)" }.joined(separator: ", ")
            + "⟩"
    }
}

/// A shape from an int or a list of ints. - Throws: `tensor.bad-shape`.
func shape(from value: Value) throws -> [Int] {
    let sizes = try [Int].from(value)
    guard sizes.allSatisfy({ $0 >= 0 }) else {
        throw Problem("tensor.bad-shape", "a size cannot be negative: \(sizes)")
    }
    return sizes
}

/// Names for `axes=`: strings, none where an axis stays unnamed. - Throws: `tensor.axis-count`.
func axes(from names: [String?]?, rank: Int) throws -> [Axis]? {
    guard let names else { return nil }
    guard names.count == rank else {
        throw Problem(
            "tensor.axis-count",
            "\(names.count) axis names for a tensor with \(rank == 1 ? "one axis" : "\(rank) axes")",
            help: "give one name an axis, none where it has no name")
    }
    var seen: Set<String> = []
    if let twice = names.compactMap({ $0 }).first(where: { !seen.insert($0).inserted }) {
        throw Problem(
            "tensor.bad-axes", "the axis name \"\(twice)\" is given twice", help: "each axis has its own name")
    }
    return names.map { Axis($0) }
}

/// The element types by name, for `dtype=`.
let dtypeNames = DType.allCases.map(\.rawValue)

/// - Throws: `tensor.unknown-dtype`.
func dtype(named name: String) throws -> DType {
    guard let dtype = DType(rawValue: name) else {
        throw Problem(
            "tensor.unknown-dtype", "there is no element type \"\(name)\"",
            notes: ["types: \(dtypeNames.joined(separator: ", "))"])
    }
    return dtype
}
