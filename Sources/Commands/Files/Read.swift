import Imaging
import Runtime
import Tensors

struct Read: Command {
    static let purity = Purity.impure
    static let name = "read", summary = "The content of a file, by its ending."
    static let discussion = """
        `.npy` a tensor; `.npz` and `.safetensors` a record of tensors; `.json` a value; `.csv` a table; `.png`, `.jpg` \
        an image; `.txt`, `.md`, `.limn` a string. Pickles are refused: they can run code.
        """
    static let isTraced = true
    static let searchTerms = ["load", "open", "import", "np.load"]
    static let examples = [Example("save(tensor([1, 2]), \"a.npy\")\nlist(read(\"a.npy\"))", gives: "[1, 2]")]
    @Argument("The file.", completes: "path") var path: String

    func run(in context: Context) throws -> Value {
        let file = try context.resolve(path, for: .read)
        switch ending(of: path) {
        case "npy": return FileProvenance.telling(.tensor(try Tensor.readNPY(file)), file)
        case "npz": return .record(Record(try Tensor.readNPZ(file).map { ($0.0, Value.tensor($0.1)) }))
        case "safetensors":
            let tensors = try SafetensorsFile(path: file)
            let told = FileProvenance.record(tensors.metadata[FileProvenance.key], name: path)?["tensors"]
            return .record(
                Record(
                    try tensors.names.map { name in
                        let tensor = try tensors.tensor(name)
                        if case .record(let all)? = told, case .record(let own)? = all[name] {
                            tensor.storage.origin = Provenance(own)
                        }
                        return (name, .tensor(tensor))
                    }))
        case "json": return try Value(json: JSON.parse(fileBytes(file), name: path))
        case "csv": return FileProvenance.telling(.table(try CSV.parse(fileBytes(file), name: path)), file)
        case "png", "jpg", "jpeg": return .native(try FileProvenance.image(file))
        case "txt", "md", "limn": return .string(try fileText(file, name: path))
        default:
            _ = try MappedFile(path: file, allowEmpty: true)
            if ["pt", "pth", "ckpt", "bin", "pkl", "pickle"].contains(ending(of: path)) { try refusePickle(file) }
            throw Problem(
                "file.unknown-ending", "what \"\(path)\" holds is not clear from its ending",
                notes: ["known: .npy .npz .safetensors .json .csv .png .jpg .txt"])
        }
    }
}

/// The part after the last point of the last component, in small letters.
func ending(of path: String) -> String {
    let file = path.split(separator: "/").last ?? ""
    guard let point = file.lastIndex(of: ".") else { return "" }
    return file[file.index(after: point)...].lowercased()
}

/// All bytes of a file. - Throws: `file.missing` and its kin.
func fileBytes(_ path: String) throws -> [UInt8] {
    let file = try MappedFile(path: path, allowEmpty: true)
    return try file.copied()
}

/// - Throws: `text.not-utf8`.
func fileText(_ path: String, name: String) throws -> String {
    let bytes = try fileBytes(path)
    try Growth.allow(bytes: bytes.count)
    guard let text = String(validating: bytes, as: UTF8.self) else {
        throw Problem(
            "text.not-utf8", "\"\(name)\" is not text in UTF-8", help: "convert it with iconv -f ENCODING -t UTF-8")
    }
    return text
}

private func refusePickle(_ path: String) throws { _ = try SafetensorsFile(path: path) }

struct ReadCSV: Command {
    static let purity = Purity.impure
    static let name = "csv", summary = "A table from a CSV file: a header line, then one row a line."
    static let discussion = """
        Fields may be quoted; a column of numbers becomes numbers, an empty field none. A row with more or fewer \
        fields than the header is an error that names the line. An empty line is no row; where there is one column, \
        `""` stands for none.
        """
    static let searchTerms = ["read_csv", "pandas", "tsv"]
    static let examples = [
        Example("save(table([{word: \"dog\", iou: 0.5}]), \"t.csv\")\ncsv(\"t.csv\")[0].iou", gives: "0.5")
    ]
    @Argument("The file.", completes: "path") var path: String
    @Option("What stands between the fields.") var separator = ","

    func run(in context: Context) throws -> Table {
        let file = try context.resolve(path, for: .read)
        guard let byte = separator.utf8.first, separator.utf8.count == 1, separator != "\"", separator != "\n" else {
            throw Problem(
                "csv.separator",
                "a separator is one character such as \",\", \";\" or \"\\t\"; found \(Value.string(separator).literal)"
            )
        }
        let table = Value.table(try CSV.parse(fileBytes(file), name: path, separator: byte))
        return try Table.from(FileProvenance.telling(table, file))
    }
}

struct ReadText: Command {
    static let purity = Purity.impure
    static let name = "read_text", summary = "The content of a text file in UTF-8."
    static let searchTerms = ["slurp", "open", "readlines"]
    static let examples = [Example("save(\"hello\", \"a.txt\")\nread_text(\"a.txt\")", gives: "\"hello\"")]
    @Argument("The file.", completes: "path") var path: String
    func run(in context: Context) throws -> String { try fileText(context.resolve(path, for: .read), name: path) }
}

struct ReadImage: Command {
    static let purity = Purity.impure
    static let name = "read_image", summary = "A picture from a PNG or JPEG file; with a size, as a square."
    static let discussion = """
        `size=512px` scales the short side to 512 (bilinear, averaged) and takes the middle square: the pipeline of the \
        papers on phrase grounding. A JPEG is turned as its EXIF note says.
        """
    static let searchTerms = ["imread", "open", "PIL", "load image"]
    static let examples = [
        Example("save(test_image(), \"a.png\")\nread_image(\"a.png\", size=32px)", gives: "32×32 image")
    ]
    @Argument("The file.", completes: "path") var path: String
    @Option("Side of the square.", unit: .pixels) var size: Int?

    func run(in context: Context) throws -> Image {
        let image = try FileProvenance.image(context.resolve(path, for: .read))
        guard let size else { return image }
        guard (1...1 << 14).contains(size) else {
            throw Problem("resize.size", "a side goes from 1 to 16384 pixels, found \(size)")
        }
        return try image.squared(size)
    }
}

struct Exists: Command {
    static let purity = Purity.impure
    static let name = "exists", summary = "Whether there is a file or folder at a path."
    static let examples = [Example("exists(\"no such file\")", gives: "false")]
    @Argument("The path.", completes: "path") var path: String
    func run(in context: Context) throws -> Bool { fileExists(try context.resolve(path, for: .read)) }
}
