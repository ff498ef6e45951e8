import Tensors

/// A row of a table for each number.
package struct Embedding {
    private let weight: Weight
    private let table = Lazy<Tensor>()

    package init(_ scope: Scope, count: Int, width: Int) { weight = scope.weight("weight", [count, width]) }

    /// Rows `ids`, one after the other: (ids, width). - Throws: `tokens.range` for a number outside the table.
    package func callAsFunction(_ ids: [Int]) throws -> Tensor {
        let width = weight.matrixSizes.columns
        let table = try table.get { try weight.float32() }
        if let bad = ids.first(where: { $0 < 0 || $0 >= weight.shape[0] }) {
            throw Problem("tokens.range", "token id \(bad) is outside the vocabulary of \(weight.shape[0])")
        }
        return try table.withElements(Float.self) { rows in
            try Tensor(Float.self, shape: [ids.count, width]) { target in
                for (position, id) in ids.enumerated() {
                    for channel in 0..<width { target[position * width + channel] = rows[id * width + channel] }
                }
            }
        }
    }
}
