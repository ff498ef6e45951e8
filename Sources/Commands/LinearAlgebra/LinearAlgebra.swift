import Runtime
import Tensors

extension CommandLibrary {
    static var linearAlgebra: [any Command.Type] {
        [
            SVD.self, Eigh.self, Solve.self, Inverse.self, PseudoInverse.self, LeastSquares.self, Determinant.self,
            Norm.self,
        ]
    }
}

struct SVD: Command {
    static let name = "svd", summary = "The singular value decomposition: {u, s, vt} with x = u · diag(s) · vt."
    static let searchTerms = ["singular", "pca", "decomposition"]
    static let examples = [Example("list(svd([[2.0, 0.0], [0.0, 1.0]]).s)", gives: "[2.0, 1.0]")]
    @Argument("A matrix; leading axes are batches.") var x: Tensor
    func run(in context: Context) throws -> Record {
        let (u, s, vt) = try x.svd()
        return Record([("u", .tensor(u)), ("s", .tensor(s)), ("vt", .tensor(vt))])
    }
}

struct Eigh: Command {
    static let name = "eigh", summary = "Eigenvalues (ascending) and eigenvectors (columns) of a symmetric matrix."
    static let searchTerms = ["eigenvalues", "eigenvectors", "spectral"]
    static let examples = [Example("list(eigh([[2.0, 0.0], [0.0, 1.0]]).values)", gives: "[1.0, 2.0]")]
    @Argument("A symmetric matrix.") var x: Tensor
    func run(in context: Context) throws -> Record {
        let (values, vectors) = try x.eigh()
        return Record([("values", .tensor(values)), ("vectors", .tensor(vectors))])
    }
}

struct Solve: Command {
    static let name = "solve", summary = "The x with a · x = b."
    static let searchTerms = ["linear system"]
    static let examples = [Example("list(solve([[2.0, 0.0], [0.0, 4.0]], [2.0, 4.0]))", gives: "[1.0, 1.0]")]
    @Argument("A square matrix.") var a: Tensor
    @Argument("A vector or a matrix.") var b: Tensor
    func run(in context: Context) throws -> Tensor { try a.solve(b) }
}

struct Inverse: Command {
    static let name = "inverse", summary = "The inverse of a square matrix."
    static let searchTerms = ["inv"]
    static let examples = [Example("inverse([[2.0, 0.0], [0.0, 4.0]])[1, 1]", gives: "0.25")]
    @Argument("A square matrix.") var x: Tensor
    func run(in context: Context) throws -> Tensor { try x.inverse() }
}

struct PseudoInverse: Command {
    static let name = "pinv", summary = "The pseudo-inverse of Moore and Penrose, of a matrix of any shape."
    static let searchTerms = ["pseudoinverse", "inverse"]
    static let examples = [Example("pinv([[2.0, 0.0], [0.0, 0.0]])[0, 0]", gives: "0.5")]
    @Argument("A matrix; leading axes are batches.") var x: Tensor
    @Option("Singular values up to this share of the largest count as 0.") var tolerance: Double?
    func run(in context: Context) throws -> Tensor { try x.pinv(tolerance: tolerance) }
}

struct LeastSquares: Command {
    static let name = "lstsq", summary = "The x of least length for which a · x comes nearest to b."
    static let searchTerms = ["least squares", "regression", "fit"]
    static let examples = [Example("list(lstsq([[1.0], [1.0]], [1.0, 3.0]))", gives: "[2.0]")]
    @Argument("A matrix of any shape.") var a: Tensor
    @Argument("A vector or a matrix with a row for each row of a.") var b: Tensor
    @Option("Singular values up to this share of the largest count as 0.") var tolerance: Double?
    func run(in context: Context) throws -> Tensor { try a.lstsq(b, tolerance: tolerance) }
}

struct Determinant: Command {
    static let name = "det", summary = "The determinant of a square matrix."
    static let searchTerms = ["determinant"]
    static let examples = [Example("det([[2.0, 0.0], [0.0, 4.0]])", gives: "8.0")]
    @Argument("A square matrix.") var x: Tensor
    func run(in context: Context) throws -> Value { try scalarOrTensor(x.determinant()) }
}

struct Norm: Command {
    static let name = "norm",
        summary = "The root of the sum of squares; with `order=`, the p-norm of a vector or the norm of a matrix."
    static let searchTerms = ["length", "magnitude", "l2"]
    static let examples = [Example("norm([3.0, 4.0])", gives: "5.0")]
    @Argument("A tensor.") var x: Tensor
    @Option("1, 2, inf, …; NumPy's meaning for one axis or two.") var order: Double?
    @Option("Axes, by name or number; all where left out.", completes: "axis") var over: Value = .none
    func run(in context: Context) throws -> Value {
        try scalarOrTensor(x.norm(order: order.map { .power($0) }, over: x.axisIndices(over)))
    }
}
