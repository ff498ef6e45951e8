import Glibc
import Tensors
import Testing

@Suite struct FilesWritingTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func replacesAFileAndKeepsItsPermissions() throws {
        let path = folder.file("a")
        try writeAside(path, [1, 2])
        chmod(path, 0o640)
        try writeAside(path, [3])
        var facts = stat()
        #expect(stat(path, &facts) == 0 && facts.st_mode & 0o777 == 0o640)
        #expect(try readBytes(path) == [3])
        #expect(folder.names == ["a"])
    }

    @Test func aFailureLeavesTheOldFileAndNothingElse() throws {
        let path = folder.file("a")
        try writeAside(path, [1])
        let id = problemID {
            try writeAside(path) { sink in
                try sink.write([9, 9, 9])
                throw Problem("test.stop", "stopped")
            }
        }
        #expect(id == "test.stop")
        #expect(try readBytes(path) == [1])
        #expect(folder.names == ["a"])
    }

    @Test func aMappedFileOutlivesItsReplacement() throws {
        let path = folder.file("a")
        try writeAside(path, [1, 2, 3])
        let old = try MappedFile(path: path)
        try writeAside(path, [4])
        #expect(withExtendedLifetime(old) { Array(old.bytes) } == [1, 2, 3])
    }

    @Test func aLinkKeepsPointing() throws {
        try writeAside(folder.file("real"), [1])
        symlink(folder.file("real"), folder.file("link"))
        try writeAside(folder.file("link"), [2])
        #expect(try readBytes(folder.file("real")) == [2])
        var facts = stat()
        #expect(lstat(folder.file("link"), &facts) == 0 && facts.st_mode & S_IFMT == S_IFLNK)
    }

    @Test func aFullDiskIsReported() {
        #expect(problemID { try writeAside("/dev/full", [1]) } == "file.disk-full")
    }

    @Test func unusablePathsAreNamed() throws {
        #expect(problemID { try writeAside(folder.file("none/a"), [1]) } == "file.unwritable")
        #expect(problemID { try writeAside(folder.path, [1]) } == "file.directory")
        #expect(problemID { try writeAside("a\0b", [1]) } == "file.bad-path")
        #expect(problemID { _ = try MappedFile(path: folder.file("none")) } == "file.missing")
        #expect(problemID { _ = try MappedFile(path: folder.path) } == "file.directory")
        #expect(problemID { _ = try MappedFile(path: "/dev/zero") } == "file.not-a-file")
        #expect(problemID { _ = try MappedFile(path: "") } == "file.bad-path")
        try writeAside(folder.file("empty"), [])
        #expect(problemID { _ = try MappedFile(path: folder.file("empty")) } == "file.empty")
        mkfifo(folder.file("pipe"), 0o600)
        #expect(problemID { _ = try MappedFile(path: folder.file("pipe")) } == "file.not-a-file")
        try writeAside(folder.file("bad"), [0x61, 0xE9, 0x62])
        #expect(problemID { _ = try MappedFile(path: folder.file("bad")).text() } == "file.not-text")
    }
}
