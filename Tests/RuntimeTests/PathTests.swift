import Runtime
import Tensors
import Testing

@Suite struct PathTests {
    @Test func relativePathsStartFromTheFolder() throws {
        let context = Session().context
        #expect(try context.resolve("a.png", for: .read) == "a.png")
        context.directory = "/data"
        #expect(try context.resolve("a.png", for: .read) == "/data/a.png")
        #expect(try context.resolve("/x/a.png", for: .write) == "/x/a.png")
        #expect(try context.resolve("~/a", for: .write) == "/data/~/a")
        #expect(throws: Problem.self) { try context.resolve("", for: .read) }
        #expect(throws: Problem.self) { try context.resolve("a\0b", for: .read) }
    }

    @Test func aRootIsNotLeft() throws {
        let folder = try TemporaryFolder()
        try folder.write("in/a.txt", "x")
        folder.link("in/out", to: "/etc")
        folder.link("in/dangling", to: "/nowhere/at/all")
        folder.link("in/self", to: ".")
        let context = Session().context
        context.directory = folder.path + "/in"
        context.root = folder.path + "/in"
        #expect(try context.resolve("a.txt", for: .read).hasSuffix("/in/a.txt"))
        #expect(try context.resolve("self/self/a.txt", for: .read).hasSuffix("/in/a.txt"))
        #expect(try context.resolve("new/deep/b.txt", for: .write).hasSuffix("/in/new/deep/b.txt"))
        for path in [
            "../b.txt", "/etc/passwd", "out/passwd", "out/new", "dangling", "new/../../b.txt", "/", "a.txt/../../b",
            folder.path + "/in2/x", "..",
        ] {
            #expect(throws: Problem.self, "\(path)") { try context.resolve(path, for: .write) }
        }
    }
}
