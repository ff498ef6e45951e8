import Tensors
import Testing

/// Linear algebra against NumPy's results on the same operands.
@Suite struct LinearTests {
    private let file: SafetensorsFile
    private let cases: [JSON]

    init() throws {
        file = try SafetensorsFile(path: fixture("linear/cases.safetensors"))
        cases = try JSON.read(path: fixture("linear/cases.json")).array ?? []
    }

    private func replay(_ op: String, atLeast: Int, tolerance: Float = 1e-5, _ body: (JSON, [Tensor]) throws -> Tensor)
        throws
    {
        let mine = cases.filter { $0["op"]?.string == op }
        #expect(mine.count >= atLeast)
        for entry in mine {
            let operands = try (entry["operands"]?.array ?? []).compactMap(\.string).map(file.tensor)
            let expected = try file.tensor(entry["results"]?[0]?.string ?? "")
            let found = try body(entry, operands)
            let context = "\(op) \(operands.map(\.shape)) \(entry.serialized())"
            #expect(found.shape == expected.shape, "\(context)")
            #expect(found.dtype == expected.dtype, "\(context)")
            let (a, b) = (try found.floats(), try expected.floats())
            #expect(agree(a, b, tolerance), "\(context): \(a.prefix(8)) != \(b.prefix(8))")
            // The same numbers in another layout.
            let twisted = try body(entry, operands.map { try twist($0) }).floats()
            #expect(agree(twisted, b, tolerance), "not contiguous: \(context)")
        }
    }

    /// The same numbers in storage that lies transposed, every second element unused.
    private func twist(_ tensor: Tensor) throws -> Tensor {
        let spread = try Tensor.stacked([tensor, tensor], axis: tensor.rank).transposed().copied().transposed()
        return try spread.selecting([IndexSpec(item: .ellipsis), IndexSpec(item: .index(1))])
    }

    @Test func matmul() throws { try replay("matmul", atLeast: 20) { try $1[0].matmul($1[1]) } }

    @Test func einsum() throws {
        try replay("einsum", atLeast: 25) { try Tensor.einsum($0["pattern"]?.string ?? "", $1) }
    }

    @Test func equations() throws {
        try replay("solve", atLeast: 7) { try $1[0].solve($1[1]) }
        try replay("inverse", atLeast: 5) { try $1[0].inverse() }
        try replay("determinant", atLeast: 7) { try $1[0].determinant() }
        try replay("pinv", atLeast: 7) { try $1[0].pinv() }
        try replay("lstsq", atLeast: 5) { try $1[0].lstsq($1[1]) }
    }

    @Test func factors() throws {
        try replay("singular", atLeast: 6) { try $1[0].svd().s }
        try replay("eigenvalues", atLeast: 4) { try $1[0].eigh().values }
        try replay("cholesky", atLeast: 4) { try $1[0].cholesky() }
    }

    @Test func norms() throws {
        try replay("norm", atLeast: 30) { entry, operands in
            let order: NormOrder? =
                switch entry["order"] {
                case .string("inf")?: .power(.infinity)
                case .string("-inf")?: .power(-.infinity)
                case .string("fro")?: .frobenius
                case .string("nuc")?: .nuclear
                case let value?: value.number.map { .power($0) }
                case nil: nil
                }
            return try operands[0].norm(
                order: order, over: entry["over"]?.integers, keep: entry["keep"]?.bool ?? false)
        }
    }

    /// Factors multiply back to the matrix and are orthonormal, for shapes where signs are free.
    @Test(arguments: [[1, 1], [5, 3], [3, 5], [2, 4, 4], [17, 40]])
    func factorsMultiplyBack(_ shape: [Int]) throws {
        var stream = RandomStream(seed: 1)
        let a = try stream.normal(shape)
        func expectEqual(_ x: Tensor, _ y: Tensor) throws {
            let (found, wanted) = (try x.floats(), try y.floats())
            #expect(x.shape == y.shape)
            #expect(agree(found, wanted, 2e-5))
        }
        func transposed(_ x: Tensor) throws -> Tensor { try x.moved(-1, to: -2) }
        func expectOrthonormal(_ x: Tensor) throws {
            let k = x.shape[x.rank - 1]
            let unit = try Tensor.eye(k).broadcast(to: x.shape.dropLast(2) + [k, k])
            try expectEqual(try transposed(x).matmul(x), unit)
        }
        for full in [false, true] {
            let (u, s, vt) = try a.svd(full: full)
            try expectOrthonormal(u)
            try expectOrthonormal(try transposed(vt))
            if !full { try expectEqual(try (u * s.expanded(at: -2)).matmul(vt), a) }
        }
        let (q, r) = try a.qr()
        try expectOrthonormal(q)
        try expectEqual(try q.matmul(r), a)
        let square = try transposed(a).matmul(a)
        let (values, vectors) = try square.eigh()
        try expectOrthonormal(vectors)
        try expectEqual(try (vectors * values.expanded(at: -2)).matmul(transposed(vectors)), square)
    }

    @Test func namesAndLabelsOfTheOuterAxesStay() throws {
        let q = try Tensor.ones([2, 3], axes: [Axis("query", labels: ["a", "b"]), Axis("channel")])
        let k = try Tensor.ones([3, 4], axes: [Axis("channel"), Axis("key")])
        let product = try q.matmul(k)
        #expect(product.names == ["query", "key"])
        #expect(product.axes[0].labels == ["a", "b"])
        #expect(try product.matmul(k.transposed()).names == ["query", "channel"])
        #expect(try q.matmul(q.transposed()).names == ["query", nil])
        #expect(try Tensor.einsum("qc,ck->kq", [q, k]).names == ["key", "query"])
        // Batches that are all named meet by name, whatever their order.
        let left = try Tensor.ones([2, 5, 3, 4], axes: ["step", "head", "row", "inner"].map { Axis($0) })
        let right = try Tensor.ones([5, 2, 4, 3], axes: ["head", "step", "inner", "column"].map { Axis($0) })
        let batched = try left.matmul(right)
        #expect(batched.names == ["step", "head", "row", "column"])
        #expect(batched.shape == [2, 5, 3, 3])
        #expect(try Tensor.ones([3, 3], axes: [Axis("y"), Axis("x")]).determinant().floats() == [0])
    }

    @Test func halfPrecisionComputesInFloat32() throws {
        let a = try Tensor([Float](repeating: 1, count: 4096), shape: [1, 4096]).converted(to: .bfloat16)
        let product = try a.matmul(a.transposed())
        #expect(product.dtype == .bfloat16)
        #expect(try product.floats() == [4096])
    }
}
