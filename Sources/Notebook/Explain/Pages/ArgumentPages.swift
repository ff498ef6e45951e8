extension ErrorPages {
    /// Arguments of commands on tensors, random numbers and statistics.
    static let tensorArguments = #"""
        ## tensor.bad-argument
        A number that says how a tensor is rearranged cannot be.
        why: Counts, parts and sizes are not negative and add up to the axis.
        mend: The message says what is wanted.
        see: tensor.bad-shape

        ## clamp.bounds
        The lower bound lies above the upper one.
            clamp(5, 3, 0)
        why: No number lies between them.
        mend: Exchange them: `clamp(x, low, high)`.
        see: histogram.range

        ## pad.margins
        The margins are not pairs, or more than there are axes.
            pad(ones([2, 2]), [[1, 1, 1]])
        why: Each pair says how much is added before and after one of the last axes.
        mend: Write `pad(x, [[1, 1], [0, 0]])`.
        see: tensor.bad-argument

        ## resize.size
        A size is not one number of pixels or a pair, or is out of range.
            resize(ones([4, 4], axes=["y", "x"]), size=0)
        why: A picture has at least one pixel a side.
        mend: Write `size=64` or `size=[48, 64]`, rows first.
        see: image.size, call.wrong-unit

        ## resize.method
        A way to resize is for pictures only.
            resize(ones([4, 4], axes=["y", "x"]), size=2, method="lanczos")
        why: Tensors take nearest, bilinear, bicubic and area.
        mend: Take one of these, or make a picture of it first with `image`.
        see: image.unknown-method

        ## blur.sigma
        The width of a blur is out of range.
            blur(ones([8, 8], axes=["y", "x"]), -1)
        why: It is a distance in pixels.
        mend: Give a number above 0.
        see: blur.size

        ## blur.size
        The size of a blur's kernel is even or not positive.
            blur(ones([8, 8], axes=["y", "x"]), 1, size=4)
        why: A kernel has a middle.
        mend: Give an odd number.
        see: blur.sigma, image.kernel

        ## einsum.pattern
        A pattern of `einsum` does not describe its operands.
            einsum("ij,jk->iz", ones([2, 3]), ones([3, 4]))
        why: One letter stands for one axis, one group for one operand, and the result has letters of the operands only.
        mend: Write for example `einsum("ij,jk->ik", a, b)`.
        see: einsum.size

        ## einsum.size
        A letter of an `einsum` pattern stands for axes of different sizes.
            einsum("ij,jk->ik", ones([2, 3]), ones([4, 5]))
        why: A letter that comes twice says that the axes are walked together.
        mend: Give the axes different letters, or check which operand is transposed.
        see: tensor.shape-mismatch, einsum.pattern

        ## convolution.kernel
        A kernel has not the shape of kernels.
            convolve(ones([8, 8]), ones([2, 2, 2]))
        why: It is ⟨y, x⟩ for every channel alike, or ⟨out, in, y, x⟩; a bias has one number an output.
        mend: Reshape it to one of these.
        see: convolution.channels

        ## convolution.channels
        A kernel does not fit the channels of a picture.
            convolve(ones([8, 8, 3], axes=["y", "x", "channel"]), ones([1, 2, 3, 3]))
        why: It has as many inputs as the picture has channels, divided by the groups.
        mend: Compare `kernel.shape[1]` with the channels.
        see: convolution.kernel

        ## convolution.picture
        What is convolved is not a picture.
            convolve(ones([8]), ones([3, 3]))
        why: It needs two axes, y and x.
        mend: Name the axes, or give ⟨y, x⟩, ⟨y, x, channel⟩ or ⟨batch, y, x, channel⟩.
        see: image.axes

        ## convolution.size
        A kernel is larger than the picture.
            convolve(ones([2, 2]), ones([5, 5]), padding=0)
        why: Without padding it must fit inside.
        mend: Pad the picture, or take a smaller kernel.
        see: pool.window

        ## convolution.window
        Stride, dilation or padding cannot be.
            convolve(ones([8, 8]), ones([3, 3]), stride=0)
        why: Stride and dilation are at least 1, padding at least 0.
        mend: Give such numbers.
        see: convolution.size

        ## pool.window
        A window does not fit an axis.
        why: Size, stride and padding leave no position for it.
        mend: Take a smaller window.
        see: convolution.size

        ## quantile.share
        A share is not between 0 and 1.
            quantile([1, 2, 3], 50)
        why: The median is the quantile 0.5.
        mend: Write `0.5` or `50%`.
        see: call.wrong-unit

        ## histogram.bins
        The number of bins is out of range.
            histogram([1, 2, 3], bins=0)
        why: A histogram has 1 to 1,000,000 bins.
        mend: Give a number in the range.
        see: histogram.range

        ## histogram.range
        The lower edge of a histogram lies above the upper one.
            histogram([1, 2, 3], low=5, high=1)
        why: No number lies between them.
        mend: Exchange them.
        see: histogram.bins, clamp.bounds

        ## statistics.ddof
        `ddof` leaves no degree of freedom.
            std([1, 2], ddof=5)
        why: The sum of squares is divided by the count less `ddof`.
        mend: Use 0 for a whole population and 1 for a sample.
        see: tensor.empty

        ## random.bound
        Random whole numbers are asked for below a bound that leaves none.
            random_integers(0, [3], seed=1)
        why: They go from 0 to below the bound.
        mend: Give a bound of at least 1.
        see: random.count

        ## random.count
        More different elements are chosen than there are.
            choose([1, 2], 3, seed=1)
        why: Each is chosen once at most.
        mend: Ask for fewer, or draw with repetition: `random_integers`.
        see: list.negative-count

        ## random.probability
        A probability is not between 0 and 1.
        why: It is a share of all cases.
        mend: Write `0.3` or `30%`.
        see: quantile.share
        """#

    /// Linear algebra.
    static let linear = #"""
        ## linear.not-square
        A matrix is not square.
            inverse(ones([2, 3]))
        why: Only square matrices have an inverse, a determinant and eigenvalues.
        mend: For other shapes there are `svd`, `pinv` and `lstsq`.
        see: linear.singular

        ## linear.singular
        A matrix has no inverse.
            inverse([[1, 2], [2, 4]])
        why: One of its rows is a sum of the others.
        mend: Use `pinv` or `lstsq`, or add a small multiple of `eye(n)`.
        see: linear.not-square

        ## linear.not-symmetric
        `eigh` was given a matrix that is not symmetric.
            eigh([[1, 2], [3, 4]])
        why: It computes real eigenvalues of symmetric matrices.
        mend: For a covariance use `transpose(x) @ x`; for any matrix there is `svd`.
        see: linear.not-square

        ## linear.not-positive-definite
        A matrix is not positive definite, so it has no Cholesky factor.
        why: One of its eigenvalues is 0 or below.
        mend: Add a small multiple of `eye(n)`.
        see: linear.singular

        ## linear.not-finite
        A matrix holds not-a-number or infinity.
            inverse(tensor([[1.0, 0.0], [0.0, 1.0]]) / 0.0)
        why: The algorithms would not end, or spread it over everything.
        mend: Find them with `is_nan(x)` and `is_finite(x)`.
        see: metric.not-finite

        ## linear.no-convergence
        An iteration did not come to an end.
        why: The numbers of the matrix differ by too many powers of ten.
        mend: Scale it so that its largest element is near 1.
        see: linear.not-finite

        ## linear.rank
        A matrix is needed, and the tensor has fewer axes.
            svd([1, 2, 3])
        why: Linear algebra works on the last two axes.
        mend: Reshape it: `reshape(x, [1, -1])` is a row.
        see: tensor.rank

        ## linear.norm
        There is no norm of this order for these axes.
            norm(zeros([2, 2, 2]), order=2)
        why: Vectors have norms of any number; matrices have 1, 2, infinity, Frobenius and nuclear.
        mend: Say over which axes, or leave the order out.
        see: linear.rank
        """#
}
