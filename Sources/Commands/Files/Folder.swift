import Glibc
import Imaging
import Runtime
import Tensors

func fileExists(_ path: String) -> Bool { Confinement.facts(of: path) != nil }

/// Names in a folder in alphabetical order, without `.` and `..`. - Throws: `file.not-a-folder`, `limit.root`.
func folderNames(_ path: String) throws -> [String] {
    if let names = try Confinement.names(in: path) { return names }
    throw Problem("file.not-a-folder", "cannot list \"\(path)\": \(String(cString: strerror(errno)))")
}

struct ListFiles: Command {
    static let purity = Purity.impure
    static let name = "files", summary = "The paths in a folder, in alphabetical order."
    static let searchTerms = ["ls", "dir", "glob", "listdir"]
    static let examples = [Example("type(files(\".\"))", gives: "\"list\"")]
    @Argument("The folder.", completes: "path") var folder: String
    @Option("Only names with this ending, such as \".png\".") var ending: String?

    func run(in context: Context) throws -> [String] {
        if let star = folder.firstIndex(where: { $0 == "*" || $0 == "?" }) {
            let above = folder[..<star].lastIndex(of: "/").map { String(folder[..<$0]) } ?? "."
            throw Problem(
                "files.pattern", "a folder is expected, found the pattern \"\(folder)\"",
                help: "give the folder and an ending: files(\"\(above.isEmpty ? "/" : above)\", ending=\".png\")")
        }
        return try folderNames(context.resolve(folder, for: .read))
            .filter { name in ending.map { name.hasSuffix($0) } ?? true }
            .map { folder.hasSuffix("/") ? folder + $0 : "\(folder)/\($0)" }
    }
}

struct Images: Command {
    static let purity = Purity.impure
    static let name = "images", summary = "The pictures of a folder as a table {path, label, image}."
    static let discussion = "`label=\"folder\"` takes the label from the sub-folder that a picture lies in."
    static let searchTerms = ["ImageFolder", "dataset", "glob"]
    static let examples = [
        Example("save(test_image(), \"pictures/a.png\")\nimages(\"pictures\")[0].path", gives: "\"pictures/a.png\"")
    ]
    @Argument("The folder.", completes: "path") var folder: String
    @Option("Side of the square that each picture becomes.", unit: .pixels) var size: Int?
    @Option("Where labels come from.", from: ["none", "folder"]) var label = "none"

    func run(in context: Context) throws -> Table {
        var found: [(path: String, label: Value)] = []
        for name in try folderNames(context.resolve(folder, for: .read)) {
            if isPicture(name) {
                found.append(("\(folder)/\(name)", .none))
            } else if label == "folder" {
                let inner: [String]
                do {
                    inner = try folderNames(context.resolve("\(folder)/\(name)", for: .read))
                } catch let problem as Problem where problem.id == "file.not-a-folder" { continue }
                found += inner.filter(isPicture).map { ("\(folder)/\(name)/\($0)", .string(name)) }
            }
        }
        guard !found.isEmpty else {
            throw Problem("images.none", "there is no picture in \"\(folder)\"", help: "PNG and JPEG files are read")
        }
        let (rows, isComplete) = try interruptible(count: found.count, title: "pictures", in: context) {
            (report, keep: (Record) -> Void) in
            for (index, item) in found.enumerated() {
                try Interrupt.check()
                report(index, item.path)
                let image = try Image.read(path: context.resolve(item.path, for: .read))
                keep(
                    Record([
                        ("path", .string(item.path)), ("label", item.label),
                        ("image", .native(try size.map { try image.squared($0) } ?? image)),
                    ]))
            }
        }
        if !isComplete { context.stopAfterThis() }
        var table = Table(rows: rows)
        table.isComplete = isComplete
        return table
    }

    private func isPicture(_ name: String) -> Bool { ["png", "jpg", "jpeg"].contains(Commands.ending(of: name)) }
}
