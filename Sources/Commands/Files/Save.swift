import Glibc
import Imaging
import Runtime
import Tensors

struct Save: Command {
    static let purity = Purity.impure
    static let name = "save", summary = "Writes a value to a file, by its ending; returns the value."
    static let discussion = """
        `.png` an image; `.npy` a tensor; `.npz`, `.safetensors` a record of tensors; `.csv` a table; `.json` anything \
        but pictures and models; `.txt`, `.md` text. Missing folders are made. The file is written aside and renamed, \
        so that a stop leaves either the old file or the new one.

        How a value was made (its call, or the statements and runs that led to it) is kept with it: in a PNG under the keys `limn` (JSON) and, for a sampled picture, \
        `parameters`; in the metadata of `.safetensors`; beside the others as `NAME.provenance.json`. `read` brings it \
        back. `provenance=false` keeps nothing.
        """
    static let searchTerms = ["write", "export", "dump", "imsave", "to_csv"]
    static let examples = [
        Example("test_image() |> save(\"out/a.png\")"),
        Example("save({a: 1}, \"a.json\")\nread(\"a.json\").a", gives: "1"),
    ]
    @Argument("What to write.") var subject: Value
    @Argument("The file.", completes: "path") var path: String
    @Option("Keep how the value was made.") var provenance = true

    func run(in context: Context) throws -> Value {
        let file = try context.resolve(path, for: .write)
        let told = provenance ? context.account(of: subject) : nil
        switch ending(of: path) {
        case "png":
            let image = try Image.from(subject)
            try write(image.pngData(text: provenance ? FileProvenance.text(of: told) : []), to: file)
        case "npy":
            try makeFolder(for: file)
            try Tensor.from(subject).writeNPY(file)
        case "npz":
            try makeFolder(for: file)
            try Tensor.writeNPZ(namedTensors(), to: file)
        case "safetensors":
            try makeFolder(for: file)
            try Tensor.writeSafetensors(namedTensors(), metadata: metadata(in: context), to: file)
        case "csv": try write(Array(CSV.text(of: Table.from(subject)).utf8), to: file)
        case "json": try write(Array((subject.json(path: "value").checkedText() + "\n").utf8), to: file)
        case "txt", "md", "limn", "svg", "html": try write(Array(subject.checkedPrinted().utf8), to: file)
        case "jpg", "jpeg":
            throw Problem("save.jpeg", "pictures are written as PNG, which loses nothing", help: "use the ending .png")
        default:
            throw Problem(
                "file.unknown-ending", "how to write \"\(path)\" is not clear from its ending",
                notes: ["known: .png .npy .npz .safetensors .csv .json .txt"])
        }
        if !["png", "safetensors"].contains(ending(of: path)) {
            try FileProvenance.write(told, beside: file)
        }
        return subject
    }

    /// Of each tensor that knows how it was made; where none does, what is known of all of them.
    private func metadata(in context: Context) throws -> [(String, String)] {
        guard provenance else { return [] }
        let tensors = try namedTensors().map { (name: $0.0, value: Value.tensor($0.1)) }
        let know = tensors.filter { $0.value.provenance != nil }
        let told = (know.isEmpty ? tensors : know).compactMap { name, value in
            context.account(of: value).map { (name, Value.record($0)) }
        }
        if told.isEmpty { return [] }
        return [(FileProvenance.key, FileProvenance.json(Record([("tensors", .record(Record(told)))])))]
    }

    private func namedTensors() throws -> [(String, Tensor)] {
        if case .tensor(let tensor) = subject { return [("tensor", tensor)] }
        return try Record.from(subject).fields.map { ($0.key, try Tensor.from($0.value)) }
    }

    private func write(_ bytes: [UInt8], to file: String) throws {
        try makeFolder(for: file)
        try writeAside(file, bytes)
    }
}

/// Makes the folders above `file` that are missing. - Throws: `file.folder`.
func makeFolder(for file: String) throws {
    var path = ""
    for part in file.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
        path += part + "/"
        // What lies above the only folder that may be touched is not looked at.
        if path == "/" || fileExists(path) || Confinement.current?.isAbove(path) == true { continue }
        let code = try Confinement.makeFolder(path)
        guard code == 0 || code == EEXIST else {
            throw Problem("file.folder", "cannot make the folder \"\(path)\": \(String(cString: strerror(code)))")
        }
    }
}
