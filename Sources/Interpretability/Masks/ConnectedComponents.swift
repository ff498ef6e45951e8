import Tensors

/// The connected parts of a mask.
public struct ConnectedComponents: Sendable {
    public enum Neighbours: Int, Sendable {
        /// Sides only.
        case four = 4
        /// Sides and corners.
        case eight = 8
    }

    /// int64 ⟨y, x⟩: 0 outside, then 1 for the largest part, 2 for the next; of equal ones the first in reading order.
    public let labels: Tensor
    /// Pixels of each part, from the largest.
    public let areas: [Int]

    public var count: Int { areas.count }

    /// - Parameter mask: bool, or 0 and 1, of two axes.
    /// - Throws: `metric.not-a-mask`, `metric.bad-option`, `Interrupted`.
    public init(_ mask: Tensor, neighbours: Neighbours = .eight) throws {
        guard mask.rank == 2 else {
            throw Problem(
                "metric.bad-option", "connected components need a mask of two axes, found \(mask.shapeDescription)")
        }
        let inside = try Metrics.mask(Metrics.values(mask, "components"), "components")
        let (numbers, areas) = try Self.parts(inside, height: mask.shape[0], width: mask.shape[1], neighbours)
        self.areas = areas
        labels = try Tensor(numbers.map(Int64.init), shape: mask.shape, axes: mask.axes)
    }

    /// Where one part is, from 1: bool with the mask's axes.
    public func mask(of label: Int) throws -> Tensor {
        try labels.withElements(Int64.self) { numbers in
            try Tensor(Bool.self, shape: labels.shape, axes: labels.axes) { target in
                for index in target.indices { target[index] = numbers[index] == Int64(label) }
            }
        }
    }

    /// Numbers the parts by area. Two passes with a forest of provisional labels (Rosenfeld and Pfaltz 1966).
    static func parts(
        _ inside: [Bool], height: Int, width: Int, _ neighbours: Neighbours
    ) throws -> (numbers: [Int], areas: [Int]) {
        var parent: [Int] = []
        func root(_ label: Int) -> Int {
            var label = label
            while parent[label] != label {
                parent[label] = parent[parent[label]]
                label = parent[label]
            }
            return label
        }
        var labels = [Int](repeating: -1, count: inside.count)
        let corners = neighbours == .eight
        for y in 0..<height {
            try Interrupt.check()
            for x in 0..<width where inside[y * width + x] {
                let index = y * width + x
                var found = -1
                func join(_ neighbour: Int) {
                    guard labels[neighbour] >= 0 else { return }
                    let other = root(labels[neighbour])
                    if found < 0 {
                        found = other
                    } else if found != other {
                        parent[max(found, other)] = min(found, other)
                        found = min(found, other)
                    }
                }
                if x > 0 { join(index - 1) }
                if y > 0 {
                    join(index - width)
                    if corners, x > 0 { join(index - width - 1) }
                    if corners, x + 1 < width { join(index - width + 1) }
                }
                if found < 0 {
                    found = parent.count
                    parent.append(found)
                }
                labels[index] = found
            }
        }
        // The root of a part is the label of its first pixel, so equal areas keep the reading order.
        var areas = [Int](repeating: 0, count: parent.count)
        for index in labels.indices where labels[index] >= 0 {
            labels[index] = root(labels[index])
            areas[labels[index]] += 1
        }
        let order = areas.indices.filter { areas[$0] > 0 }.sorted { (areas[$1], $0) < (areas[$0], $1) }
        var number = [Int](repeating: 0, count: parent.count)
        for (place, label) in order.enumerated() { number[label] = place + 1 }
        return (labels.map { $0 < 0 ? 0 : number[$0] }, order.map { areas[$0] })
    }
}
