extension ErrorPages {
    /// Shapes, axes, labels and dtypes.
    static let tensors = #"""
        ## tensor.shape-mismatch
        Two tensors do not fit together. Both shapes are marked, with the names of their axes.
            a = zeros([3, 4], axes=["y", "x"])
            b = zeros([3, 5], axes=["y", "x"])
            a + b
        why: Where all axes have names they meet by name; otherwise from the last, as in NumPy. Sizes that meet must be
        equal or 1. In a matrix product the last axis of the left meets the last but one of the right.
        mend: Select the same positions of both, `resize` one, transpose or reshape it, or rename an axis that means
        something else.
        see: tensor.unknown-axis, metric.shape-mismatch, index.mask

        ## tensor.unknown-axis
        A tensor has no axis of this name or number.
            x = zeros([3, 4], axes=["y", "x"])
            sum(x, over="z")
        why: It is misspelt, the axes have no names yet, or an earlier step averaged it away.
        mend: `x.axes` lists the names; `rename(x, ["y", "x"])` gives them. Numbers go from 0, or from the end as -1.
        see: tensor.bad-axes, tensor.unknown-label

        ## tensor.unknown-label
        No position of an axis carries this label.
            x = tensor([1, 2], axes=["word"], labels={word: ["dog", "cat"]})
            x["dgo"]
        why: It is misspelt, or the axis has no labels at all.
        mend: `x.labels` lists them; a position such as `x[word=0]` always works.
        see: tensor.index-out-of-range, attention.unknown-word

        ## tensor.label-count
        An axis is given more or fewer labels than it has positions.
            x = tensor([1, 2, 3], axes=["word"], labels={word: ["dog"]})
        why: Each position carries one label.
        mend: Give as many as the axis is long.
        see: tensor.bad-axes

        ## tensor.index-out-of-range
        A position lies outside of an axis.
            x = zeros([3, 4], axes=["y", "x"])
            x[0, 7]
        why: Positions count from 0. Slices are cut to the axis in silence, single positions are not.
        mend: Use 0 to the size less 1, or -1 and so on from the end. The mark shows which index it was.
        see: index.out-of-range, tensor.unknown-label

        ## tensor.bad-index
        The indices do not say which elements are meant.
            x = zeros([2, 3])
            x[0, 1, 2]
        why: There are more indices than axes, two `...`, one axis twice, a step of 0, or a list of something else than
        whole numbers, bools and labels.
        mend: Give at most one index an axis; `x.shape` says how many there are.
        see: tensor.index-out-of-range, index.count

        ## tensor.bad-shape
        A shape cannot be: the elements do not fill it, or a size is negative.
            reshape([1, 2, 3, 4, 5, 6], [4, 2])
        why: Changing a shape keeps every element, so the product of the sizes stays.
        mend: -1 stands for the size that makes it so: `reshape(x, [-1, 2])`. To drop elements use a slice.
        see: tensor.shape-mismatch, tensor.ragged

        ## tensor.bad-axes
        The names or the order of axes cannot be.
            rename(zeros([2, 3]), ["y", "y"])
        why: Each axis has a name of its own, and an order names each axis once.
        mend: Give one name an axis.
        see: tensor.axis-count, tensor.duplicate-axis

        ## tensor.axis-count
        There are more or fewer names than axes.
            x = tensor([[1, 2], [3, 4]], axes=["y"])
        why: Names are given in the order of the axes.
        mend: Give one name an axis, `none` where it has no name.
        see: tensor.bad-axes

        ## tensor.duplicate-axis
        An axis is named twice where each can come once.
            sum(zeros([2, 3]), over=[0, 0])
        why: An axis that is gone cannot be summed again; -1 and the last number are the same axis.
        mend: Name it once.
        see: tensor.bad-axes

        ## tensor.rank
        A tensor has too few axes for what is done with it.
            matmul(zeros([2, 2]), 3)
        why: A matrix product joins rows with columns; a single number has neither.
        mend: Multiply by a number with `*`.
        see: tensor.shape-mismatch, linear.rank

        ## tensor.dtype
        An operation does not exist for this kind of elements.
        why: The elements are float32, float16, bfloat16, int64 or bool; some operations need floats, masks need bools.
        mend: Convert it with `astype(x, "float32")`, or compare it to make a mask.
        see: tensor.unknown-dtype

        ## tensor.unknown-dtype
        There is no kind of elements of this name.
        why: The note lists the kinds that there are.
        mend: Take one of them: computing is done in float32, or in bfloat16 by the models.
        see: tensor.dtype

        ## tensor.element
        A tensor is made of something that is no number.
            tensor([1, "two"])
        why: Tensors hold numbers or bools; strings, records and none stay in lists and tables.
        mend: Leave out what is missing, `where(xs, x -> x != none)`, or convert it, `map(xs, float)`.
        see: tensor.ragged, call.type

        ## tensor.ragged
        A tensor is made of lists of different lengths.
            tensor([[1, 2], [3]])
        why: Every row has the same number of columns.
        mend: Fill the short ones up, or keep them in a list.
        see: tensor.bad-shape

        ## tensor.too-deep
        Lists are nested deeper than a tensor has axes.
            x = [1]
            for i in range(40)
                x = [x]
            end
            tensor(x)
        why: A tensor has at most 32 axes.
        mend: Look for a loop that wraps a list once too often.
        see: limit.nesting

        ## tensor.empty
        An operation has no meaning for no elements.
            max(zeros([0]))
        why: There is no largest, no mean and nothing to join where there is nothing.
        mend: Look at the selection that left nothing: `x.shape` has a 0 in it.
        see: list.empty, metric.empty

        ## tensor.nothing
        Nothing was given to put together.
            concat([])
        why: The shape of the result comes from its parts.
        mend: Give at least one tensor.
        see: tensor.empty

        ## tensor.division-by-zero
        A tensor of whole numbers is divided by 0.
            tensor([1, 2]) // tensor([1, 0])
        why: Whole numbers have no infinity.
        mend: Make one side float, or replace the zeros: `where(x == 0, 1, x)`.
        see: number.division-by-zero

        ## tensor.negative-power
        Whole numbers are raised to a negative power.
            tensor([1, 2]) ** tensor([-1, 1])
        why: The result would not be whole.
        mend: Make the base float: `2.0 ** x`.
        see: number.overflow

        ## tensor.not-an-integer
        An element has no whole number, so it cannot become int64.
            astype(tensor([1.0, 0.0]) / 0.0, "int64")
        why: Not-a-number and infinity are none.
        mend: Replace them first: `where(is_finite(x), x, 0)`.
        see: number.not-an-integer

        ## tensor.too-large-integer
        A file holds a whole number that does not fit in 64 bits with a sign.
            read("large.npy")
        why: Limn's whole numbers are int64; an array of uint64 can hold larger ones.
        mend: Convert it where it was made: `x.astype("float64")`.
        see: npy.dtype

        ## tensor.too-large
        A matrix is larger than the numeric libraries take.
        why: They count rows and columns in 32 bits; decompositions take at most 30000 by 30000.
        mend: Work on parts, or reduce the axes first.
        see: limit.memory
        """#
}
