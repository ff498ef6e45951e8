import Foundation
import Language
import Testing

@Suite struct SamplesTests {
    @Test(arguments: Samples.all) func everySampleIsRead(_ text: String) {
        #expect(diagnostic(text)?.plain == nil)
    }

    /// The scripts that come with Limn, as far as their grammar goes.
    @Test(arguments: ["examples", "stdlib"]) func everyScriptOfTheRepositoryIsRead(_ folder: String) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let walker = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
        var count = 0
        for case let path as String in walker ?? .init() where path.hasSuffix(".limn") {
            let bytes = Array(try Data(contentsOf: root.appending(path: folder).appending(path: path)))
            let found = Parser.parseAll(try Source(name: path, bytes: bytes)).diagnostics
            #expect(found.map(\.plain) == [])
            count += 1
        }
        #expect(count > 0)
    }
}
