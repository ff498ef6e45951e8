import Tensors
import Testing

/// What has no answer is one `Problem`.
@Suite struct LinearRefusalTests {
    private func tensor(_ shape: [Int], _ value: Double = 1) throws -> Tensor { try Tensor.full(shape, value) }

    @Test func products() throws {
        let a = try tensor([2, 3])
        #expect(problemID { _ = try a.matmul(a) } == "tensor.shape-mismatch")
        #expect(problemID { _ = try a.matmul(tensor([])) } == "tensor.rank")
        #expect(problemID { _ = try tensor([2, 2, 3]).matmul(tensor([3, 3, 4])) } == "tensor.shape-mismatch")
        let wide = try tensor([1, 1]).broadcast(to: [1 << 32, 1])
        #expect(
            ["tensor.too-large", "limit.memory"].contains(problemID { _ = try wide.matmul(tensor([1, 1 << 10])) }))
    }

    @Test(arguments: [
        "ij,jk->ikz", "ij,jk->ii", "ij->ij", "ij,jk,kl->il", "ijk,jk", "i1,jk", "ij-jk", "ij,jk-", "..ij,jk",
        "......,jk", "", "->",
        "i,jk", "éj,jk", "ij,jk->i->k",
    ])
    func patterns(_ pattern: String) throws {
        let a = try tensor([2, 2])
        #expect(problemID { _ = try Tensor.einsum(pattern, [a, a]) } == "einsum.pattern")
    }

    @Test func sizesOfLetters() throws {
        #expect(problemID { _ = try Tensor.einsum("ij,jk", [tensor([2, 3]), tensor([4, 5])]) } == "einsum.size")
        #expect(problemID { _ = try Tensor.einsum("ii", [tensor([2, 3])]) } == "einsum.size")
        #expect(problemID { _ = try Tensor.einsum("ii->i", [tensor([1, 3])]) } == "einsum.size")
        #expect(problemID { _ = try Tensor.einsum("i", []) } == "tensor.empty")
    }

    @Test func matrices() throws {
        let wide = try tensor([2, 3])
        for body: (Tensor) throws -> Void in [
            { _ = try $0.inverse() }, { _ = try $0.determinant() }, { _ = try $0.eigh() }, { _ = try $0.cholesky() },
            { _ = try $0.solve($0) },
        ] { #expect(problemID { try body(wide) } == "linear.not-square") }
        let ones = try tensor([3, 3])
        #expect(problemID { _ = try ones.inverse() } == "linear.singular")
        #expect(problemID { _ = try ones.solve(tensor([3])) } == "linear.singular")
        #expect(problemID { _ = try tensor([0, 0]).solve(tensor([3])) } == "tensor.shape-mismatch")
        #expect(problemID { _ = try ones.cholesky() } == "linear.not-positive-definite")
        #expect(problemID { _ = try tensor([3]).svd() } == "linear.rank")
        #expect(problemID { _ = try Tensor([Float(0), 1, 5, 0], shape: [2, 2]).eigh() } == "linear.not-symmetric")
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func whatIsNotFinite(_ bad: Double) throws {
        let matrix = try tensor([4, 4], bad)
        for body: (Tensor) throws -> Void in [
            { _ = try $0.inverse() }, { _ = try $0.determinant() }, { _ = try $0.eigh() }, { _ = try $0.cholesky() },
            { _ = try $0.solve($0) }, { _ = try $0.svd() }, { _ = try $0.qr() }, { _ = try $0.pinv() },
            { _ = try $0.lstsq($0) }, { _ = try $0.norm(order: .nuclear) },
        ] { #expect(problemID { try body(matrix) } == "linear.not-finite") }
    }

    @Test func norms() throws {
        let a = try tensor([2, 3, 4])
        #expect(problemID { _ = try a.norm(order: .power(1)) } == "linear.norm")
        #expect(problemID { _ = try a.norm(order: .nuclear, over: [0]) } == "linear.norm")
        #expect(problemID { _ = try a.norm(order: .power(3), over: [0, 1]) } == "linear.norm")
        #expect(problemID { _ = try a.norm(over: [0, -3]) } == "tensor.duplicate-axis")
        #expect(problemID { _ = try a.norm(over: [7]) } == "tensor.unknown-axis")
        #expect(problemID { _ = try tensor([0]).norm(order: .power(.infinity)) } == "tensor.empty")
    }

    @Test(arguments: [[0, 3], [3, 0], [2, 0, 0], [0, 2, 2]])
    func emptyMatricesHaveEmptyFactors(_ shape: [Int]) throws {
        let a = try tensor(shape)
        let (m, n) = (shape[shape.count - 2], shape[shape.count - 1])
        let (u, s, vt) = try a.svd()
        #expect(u.shape == shape.dropLast(2) + [m, min(m, n)])
        #expect(s.shape == shape.dropLast(2) + [min(m, n)])
        #expect(vt.shape == shape.dropLast(2) + [min(m, n), n])
        #expect(try a.pinv().shape == shape.dropLast(2) + [n, m])
        #expect(try a.qr().r.shape == shape.dropLast(2) + [min(m, n), n])
        let full = try a.svd(full: true)
        if shape == [3, 0] { #expect(try full.u.floats() == [1, 0, 0, 0, 1, 0, 0, 0, 1]) }
    }

    @Test func randomPatternsNeverTrap() throws {
        let alphabet = Array("iijjk...,->zA ")
        var random = TestRandom(state: 11)
        let operands = try [tensor([2, 2]), tensor([2]), tensor([]), tensor([1, 2, 2]), tensor([0, 2])]
        var answered = 0
        for _ in 0..<4000 {
            let pattern = String((0..<random.below(12)).map { _ in alphabet[random.below(alphabet.count)] })
            let chosen = (0..<1 + random.below(3)).map { _ in operands[random.below(operands.count)] }
            let worked = survives { _ = try Tensor.einsum(pattern, chosen) }
            #expect(worked, "\(pattern)")
            if problemID({ _ = try Tensor.einsum(pattern, chosen) }) == "nothing thrown" { answered += 1 }
        }
        #expect(answered > 20)
    }

    @Test func threadsAreWithinTheMachine() {
        #expect((1...Threads.available).contains(Threads.count))
    }
}
