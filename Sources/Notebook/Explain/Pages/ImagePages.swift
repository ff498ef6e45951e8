extension ErrorPages {
    /// Pictures, charts and colours.
    static let images = #"""
        ## image.not-a-picture
        A tensor has not the shape of a picture.
            image(zeros([3, 8, 8]))
        why: A picture is ⟨y, x⟩, or ⟨y, x, channel⟩ with 1, 3 or 4 channels; PyTorch puts channels in front.
        mend: Name the axes: `rename(x, ["channel", "y", "x"])`.
        see: image.axes, image.not-a-heat-map

        ## image.not-a-heat-map
        A heat map has more, or fewer, axes than y and x.
        why: One map lies over one picture.
        mend: Take one, `maps[token="dog"]`, or average the other axes: `mean(maps, over=["step", "head"])`.
        see: image.not-a-picture

        ## image.axes
        A tensor has no axes called y and x.
            resize(zeros([4]), size=2)
        why: Resizing and blurring go over the axes y and x, or over the last two of an unnamed tensor.
        mend: Name them: `rename(x, ["y", "x"])`.
        see: tensor.unknown-axis

        ## image.size
        A picture would have no pixels.
            resize(zeros([0, 4], axes=["y", "x"]), size=2)
        why: There is nothing to make pixels from.
        mend: Look at the selection that left nothing.
        see: resize.size

        ## image.size-mismatch
        Two pictures differ in size.
            difference(test_image(), test_image(size=32))
        why: They are compared pixel by pixel.
        mend: Resize one: `resize(a, size=[64, 64])`.
        see: tensor.shape-mismatch, metric.shape-mismatch

        ## image.bad-size
        A picture cannot have this size.
            filmstrip([test_image()], height=0)
        why: Sides are at least 1 pixel, channels are 1, 3 or 4, and the bytes must fill them.
        mend: Give sizes of 1 or more.
        see: image.too-large

        ## image.too-large
        A picture has too many pixels or bytes.
        why: At most 16384×16384 pixels and 1 GiB are read, so that a small file cannot unpack to fill the memory.
        mend: Make it smaller with another program, or cut it into tiles.
        see: limit.memory

        ## image.bad-crop
        A crop does not lie inside the picture.
            crop(test_image(), [60, 60, 20, 20])
        why: The box is [x, y, width, height] in pixels from the upper left.
        mend: Compare it with `image.width` and `image.height`.
        see: box.size

        ## image.bad-range
        The limits of a colour scale, or an opacity, are out of range.
            overlay(test_image(), test_heat(), opacity=3)
        why: Low lies below high; opacity goes from 0 to 1.
        mend: Write `opacity=60%`.
        see: clamp.bounds

        ## image.bad-text
        A text cannot be kept in a PNG file.
        why: Keywords have 1 to 79 printable ASCII characters, and no text has a zero byte.
        mend: Take another keyword.
        see: file.unknown-ending

        ## image.corrupt
        A PNG or JPEG file is damaged.
            read_image("cut.png")
        why: A copy or a download stopped half-way, or the disk lost something.
        mend: Fetch or export it again.
        see: npy.truncated

        ## image.unknown-format
        A file is not a picture that can be read.
            read_image("notes.txt")
        why: PNG and JPEG are read, told by their first bytes whatever the ending.
        mend: Convert it to PNG.
        see: file.unknown-ending

        ## image.unknown-method
        There is no way to resize of this name.
        why: The help line lists the ways.
        mend: Take one of them.
        see: resize.method

        ## image.kernel
        A blur is not defined for these numbers.
            blur(ones([2, 2], axes=["y", "x"]), 1, size=9)
        why: The kernel is odd, not wider than the picture allows, and sigma is above 0.
        mend: Take a smaller sigma, or fewer taps.
        see: blur.size

        ## image.empty-grid
        A grid, or a strip, has no picture in it.
            grid([])
        why: The list is empty.
        mend: Look at the selection before it.
        see: images.none

        ## images.none
        There is no picture in a folder.
            images("pictures")
        why: PNG and JPEG files are read, not those in folders below unless `label="folder"`.
        mend: Name the folder that holds the files.
        see: file.not-a-folder

        ## grid.columns
        A strip has no frame.
            filmstrip([test_image()], count=0)
        why: It shows at least one.
        mend: Give a count of 1 or more.
        see: grid.titles

        ## grid.titles
        There are more, or fewer, titles than pictures.
            grid([test_image(), test_image()], titles=["one"])
        why: Each picture has its own.
        mend: Give as many, "" where there is none.
        see: zip.length

        ## filmstrip.axes
        A tensor for a strip has not the axes y, x and one more.
            filmstrip(zeros([2, 3, 8, 8]))
        why: The other axis is the one that is shown side by side.
        mend: Average over the rest, or take one position of it.
        see: image.not-a-heat-map

        ## color.unknown
        There is no colour of this name.
            outline(test_image(), test_heat() > 0.5, colour="rde")
        why: It is misspelt. The help line lists the names.
        mend: Write a name or `#rrggbb`.
        see: colormap.unknown

        ## colormap.unknown
        There is no colour scale of this name.
        why: `colormaps()` lists them; with `_r` behind the name a scale is reversed.
        mend: Take one of them.
        see: color.unknown

        ## box.size
        A box has not four numbers.
            crop(test_image(), [0, 0, 10])
        why: It is [x, y, width, height] in pixels.
        mend: Give four numbers.
        see: metric.bad-box, image.bad-crop

        ## chart.empty
        A chart has nothing to show.
            plot([], kind="bars")
        why: The list is empty.
        mend: Look at the selection before it.
        see: tensor.empty

        ## chart.lengths
        The numbers of a chart and their places are not equally many.
            plot([1, 2, 3], x=[1, 2])
        why: Each number stands at one place.
        mend: Give as many of each.
        see: zip.length

        ## chart.not-a-table
        A heat chart was given numbers over other than two axes.
            plot([1, 2, 3], kind="heat")
        why: It shows rows and columns.
        mend: Reshape or average first.
        see: image.not-a-heat-map

        ## chart.size
        A chart is too small, or too large, to be drawn.
            plot([1, 2, 3], size=5)
        why: Titles and numbers need room.
        mend: Take from 160×120 up to 8000×8000 pixels.
        see: image.bad-size

        ## save.jpeg
        A picture is saved as JPEG.
            save(test_image(), "a.jpg")
        why: JPEG changes pixels; results are written as PNG, which loses nothing.
        mend: Use the ending .png.
        see: file.unknown-ending
        """#
}
