extension ErrorPages {
    /// Metrics, masks and thresholds.
    static let metrics = #"""
        ## metric.shape-mismatch
        A map and its truth, or two pictures, differ in shape.
            iou(ones([4, 4]) > 0, ones([5, 5]) > 0)
        why: They are compared pixel by pixel, and nothing is resized in silence.
        mend: Resize one first: `resize(heat, size=truth)`.
        see: tensor.shape-mismatch

        ## metric.not-a-mask
        A metric of masks was given other numbers than 0 and 1.
            iou([0.2, 0.9], [0, 1])
        why: Where a map becomes a mask decides the score, so it is said and not guessed.
        mend: Give `threshold="otsu"`, or compare first: `heat > 0.5`.
        see: metric.bad-option

        ## metric.not-finite
        A map holds not-a-number or infinity.
            correlation([1.0, 0.0 / 0.0], [1.0, 2.0])
        why: One such element would make the whole score one.
        mend: Replace it first: `where(is_finite(x), x, 0)`.
        see: metric.undefined

        ## metric.undefined
        A metric is not defined for these masks, and `undefined="error"` asks to be told.
            iou([false, false], [false, false], undefined="error")
        why: Two empty masks, a truth that is all of one kind, a map without variation.
        mend: `undefined="nan"` or `"zero"` gives a number instead.
        see: metric.empty

        ## metric.empty
        A metric was given nothing.
            iou([], [])
        why: There is no score of no pixels.
        mend: Look at the selection before it.
        see: tensor.empty

        ## metric.bad-option
        A metric was given an option, or a tensor, that it cannot use.
            threshold([0.1, 0.9], method="best")
        why: A threshold is "otsu", "gmm", "mean" or a fraction of the maximum; distances need axes y and x.
        mend: The message says what is wanted.
        see: metric.not-a-mask

        ## metric.bad-box
        A box has no size, or numbers that are none.
            box_mask([10, 10], [0, 0, -1, 2])
        why: It is [x, y, width, height] in pixels.
        mend: Give positive sizes.
        see: box.size

        ## metric.too-small
        Pictures are too small for a similarity over windows.
            ssim(test_image(size=4), test_image(size=4))
        why: SSIM looks through a window of 11 pixels, MS-SSIM at five scales.
        mend: Take larger pictures; `psnr` needs no window.
        see: metric.shape-mismatch

        ## segment.empty
        The table of objects is empty.
            ground_mask(table([]))
        why: Without objects everything is ground.
        mend: Lower `smallest=` of `segment`, or test `length(objects) > 0`.
        see: metric.empty
        """#
}
