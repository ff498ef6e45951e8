extension ErrorPages {
    /// Files of arrays: .npy, .npz and .safetensors.
    static let arrayFiles = #"""
        ## npy.not-npy
        A .npy file does not begin as such files do.
            read("text.npy")
        why: It is another kind of file under this name.
        mend: Look at its first bytes; `numpy.save` writes the right ones.
        see: file.unknown-ending

        ## npy.truncated
        A .npy file ends before its data does.
            read("short.npy")
        why: A copy or a download stopped half-way.
        mend: Fetch or write it again.
        see: npy.too-long

        ## npy.too-long
        A .npy file holds more bytes than its shape takes.
            read("long.npy")
        why: Two files were joined, or the header does not belong to the data.
        mend: Write it again; several arrays go into a .npz.
        see: npy.truncated

        ## npy.version
        A .npy file has a version that does not exist yet.
            read("version.npy")
        why: The versions 1 to 3 are known.
        mend: Write it again with `numpy.save`.
        see: npy.header

        ## npy.header
        The header of a .npy file cannot be read.
            read("header.npy")
        why: It is a small dictionary of `descr`, `fortran_order` and `shape`; this one is damaged.
        mend: Write it again.
        see: npy.not-npy

        ## npy.dtype
        A .npy file holds elements that Limn has no type for.
            read("object.npy")
        why: Numbers and bools are read; objects, strings, complex numbers and structures are not.
        mend: Save the parts as arrays of numbers.
        see: tensor.dtype

        ## npy.shape
        A .npy file claims a shape that cannot be.
            read("shape.npy")
        why: It has too many axes, or sizes beyond any memory.
        mend: The file is damaged; write it again.
        see: npy.header

        ## npz.truncated
        A .npz file has no directory at its end.
            read("short.npz")
        why: A copy or a download stopped half-way.
        mend: Fetch or write it again.
        see: npz.damaged

        ## npz.damaged
        A .npz file is damaged.
        why: Its directory does not agree with its members, or a checksum is wrong.
        mend: Fetch or write it again.
        see: npz.truncated

        ## npz.encrypted
        A member of a .npz file is encrypted.
        why: Limn asks for no passwords.
        mend: Unpack it and save it again with `numpy.savez`.
        see: npz.method

        ## npz.method
        A member of a .npz file is packed in a way that is not read.
        why: NumPy stores or deflates; other zip programs know more ways.
        mend: Save it again with `numpy.savez_compressed`.
        see: npz.encrypted

        ## npz.member
        A .npz file holds something that is no .npy file.
            read("member.npz")
        why: It is some other zip archive.
        mend: Unpack it and read its files one by one.
        see: npy.not-npy

        ## npz.duplicate
        Two arrays of a .npz file have the same name.
        why: One of the two would be lost.
        mend: Rename one.
        see: safetensors.duplicate

        ## npz.too-large
        A .npz file would have more than 4 GiB.
        why: A plain zip archive cannot hold more.
        mend: Save as .safetensors.
        see: file.disk-full

        ## safetensors.truncated
        A .safetensors file ends before its header or its data does.
            read("short.safetensors")
        why: A copy or a download stopped half-way.
        mend: Fetch it again and compare its size.
        see: safetensors.header

        ## safetensors.header
        The header of a .safetensors file cannot be read.
            read("header.safetensors")
        why: It is a JSON object that says of every tensor its type, shape and place; this one is not.
        mend: Fetch or write it again.
        see: safetensors.truncated

        ## safetensors.dtype
        A .safetensors file holds a tensor of a type that Limn does not read.
            read("dtype.safetensors")
        why: F64, F32, F16, BF16, whole numbers and BOOL are read.
        mend: Convert it where it was made.
        see: npy.dtype

        ## safetensors.shape
        A .safetensors file gives a tensor a shape that cannot be.
            read("shape.safetensors")
        why: It has too many axes, or sizes beyond any memory.
        mend: The file is damaged; fetch it again.
        see: safetensors.header

        ## safetensors.offsets
        A .safetensors file puts a tensor outside itself, or gives it bytes that do not fill its shape.
            read("offsets.safetensors")
        why: Header and data do not belong together.
        mend: Fetch it again.
        see: safetensors.overlap

        ## safetensors.overlap
        Two tensors of a .safetensors file share bytes.
            read("overlap.safetensors")
        why: The format wants them one behind the other.
        mend: Write it again with the safetensors library.
        see: safetensors.hole

        ## safetensors.hole
        A .safetensors file has bytes that belong to no tensor.
            read("hole.safetensors")
        why: The format wants none, so that nothing can hide in it.
        mend: Write it again with the safetensors library.
        see: safetensors.overlap

        ## safetensors.duplicate
        Two tensors of one file have the same name.
        why: One of the two would be lost.
        mend: Rename one.
        see: npz.duplicate

        ## safetensors.no-tensor
        A .safetensors file has no tensor of this name.
        why: It belongs to another model, or to another part of it.
        mend: The help line lists some of the names that it has.
        see: model.weights
        """#

    /// Tables.
    static let tables = #"""
        ## table.unknown-column
        A table has no column of this name.
            t = table([{name: "a", score: 1}])
            t.scoer
        why: It is misspelt, or an earlier step left it out.
        mend: Take the suggestion; `t.columns` lists them.
        see: field.unknown

        ## table.ragged
        The columns of a table are of different lengths.
            table({a: [1, 2], b: [1]})
        why: Each row has a value in every column.
        mend: Fill the short ones with `none`, or cut the long ones.
        see: zip.length, csv.ragged

        ## table.no-common-column
        Two tables have no column in common to be joined by.
        why: Rows are joined where a column has the same value in both.
        mend: Name one with `on=`, or rename a column first.
        see: table.unknown-column

        ## pivot.value
        Which column fills the cells of a pivot is not clear.
            t = table([{site: "mid", step: 1, a: 1, b: 2}])
            pivot(t, rows="site", columns="step")
        why: More than one column is left, or none.
        mend: Name it: `value="a"`.
        see: table.unknown-column

        ## summary.confidence
        A confidence is not between 0% and 100%.
            interval([1, 2, 3], confidence=100%)
        why: No finite interval is certain.
        mend: Write `confidence=95%`.
        see: quantile.share
        """#
}
