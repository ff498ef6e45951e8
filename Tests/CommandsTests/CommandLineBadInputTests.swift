import Foundation
import Testing

/// Each wrong file or script gives one diagnostic and status 1, at once, and nothing is written.
@Suite struct CommandLineBadInputTests {
    @Test(arguments: BadInput.all) func givesOneDiagnostic(input: BadInput) throws {
        let folder = try CommandLine.Folder()
        if let file = input.file {
            let path = try folder.write(file, input.bytes)
            if let size = input.size {
                let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
                try handle.truncate(atOffset: UInt64(size))
                try handle.close()
            }
        }
        try folder.write("script.limn", input.script + "\nsave([1], \"written.json\")\n")
        let before = folder.names
        let outcome = try CommandLine.limn(["run", "script.limn"], in: folder)
        #expect(outcome.status == 1)
        #expect(!outcome.isSignal)
        #expect(outcome.diagnostics.count == 1, "\(outcome.error.prefix(2000))")
        #expect(outcome.diagnostics.first?.contains("[\(input.id)]") == true, "\(outcome.error.prefix(2000))")
        #expect(outcome.error.utf8.count < 4000)
        #expect(outcome.error.contains("script.limn:"))
        #expect(outcome.output == "")
        #expect(folder.names == before)
    }

    /// The table would prove nothing if a right file failed as well.
    @Test func aRightFileIsRead() throws {
        let folder = try CommandLine.Folder()
        let header = #"{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}"#
        try folder.write("good.safetensors", Bytes.safetensors(header, data: 16))
        try folder.write("good.csv", "a,b\n1,2\n")
        try folder.write("good.json", "[1, 2]")
        let script = "print(read(\"good.safetensors\").a.shape, length(read(\"good.csv\")), read(\"good.json\"))"
        let outcome = try CommandLine.limn(["-e", script], in: folder)
        #expect(outcome.output == "[4] 1 [1, 2]\n", "\(outcome.error)")
    }

    /// Files outside the folder of `--limit root=` are refused, however the path is written.
    @Test func theRootIsAWall() throws {
        let outside = try CommandLine.Folder()
        let secret = try outside.write("secret.json", "1")
        let folder = try CommandLine.Folder()
        try FileManager.default.createSymbolicLink(atPath: folder.url.path + "/link.json", withDestinationPath: secret)
        for path in [secret, "../\(outside.url.lastPathComponent)/secret.json", "link.json"] {
            let outcome = try CommandLine.limn(["--limit", "root=.", "-e", "read(\"\(path)\")"], in: folder)
            #expect(outcome.status == 1)
            #expect(outcome.error.contains("[limit.root]"), "\(path): \(outcome.error) \(outcome.output)")
        }
    }
}
