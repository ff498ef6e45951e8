import Runtime
import Tensors
import Testing

@Suite struct TensorValueTests {
    @Test(arguments: [
        Case(
            "[tensor([1, 2]).dtype, tensor([1, 2.5]).dtype, tensor([true]).dtype, tensor([true, 2]).dtype, tensor([]).dtype]",
            "[\"int64\", \"float32\", \"bool\", \"int64\", \"float32\"]"),
        Case(
            "[tensor([[1, 2, 3]]).shape, tensor([[], []]).shape, tensor([tensor([1, 2]), tensor([3, 4])]).shape]",
            "[[1, 3], [2, 0], [2, 2]]"),
        Case(
            "x = tensor([1.0, 2])\nprint((x * 2)[1], (1 + x)[0], (x == 2)[1], (x > [0, 5])[1], (-x)[0])",
            "4.0 2.0 true false -1.0"),
        Case(
            "x = tensor([1, 5, 9])\ny = x > 2 and x < 8\nprint(y[0], y[1], y[2], (not y)[0])", "false true false true"),
        Case("x = tensor([1, 5, 9])\n(2 < x < 8)[1]", "true"),
        Case("(tensor([[1, 2], [3, 4]]) @ tensor([1, 1]))[1]", "7"),
        Case("tensor([1, 2]) == none", "false"),
        Case("[tensor([1, 2])] == [tensor([1.0, 2])]", "true"),
        Case("(tensor([200.0]) * 50%)[0]", "100.0"),
        Case("tensor([5%, 0.5])[0]", "0.05"),
        Case("if tensor([3]) > 2 then 1 else 0", "1"),
        Case("2 in tensor([1, 2])", "true"),
        Case("a, b = tensor([3, 4])\na * b", "12"),
    ])
    func shows(_ entry: Case) throws { try entry.check() }

    @Test(arguments: [
        FailingCase(
            "tensor(«[[1, 2], [3]]»)",
            "tensor.ragged: lists of one level must be of one length: found 1 where 2 came before (axis 1)"),
        FailingCase("tensor(«[[1], 2]»)", "tensor.ragged: found an int where a list of 1 is expected (axis 1)"),
        FailingCase("tensor(«[1, [2]]»)", "tensor.ragged: found a list of 1 where a number is expected"),
        FailingCase("tensor(«[1, \"a\"]»)", "tensor.element: a tensor holds numbers or bools; found a string"),
        FailingCase(
            "tensor([1]) «+» \"a\"", "operator.type: `+` of a tensor takes numbers and tensors, found a string"),
    ])
    func failures(_ entry: FailingCase) throws { try entry.check() }

    @Test func nestedListsComeBack() throws {
        let value = Value.list([.list([.int(1), .int(2)]), .list([.int(3), .int(4)])])
        let tensor = try Tensor.from(value)
        #expect(tensor.shape == [2, 2])
        #expect(try tensor.nested().isEqual(to: value))
    }
}
