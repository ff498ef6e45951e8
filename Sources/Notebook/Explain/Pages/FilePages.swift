extension ErrorPages {
    /// Reading and writing files of every format.
    static let files = #"""
        ## file.missing
        There is no file at this path.
            read("no-such-file.npy")
        why: It is misspelt, or the path starts elsewhere: paths start at the folder in which Limn was started.
        mend: Take the suggestion; `files(".")` lists what is there.
        see: file.unreadable, model.unknown

        ## file.unreadable
        The system does not let the file be read.
        why: Its permissions, a folder above it, or the disk. The message has the system's own words.
        mend: Look at `ls -l` of the path.
        see: file.missing, file.not-a-file

        ## file.unwritable
        The file could not be written. Nothing was left behind.
        why: Its folder does not exist, or may not be written to.
        mend: Make the folder, or save somewhere else.
        see: file.disk-full, limit.root

        ## file.disk-full
        The disk is full. The file that was there before is unchanged.
        why: Files are written beside their place and renamed once they are whole.
        mend: Free some space and save again.
        see: file.unwritable

        ## file.directory
        The path names a folder where a file is needed.
            read_text(".")
        why: A folder of pictures is read with `images`, a model with `load`.
        mend: Name a file in it; `files(folder)` lists them.
        see: file.not-a-folder

        ## file.not-a-folder
        The path names something that is not a folder.
            files("no-such-folder")
        why: It is a file, or there is nothing.
        mend: Name a folder.
        see: file.directory, files.pattern

        ## file.not-a-file
        The path names a device or a pipe.
            read_text("/dev/null")
        why: Files are read from their beginning, and some twice.
        mend: Save it to a file first; a script can come from standard input as `limn -`.
        see: file.directory

        ## file.empty
        The file has no bytes.
            read("empty.npy")
        why: Whoever wrote it stopped before the first byte.
        mend: Write or download it again.
        see: npy.truncated

        ## file.cut-short
        Another program made a file shorter while it was in use.
        why: Large files are read where they lie, so a tensor from one is gone when the file is.
        mend: Run again once the file is whole; whoever writes it should write beside it and rename.
        see: file.unreadable

        ## file.path
        A path is empty.
            read_text("")
        why: A variable that should hold a path is the empty string.
        mend: Look where the path comes from.
        see: file.bad-path

        ## file.bad-path
        A path holds a zero byte.
        why: The system ends a path there, so another file would be read.
        mend: Look where the path comes from.
        see: file.path

        ## file.folder
        A folder for a result could not be made.
            save({a: 1}, "notes.txt/sub/a.json")
        why: Something that is not a folder stands in its way, or the folder above may not be written to.
        mend: Save somewhere else.
        see: file.unwritable

        ## file.unknown-ending
        What a file holds is not clear from its ending.
            read("notes.xyz")
        why: The format follows from the ending: .npy .npz .safetensors .json .csv .png .jpg .txt.
        mend: Rename it, or use `read_text`, `read_image` or `csv`.
        see: image.unknown-format

        ## file.encoding
        A script or a module is not UTF-8.
            use "./latin.limn"
        why: It was saved in another encoding. The message names the line.
        mend: Save it as UTF-8.
        see: text.not-utf8, source.not-utf8

        ## file.not-text
        A file that must be text is not UTF-8.
        why: It was saved in another encoding, or is no text at all.
        mend: `iconv -f latin1 -t UTF-8 old > new`.
        see: text.not-utf8

        ## text.not-utf8
        A text or a table is not UTF-8.
            read_text("latin.txt")
        why: It was saved in another encoding, as spreadsheets do.
        mend: `iconv -f latin1 -t UTF-8 old.csv > new.csv`.
        see: file.not-text

        ## file.pickle
        The file is a Python pickle.
            read("pickle.npy")
        why: Reading one runs any code that is in it, so Limn never does.
        mend: Convert it once, where you trust it; the help line has the command.
        see: model.pickle

        ## file.pointer
        The file is a Git LFS pointer, a text of three lines in the place of the real file.
            read("pointer.safetensors")
        why: The repository was cloned without its large files.
        mend: `git lfs pull`.
        see: file.web-page

        ## file.web-page
        The file is a web page.
            read("page.safetensors")
        why: A download answered with a page, such as a login or an error.
        mend: Download it again, with the address of the file itself.
        see: file.pointer

        ## files.pattern
        A pattern stands where a folder is expected.
            files("pictures/*.png")
        why: `files` takes a folder and an ending.
        mend: `files("pictures", ending=".png")`.
        see: file.not-a-folder

        ## script.too-long
        A script has more than 64 MiB.
        why: A data file was given as a script.
        mend: `limn FILE` runs scripts; read data inside of one.
        see: module.too-long

        ## output.failed
        Standard output could not be written.
        why: The disk that it goes to is full, or the program that read it has ended.
        mend: Look at the command that Limn's output goes to.
        see: file.disk-full

        ## json.syntax
        A JSON file is not valid.
            read("broken.json")
        why: JSON wants double quotes, no comma behind the last item and no comments. Line and column are given.
        mend: Correct it at the place that the message names.
        see: json.duplicate-key

        ## json.duplicate-key
        A key stands twice in an object of a JSON file, or in the header of a .safetensors file.
            read("twice.safetensors")
        why: One of the two values would be lost.
        mend: Take one away.
        see: syntax.duplicate-key

        ## json.too-deep
        A JSON file is nested too deeply.
            read("deep.json")
        why: No file made by a person is; the limit keeps a made-up one from using up the stack.
        mend: Look at what wrote it.
        see: limit.nesting

        ## json.no-form
        A value has no form in JSON.
            save({f: x -> x}, "a.json")
        why: JSON holds numbers, strings, bools, lists and records; functions, models and pictures are none of these.
        mend: Leave it out, or save a picture as .png and a tensor as .npy.
        see: file.unknown-ending

        ## csv.empty
        A CSV file has no first line.
            csv("empty.csv")
        why: The first line holds the names of the columns.
        mend: Write it again, or add the line.
        see: csv.header

        ## csv.header
        A column's name appears twice in the first line of a CSV file.
            csv("header.csv")
        why: Columns are found by their names.
        mend: Rename one of them.
        see: csv.ragged

        ## csv.quote
        A quoted field of a CSV file does not end as it should.
            csv("quote.csv")
        why: A quote inside a field is written twice, and a separator or a line end follows the closing one.
        mend: Correct the line that the message names.
        see: csv.ragged

        ## csv.ragged
        A line of a CSV file has more or fewer fields than the first one.
            csv("ragged.csv")
        why: A separator inside of a field was not quoted, or the separator is another one.
        mend: Correct the line, or give `separator=";"`.
        see: csv.separator, csv.quote

        ## csv.separator
        The separator is not one character.
            csv("ragged.csv", separator="::")
        why: Fields are parted by a single sign.
        mend: Give `","`, `";"` or `"\t"`.
        see: csv.ragged
        """#
}
