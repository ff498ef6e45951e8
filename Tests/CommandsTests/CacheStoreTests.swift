import Foundation
import Notebook
import Runtime
import Testing

/// Files of the cache that are damaged, too many, or shared.
@Suite struct CacheStoreTests {
    static let call = "encode_text(sd, \"a fox\")"

    @Test func damageIsToldAndComputedAgain() throws {
        let keeping = try Keeping()
        let wanted = try keeping.content(try keeping.value(Self.call))
        let place = try #require(keeping.results.first)
        let whole = try Data(contentsOf: place)
        var damaged: [Data] = [Data(), whole.prefix(7), whole.prefix(whole.count / 2), whole.prefix(whole.count - 1)]
        damaged.append(whole + Data([0]))
        for position in [0, 3, 9, 40, 100, 300, whole.count / 2, whole.count - 1] {
            var copy = whole
            copy[position] ^= 0x10
            damaged.append(copy)
        }
        for (index, bytes) in damaged.enumerated() {
            try bytes.write(to: place)
            let before = keeping.notes.count
            #expect(try keeping.content(try keeping.value(Self.call)) == wanted)
            #expect(keeping.notes.count == before + 1 && keeping.notes.last?.contains("damaged") == true, "\(index)")
            #expect(try Data(contentsOf: place).count == whole.count, "written anew")
        }
        #expect(keeping.counts("encode_text").hits == 0)
        _ = try keeping.value(Self.call)
        #expect(keeping.counts("encode_text").hits == 1)
    }

    /// A file whose checksum is right and whose form is none that Limn writes.
    @Test func aFolderOrALinkInThePlaceOfAResultIsNoError() throws {
        let keeping = try Keeping()
        let wanted = try keeping.content(try keeping.value(Self.call))
        let place = try #require(keeping.results.first)
        try FileManager.default.removeItem(at: place)
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)
        #expect(try keeping.content(try keeping.value(Self.call)) == wanted)
        try FileManager.default.removeItem(at: place)
        try FileManager.default.createSymbolicLink(atPath: place.path, withDestinationPath: "/dev/zero")
        #expect(try keeping.content(try keeping.value(Self.call)) == wanted)
    }

    @Test func theLeastRecentlyUsedGoFirst() throws {
        let keeping = try Keeping()
        _ = try keeping.value(Self.call)
        let bytes = try Data(contentsOf: try #require(keeping.results.first)).count
        keeping.cache.store?.limit = bytes * 4
        for number in 0..<8 {
            _ = try keeping.value("encode_text(sd, \"fox $(\(number))\");")
            // Used again and again, it stays.
            _ = try keeping.value(Self.call)
            let total = try keeping.results.reduce(0) { $0 + (try Data(contentsOf: $1).count) }
            #expect(total <= bytes * 4 + bytes / 2)
            usleep(12_000)
        }
        #expect(keeping.counts("encode_text").misses == 9)
        #expect(keeping.counts("encode_text").hits == 8)
    }

    @Test func whatIsLargerThanTheBoundIsNotKept() throws {
        let keeping = try Keeping(limit: "1kB")
        _ = try keeping.value(Self.call)
        #expect(keeping.results.isEmpty)
        #expect(keeping.cache.last?.why.contains("more than the cache may hold") == true)
    }

    @Test func aFolderThatCannotBeWrittenIsANote() throws {
        let keeping = try Keeping()
        let blocked = try keeping.folder.write("cache", "a file where the folder should be")
        _ = try keeping.value(Self.call)
        _ = try keeping.value("encode_text(sd, \"another\")")
        #expect(keeping.notes.count == 1 && keeping.notes[0].hasPrefix("results are not kept:"))
        #expect(FileManager.default.fileExists(atPath: blocked))
    }

    @Test func insideARootNothingIsKeptOutside() throws {
        let scenes = try Scenes("")
        scenes.session.context.root = scenes.folder.url.path
        let outside = try CommandLine.Folder()
        let off = scenes.session.keepResults(try CacheSettings(folder: outside.url.path + "/cache"))
        #expect(off.store == nil && off.reason?.contains("root") == true)
        let inside = scenes.session.keepResults(try CacheSettings(folder: scenes.folder.url.path + "/cache"))
        #expect(inside.store != nil)
        #expect(outside.names.isEmpty)
    }

    @Test func clearingTakesResultsOnly() throws {
        let keeping = try Keeping()
        _ = try keeping.value(Self.call)
        _ = try keeping.value("decode(sd, zeros([16, 16, 4], axes=[\"y\", \"x\", \"channel\"]))")
        try keeping.folder.write("cache/v1/results/encode_text/mine.txt", "of the user")
        #expect(keeping.cache.store?.clear(command: "decode").count == 1)
        #expect(keeping.results.count == 1)
        #expect(keeping.cache.store?.clear().count == 1)
        #expect(
            FileManager.default.fileExists(atPath: keeping.folder.url.path + "/cache/v1/results/encode_text/mine.txt"))
    }

    @Test func theEnvironmentAndTheCommandLineDecide() throws {
        func settings(_ variables: [String: String], folder: String? = nil, off: Bool = false) throws -> CacheSettings {
            try CacheSettings(folder: folder, isOff: off, environment: { variables[$0] })
        }
        let home = ["HOME": "/users/a", "XDG_CACHE_HOME": "/x"]
        #expect(try settings(["HOME": "/users/a"]).folder == "/users/a/.cache/limn")
        #expect(try settings(home).folder == "/x/limn")
        #expect(try settings(home.merging(["LIMN_CACHE": "/l"]) { $1 }).folder == "/l")
        #expect(try settings(home.merging(["LIMN_CACHE": "/l"]) { $1 }, folder: "/d").folder == "/d")
        #expect(try settings(home.merging(["LIMN_CACHE": "off"]) { $1 }).folder == nil)
        #expect(try settings(home, folder: "/d", off: true).folder == nil)
        #expect(try settings([:]).reason?.contains("home") == true)
        #expect(try settings(home.merging(["LIMN_CACHE_SIZE": "2GiB"]) { $1 }).limit == 2 << 30)
        #expect(throws: Problem.self) { try settings(["LIMN_CACHE_SIZE": "big"]) }
    }

    @Test func metaCommandsTellAndClear() throws {
        let keeping = try Keeping()
        var lines: [String] = []
        keeping.scenes.session.context.output = { lines.append($0) }
        func meta(_ text: String) throws -> String {
            lines = []
            _ = try MetaTable.run(text, in: keeping.scenes.session)
            return lines.joined(separator: "\n")
        }
        #expect(try meta(":cache why").contains("no command"))
        _ = try keeping.value(Self.call)
        #expect(try meta(":cache why").contains("kept now"))
        _ = try keeping.value(Self.call)
        let report = try meta(":cache")
        #expect(report.contains("1 result,") && report.contains("encode_text: 1 found, 1 computed, 0 not to be kept"))
        _ = try meta(":cache off")
        _ = try keeping.value(Self.call)
        #expect(try meta(":cache why").contains("the cache is off"))
        _ = try meta(":cache on")
        #expect(try meta(":cache clear").hasPrefix("removed 1 result,"))
        #expect(throws: Problem.self) { try meta(":cache everything") }
    }
}
