import Dispatch
import Foundation
import Notebook
import Runtime
import Testing

/// The entries of a project: kept once, bounded, shared by sessions that are open at once.
@Suite struct HistoryTests {
    private func place(in folder: CommandLine.Folder) -> String { folder.url.path + "/deep/er/entries" }

    @Test func entriesOfSeveralLinesComeBack() throws {
        let folder = try CommandLine.Folder()
        let file = HistoryFile(path: place(in: folder))
        let entries = ["x = 1", "for i in [1]\n    print(i)\nend", "\"a\\nb \\\\ c\"", "é 日本語 👩‍👩‍👧", "a\r\nb"]
        let history = History(file: file)
        for entry in entries { try history.add(entry) }
        #expect(History(file: file).entries == entries)
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o600, "only the user may read it")
    }

    @Test func anEntryIsKeptOnceAtItsLastPlace() throws {
        let folder = try CommandLine.Folder()
        let file = HistoryFile(path: place(in: folder))
        let history = History(file: file)
        for entry in ["a", "b", "a", "c", "b"] { try history.add(entry) }
        #expect(history.entries == ["a", "c", "b"])
        #expect(History(file: file).entries == ["a", "c", "b"])
    }

    @Test func aSpaceInFrontKeepsAnEntryOut() throws {
        let folder = try CommandLine.Folder()
        let file = HistoryFile(path: place(in: folder))
        let history = History(file: file)
        for entry in [" secret = 1", "", "  \n ", "plain"] { try history.add(entry) }
        history.recall("abandoned")
        #expect(history.entries == ["plain", "abandoned"])
        #expect(History(file: file).entries == ["plain"], "what was abandoned is not for the next session")
    }

    @Test func bothSessionsSurvive() throws {
        let folder = try CommandLine.Folder()
        let file = HistoryFile(path: place(in: folder))
        let (first, second) = (History(file: file), History(file: file))
        try first.add("one")
        try second.add("two")
        try first.add("three")
        #expect(first.entries == ["one", "three"], "a session's own recall is not disturbed")
        #expect(History(file: file).entries == ["one", "two", "three"])
    }

    @Test func writersAtOnceLoseNothing() throws {
        let folder = try CommandLine.Folder()
        let path = place(in: folder)
        DispatchQueue.concurrentPerform(iterations: 8) { writer in
            let history = History(file: HistoryFile(path: path))
            for number in 0..<40 { try? history.add("writer \(writer)\nline \(number)") }
        }
        let entries = History(file: HistoryFile(path: path)).entries
        #expect(Set(entries).count == 320)
        for writer in 0..<8 {
            let numbers = entries.filter { $0.hasPrefix("writer \(writer)\n") }
            #expect(numbers == (0..<40).map { "writer \(writer)\nline \($0)" }, "in the order of their writing")
        }
    }

    /// While one session shortens the file, others write on.
    @Test func shorteningLosesNothingNew() throws {
        let folder = try CommandLine.Folder()
        let path = place(in: folder)
        DispatchQueue.concurrentPerform(iterations: 4) { writer in
            let file = HistoryFile(path: path, keeping: 50)
            for number in 0..<200 { try? file.append("writer \(writer) line \(number)") }
        }
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let lines = text.split(separator: "\n")
        #expect(lines.count <= 100, "twice what is kept")
        #expect(lines.allSatisfy { $0.wholeMatch(of: /writer \d line \d+/) != nil }, "whole lines only")
        for writer in 0..<4 {
            let numbers = lines.filter { $0.hasPrefix("writer \(writer) ") }.compactMap {
                Int($0.split(separator: " ")[3])
            }
            guard let first = numbers.first else { continue }
            #expect(numbers == Array(first..<200), "from where it was cut, all")
        }
        #expect(HistoryFile(path: path, keeping: 50).entries().count == 50)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/deep/er") == ["entries"])
    }

    @Test func aDamagedFileIsNoError() throws {
        let folder = try CommandLine.Folder()
        let path = try folder.write(
            "entries", [0x61, 0x0A, 0xFF, 0xFE, 0x0A, 0x00, 0x0A, 0x5C, 0x71, 0x0A, 0x62, 0x5C])
        let history = History(file: HistoryFile(path: path))
        #expect(history.entries == ["a"])
        try history.add("after")
        #expect(History(file: HistoryFile(path: path)).entries == ["a", "after"], "a torn line takes nothing with it")
        let directory = History(file: HistoryFile(path: folder.url.path))
        #expect(directory.entries.isEmpty)
        #expect(throws: Problem.self) { try directory.add("x") }
        #expect(directory.entries == ["x"], "the session keeps it all the same")
    }

    @Test func aProjectHasItsOwnFile() throws {
        let folder = try CommandLine.Folder()
        for name in ["p/.git", "p/a/b", "q", "home/.git", "home/x"] {
            try FileManager.default.createDirectory(
                at: folder.url.appendingPathComponent(name), withIntermediateDirectories: true)
        }
        let home = folder.url.path + "/home"
        func path(_ directory: String, state: String? = nil) -> String? {
            HistoryFile(project: folder.url.path + "/" + directory) { name in
                name == "HOME" ? home : name == "XDG_STATE_HOME" ? state : nil
            }?.path
        }
        let root = try #require(path("p"))
        #expect(root.hasPrefix(home + "/.local/state/limn/history/"))
        #expect(path("p/a/b") == root, "a folder of a project is the project")
        #expect(path("q") != root)
        #expect(path("home/x") != path("home"), "a home under version control is no project of its folders")
        #expect(path("p", state: "/s")?.hasPrefix("/s/limn/history/") == true)
        #expect(HistoryFile(project: folder.url.path) { _ in nil } == nil, "without a home none is kept")
    }

    @Test func walkingBackKeepsThePrefix() {
        var walk = HistoryWalk(["print(1)", "x", "print(2)", "y", "pr"], from: "pr", prefix: "pr")
        #expect(walk.older() == "print(2)")
        #expect(walk.older() == "print(1)")
        #expect(walk.older() == nil)
        #expect(walk.newer() == "print(2)")
        #expect(walk.newer() == "pr")
        #expect(walk.newer() == nil)
        var all = HistoryWalk(["a", "b"], from: "", prefix: "")
        #expect([all.older(), all.older(), all.older(), all.newer(), all.newer()] == ["b", "a", nil, "b", ""])
    }

    @Test func searchingFindsOlderAndOlder() {
        var search = HistorySearch(["heat = 1", "Heat = 2", "mean(heat)", "x"])
        search.look(for: "h")
        search.look(for: "heat")
        #expect(search.found == "mean(heat)")
        search.older()
        #expect(search.found == "Heat = 2")
        search.older()
        search.older()
        #expect(search.found == "heat = 1")
        #expect(search.hasFailed)
        search.newer()
        #expect(search.found == "Heat = 2" && !search.hasFailed)
        search.newer()
        search.newer()
        #expect(search.found == "mean(heat)" && search.hasFailed)
        search.look(for: "Heat")
        #expect(search.found == "Heat = 2", "a capital letter makes it strict")
        search.look(for: "Heatx")
        #expect(search.hasFailed)
        search.look(for: "Heat")
        #expect(!search.hasFailed)
    }

    @Test func theMetaCommandListsThem() throws {
        var said: [String] = []
        let session = Session(output: { said.append($0) }, note: { said.append("note: " + $0) })
        for number in 1...30 { try session.history.add("x\(number) = \(number)") }
        try session.history.add("def f(x)\n    x + 1\nend")
        _ = try session.submit(":history", onAnswer: { _ in })
        #expect(said.count == 25)
        #expect(said.first == " 7  x7 = 7")
        #expect(said.last == "31  def f(x)\n        x + 1\n    end")
        said = []
        _ = try session.submit(":history 2 = X1", onAnswer: { _ in })
        #expect(said == ["18  x18 = 18", "19  x19 = 19"])
        said = []
        _ = try session.submit(":hist nothing like this", onAnswer: { _ in })
        #expect(said == ["note: no entry holds that"])
        #expect(throws: Problem.self) { try session.submit(":history 0", onAnswer: { _ in }) }
    }
}
