import Foundation
import Glibc
import Testing

/// Inside limits a script can neither hang, nor take memory, nor reach what lies outside of the root.
@Suite struct HostileTests {
    static let limit = 200 << 20

    @Test func thereAreMany() { #expect(HostileScript.all.count > 100) }

    @Test(arguments: [HostileScript.loops, HostileScript.hogs, HostileScript.deep, HostileScript.files])
    func areStopped(_ scripts: [HostileScript]) throws {
        let (outside, folder) = try HostileFiles.make()
        let before = outside.names
        // What would never end shows that time ends it; the others are ended by what they ask for, however slow the machine.
        let time = scripts.first?.script == HostileScript.loops.first?.script ? "400ms" : "8s"
        for hostile in scripts {
            try folder.write("hostile.limn", hostile.script)
            let run = try CommandLine.measured(
                [
                    "run", "--no-progress", "--limit", "time=\(time),memory=200MiB", "--limit", "depth=300,root=.",
                    "--limit", "output=2MB", "hostile.limn",
                ], in: folder)
            let story = "\(hostile.testDescription): \(run.error.prefix(600))"
            #expect(!run.wasStuck, "\(story)")
            #expect(run.signal == 0, "signal \(run.signal): \(story)")
            #expect(run.status == 1, "status \(run.status): \(story)")
            #expect(run.diagnostics.count == 1, "\(story)")
            #expect(hostile.ids.contains { run.error.contains("[\($0)") }, "\(story)")
            #expect(!run.output.contains("secret"), "\(story)")
            #expect(run.error.utf8.count < 5000, "\(story)")
            // The process by itself, its libraries, and one piece of work beyond the limit.
            #expect(run.peakBytes < HostileTests.limit + (250 << 20), "\(run.peakBytes >> 20) MiB: \(story)")
            for name in folder.names where name.hasPrefix("f") { unlink(folder.url.path + "/" + name) }
        }
        #expect(outside.names == before)
        #expect(folder.names.filter { $0.contains(".tmp") } == [])
    }

    /// Whatever it does, it may not trap; what would never end is ended by time alone.
    @Test func withoutOtherLimitsNothingTraps() throws {
        let (outside, folder) = try HostileFiles.make()
        defer { withExtendedLifetime(outside) {} }
        // What takes memory is left out: the default is most of the machine's, which a test must not take.
        for hostile in HostileScript.deep + HostileScript.files + HostileScript.loops.prefix(6) {
            try folder.write("hostile.limn", hostile.script)
            let run = try CommandLine.measured(
                ["run", "--no-progress", "--limit", "time=1s", "hostile.limn"], in: folder)
            #expect(run.signal == 0 && !run.wasStuck, "\(hostile.testDescription): \(run.error.prefix(300))")
            #expect(
                run.status == 0 || run.diagnostics.count == 1, "\(hostile.testDescription): \(run.error.prefix(300))")
        }
    }

    /// The model that comes with Limn may be read whatever the root is.
    @Test func modelsThatComeWithLimnStayReadable() throws {
        let folder = try CommandLine.Folder()
        let run = try CommandLine.measured(["--limit", "root=.", "-e", "load().name"], in: folder)
        #expect(run.output == "\"scenes\"\n", "\(run.error)")
        let wrong = try CommandLine.measured(["--limit", "root=nowhere", "-e", "1"], in: folder)
        #expect(wrong.status == 2)
    }

    /// A mapped file that another program cuts short is an error, each time that it is looked at.
    @Test func aFileCutShortIsAnError() throws {
        let folder = try CommandLine.Folder()
        let script = """
            save({w: ones([4_000_000])}, "w.safetensors");
            x = read("w.safetensors")
            save(1, "ready.txt");
            while not exists("go.txt")
            end
            print(try sum(x.w) else "lost")
            print(try sum(x.w) else "lost")
            print(length("alive"))
            """
        try folder.write("cut.limn", script)
        let place = folder.url.path
        let run = try CommandLine.measured(["--limit", "time=30s", "cut.limn"], in: folder) { _ in
            while access(place + "/ready.txt", F_OK) != 0 { usleep(2000) }
            #expect(truncate(place + "/w.safetensors", 8192) == 0)
            try folder.write("go.txt", "")
        }
        #expect(run.signal == 0)
        #expect(run.output == "lost\nlost\n5\n", "\(run.output) \(run.error)")
    }
}
