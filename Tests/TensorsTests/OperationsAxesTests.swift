import Tensors
import Testing

private func named(_ values: [Float], _ shape: [Int], _ names: [String?], labels: [[String]?]? = nil) throws -> Tensor {
    let axes = names.enumerated().map { Axis($1, labels: labels?[$0]) }
    return try Tensor(values, shape: shape, axes: axes)
}

private func problem(_ body: () throws -> Void) -> Problem? {
    do { try body() } catch { return error as? Problem }
    return nil
}

@Suite struct OperationsByName {
    /// ⟨token: <start> a dog dog, step: 3⟩ with the values 10·token + step.
    private let maps: Tensor

    init() throws {
        let values = (0..<4).flatMap { token in (0..<3).map { Float(10 * token + $0) } }
        maps = try named(values, [4, 3], ["token", "step"], labels: [["<start>", "a", "dog", "dog"], nil])
    }

    @Test func axesMeetByName() throws {
        let yx = try named([1, 2, 3, 4, 5, 6], [2, 3], ["y", "x"])
        let xy = try named([0, 10, 20, 30, 40, 50], [3, 2], ["x", "y"])
        let sum = try yx + xy
        #expect(sum.names == ["y", "x"])
        #expect(try sum.floats() == [1, 22, 43, 14, 35, 56])
        let column = try named([100, 200], [2], ["y"])
        #expect(try (yx + column).floats() == [101, 102, 103, 204, 205, 206])
        #expect(try (column + yx).names == ["y", "x"])
    }

    @Test func aNameThatOnlyOneHasIsAdded() throws {
        let y = try named([1, 2], [2], ["y"])
        let x = try named([10, 20, 30], [3], ["x"])
        let product = try y * x
        #expect(product.names == ["y", "x"])
        #expect(try product.floats() == [10, 20, 30, 20, 40, 60])
        let batch = try named([1, 2, 3, 4], [2, 2], ["batch", "y"])
        #expect(try (y + batch).names == ["batch", "y"])
    }

    @Test func withoutNamesOnBothNumPyRules() throws {
        let yx = try named([1, 2, 3, 4, 5, 6], [2, 3], ["y", "x"])
        let row = try Tensor([10, 20, 30] as [Float], shape: [3])
        #expect(try (yx + row).names == ["y", "x"])
        #expect(try (row + yx).floats() == [11, 22, 33, 14, 25, 36])
        let half = try named([1, 2, 3], [3], ["x"]).expanded(at: 0)
        #expect(try (half + yx).names == ["y", "x"])
    }

    @Test func aMismatchShowsBothShapesAndHelps() throws {
        let yx = try Tensor.zeros([64, 48], axes: [Axis("y"), Axis("x")])
        let found = problem { _ = try yx + Tensor.zeros([3, 32], axes: [Axis("channel"), Axis("x")]) }
        #expect(found?.id == "tensor.shape-mismatch")
        #expect(found?.message.contains("⟨y: 64, x: 48⟩ and ⟨channel: 3, x: 32⟩") == true)
        #expect(found?.message.contains("axis \"x\" has 48 and 32 positions") == true)
        #expect(found?.help != nil)
        let half = try Tensor.zeros([2, 64, 48], axes: [.unnamed, Axis("x"), Axis("y")])
        #expect(problem { _ = try yx * half }?.message.contains("would meet") == true)
    }

    @Test func labelsStayWhereTheyAgree() throws {
        #expect(try (maps + maps).axes[0].labels == maps.axes[0].labels)
        #expect(try (maps * 2).axes[0].labels == maps.axes[0].labels)
        let other = try maps.labelled(["<start>", "a", "red", "cat"], axis: 0)
        #expect(try (maps - other).axes[0].labels == nil)
        #expect(try maps.unary(.exp).axes == maps.axes)
    }

    @Test func aLabelSelectsEveryPositionThatCarriesIt() throws {
        let one = try maps.selecting([IndexSpec(axis: "token", item: .label("a"))])
        #expect(one.names == ["step"])
        #expect(try one.floats() == [10, 11, 12])
        let both = try maps.selecting([IndexSpec(axis: "token", item: .label("dog"))])
        #expect(both.shape == [2, 3])
        #expect(both.axes[0].labels == ["dog", "dog"])
        let several = try maps.selecting([
            IndexSpec(axis: "step", item: .slice(start: 1, stop: nil, step: nil)),
            IndexSpec(axis: "token", item: .labels(["dog", "<start>"])),
        ])
        #expect(several.axes[0].labels == ["dog", "dog", "<start>"])
        #expect(try several.floats() == [21, 22, 31, 32, 1, 2])
        #expect(try maps.selecting([IndexSpec(item: .label("a")), IndexSpec(item: .index(-1))]).floats() == [12])
    }

    @Test func anUnknownLabelListsThemAndSuggests() throws {
        let found = problem { _ = try maps.selecting([IndexSpec(axis: "token", item: .label("dgo"))]) }
        #expect(found?.id == "tensor.unknown-label")
        #expect(found?.message.contains("\"<start>\", \"a\", \"dog\"") == true)
        #expect(found?.help == "did you mean \"dog\"?")
        let axis = problem { _ = try maps.selecting([IndexSpec(axis: "tokens", item: .index(0))]) }
        #expect(axis?.id == "tensor.unknown-axis")
        #expect(axis?.message.contains("token, step") == true)
        #expect(axis?.help == "did you mean \"token\"?")
        #expect(
            problem { _ = try maps.selecting([IndexSpec(axis: "step", item: .label("a"))]) }?.message.contains(
                "no labels") == true)
    }

    @Test func slicesListsAndMasksCarryLabels() throws {
        let reversed = try maps.selecting([IndexSpec(item: .slice(start: nil, stop: nil, step: -1))])
        #expect(reversed.axes[0].labels == ["dog", "dog", "a", "<start>"])
        #expect(try maps.taking([2, 0], axis: 0).axes[0] == Axis("token", labels: ["dog", "<start>"]))
        let mask = try Tensor([true, false, false, true], shape: [4])
        #expect(try maps.selecting([IndexSpec(item: .mask(mask))]).axes[0].labels == ["<start>", "dog"])
        #expect(try maps.transposed().axes[1].labels == maps.axes[0].labels)
        #expect(try maps.flipped(over: [0]).axes[0].labels?.first == "dog")
    }

    @Test func listsByNameGiveEveryCombination() throws {
        let specs = [IndexSpec(axis: "token", item: .list([3, 0])), IndexSpec(axis: "step", item: .list([2, 1]))]
        let chosen = try maps.selecting(specs)
        #expect(chosen.shape == [2, 2])
        #expect(try chosen.floats() == [32, 31, 2, 1])
        var changed = maps
        try changed.assign(try Tensor([-1, -2] as [Float], shape: [2]), at: specs)
        #expect(try changed.floats() == [0, -2, -1, 10, 11, 12, 20, 21, 22, 30, -2, -1])
        #expect(changed.axes == maps.axes)
    }

    @Test func positionsSkipTheAxesThatAreNamed() throws {
        let chosen = try maps.selecting([IndexSpec(axis: "token", item: .index(2)), IndexSpec(item: .index(1))])
        #expect(try chosen.floats() == [21])
        let kept = try maps.selecting([
            IndexSpec(item: .index(1)), IndexSpec(axis: "token", item: .slice(start: 0, stop: 2, step: nil)),
        ])
        #expect(try kept.floats() == [1, 11])
        #expect(
            problem {
                _ = try maps.selecting([
                    IndexSpec(item: .index(0)), IndexSpec(item: .index(0)), IndexSpec(axis: "token", item: .index(0)),
                ])
            }?.id == "tensor.bad-index")
    }

    @Test func assigningByLabelAndName() throws {
        var changed = maps
        let value = try named([7, 8, 9], [3], ["step"])
        try changed.assign(value, at: [IndexSpec(axis: "token", item: .label("dog"))])
        #expect(try changed.floats() == [0, 1, 2, 10, 11, 12, 7, 8, 9, 7, 8, 9])
        #expect(try maps.floats()[6] == 20, "the original is a value of its own")
        #expect(
            problem { try changed.assign(value, at: [IndexSpec(axis: "step", item: .index(0))]) }?.id
                == "tensor.shape-mismatch")
    }

    @Test func concatenationJoinsLabelsAndReductionsDropAxes() throws {
        let joined = try Tensor.concatenated([maps, maps.transposed()], axis: 0)
        #expect(joined.axes[0].labels?.count == 8)
        #expect(joined.names == ["token", "step"])
        #expect(try joined.floats().suffix(12) == maps.floats().suffix(12))
        let stacked = try Tensor.stacked([maps, maps], axis: 0, name: "head", labels: ["0", "1"])
        #expect(stacked.names == ["head", "token", "step"])
        #expect(try stacked.mean(over: [0, 2]).axes == [maps.axes[0]])
        #expect(
            try stacked.sum(over: [1], keep: true).axes == [
                Axis("head", labels: ["0", "1"]), Axis("token"), Axis("step"),
            ])
        #expect(try maps.argmax(axis: 0).names == ["step"])
        #expect(try maps.quantile([0.5, 1], axis: 0).names == ["quantile", "step"])
    }

    @Test func reshapingKeepsTheAxesThatStay() throws {
        let x = try Tensor.zeros([2, 3, 4, 5], axes: [Axis("batch"), Axis("y"), Axis("x"), Axis("channel")])
        #expect(try x.reshaped([2, 12, 5]).names == ["batch", nil, "channel"])
        #expect(try x.reshaped([2, 3, 4, 5, 1]).names == ["batch", "y", "x", "channel", nil])
        #expect(problem { _ = try x.renamed(["y", "y", "x", "z"]) }?.id == "tensor.bad-axes")
        #expect(problem { _ = try x.renamed(["y"]) }?.id == "tensor.bad-axes")
    }
}
