import Foundation
import Testing

/// Each broken model folder gives one diagnostic and status 1, at once, and nothing is written.
@Suite struct CommandLineBrokenModelTests {
    private func folder(_ spoil: (String) throws -> Void) throws -> CommandLine.Folder {
        let folder = try CommandLine.Folder()
        let model = folder.url.appendingPathComponent("model").path
        try FileManager.default.copyItem(atPath: BrokenModel.whole, toPath: model)
        try spoil(model)
        try folder.write("script.limn", "m = load(\"model\")\nprint(\"loaded\")\nsave([1], \"written.json\");\n")
        return folder
    }

    @Test(arguments: BrokenModel.all) func givesOneDiagnostic(model: BrokenModel) throws {
        let folder = try folder(model.spoil)
        let before = try FileManager.default.subpathsOfDirectory(atPath: folder.url.path).sorted()
        let outcome = try CommandLine.limn(["run", "script.limn"], in: folder)
        #expect(outcome.status == 1)
        #expect(!outcome.isSignal)
        #expect(outcome.diagnostics.count == 1, "\(outcome.error.prefix(2000))")
        #expect(outcome.diagnostics.first?.contains("[\(model.id)]") == true, "\(outcome.error.prefix(2000))")
        for text in model.says { #expect(outcome.error.contains(text), "\(outcome.error.prefix(2000))") }
        #expect(outcome.error.contains("script.limn:1:5: error: "))
        #expect(outcome.error.utf8.count < 4000)
        #expect(outcome.output == "")
        #expect(try FileManager.default.subpathsOfDirectory(atPath: folder.url.path).sorted() == before)
    }

    /// The table would prove nothing if a whole model failed as well.
    @Test func aWholeModelLoads() throws {
        let folder = try folder { _ in }
        let outcome = try CommandLine.limn(["run", "script.limn"], in: folder)
        #expect(outcome.output == "loaded\n", "\(outcome.error)")
        #expect(outcome.status == 0)
    }
}
