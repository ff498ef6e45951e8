import Foundation
import Testing

/// The table of `Stdlib.swift` and the files of `stdlib/library` name the same modules.
@Suite struct StdlibTests {
    @Test func everyFileHasARow() throws {
        let table = try String(
            contentsOf: Repository.root.appendingPathComponent("stdlib/Stdlib.swift"), encoding: .utf8)
        let files = try Repository.files(below: "stdlib/library", endings: [".limn"])
        #expect(!files.isEmpty)
        for file in files {
            let module = file.path.dropFirst("stdlib/library/".count).dropLast(".limn".count)
            #expect(!module.contains("/"), "\(file.path): the folder is flat; name it by dots")
            let resource = module.map { $0 == "." || $0 == "-" ? "_" : $0 } + "_limn"
            #expect(
                table.contains("(\"\(module)\", { PackageResources.\(String(resource)) })"), "\(file.path) has no row")
        }
    }
}
