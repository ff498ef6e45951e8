import Language
import Runtime
import Testing

@Suite struct ModuleTests {
    /// A session whose standard library is these texts.
    private func session(_ modules: [String: String], lazy: [String: String] = [:]) -> Session {
        let session = Session()
        session.context.moduleSource = { modules[$0] }
        session.context.lazyModule = { lazy[$0] }
        session.context.lazyNames = { Array(lazy.keys) }
        return session
    }

    @Test func publicNamesComeIn() throws {
        let session = session([
            "metrics/grounding": "_k = 2\ndef score(x) = _helper(x) * _k\ndef _helper(x) = x + 1\nlimit = 5"
        ])
        #expect(try session.run("use metrics.grounding\nprint(score(3), limit)") == "8 5")
        #expect(session.failure("_helper(1)")?.id == "name.unknown")
        #expect(session.interpreter.names == ["score", "limit"])
    }

    @Test func anAliasIsANamespace() throws {
        let session = session(["tools": "def twice(x) = 2 * x\n_hidden = 1"])
        #expect(try session.run("use tools as t\nprint(t.twice(4), 5 |> t.twice())") == "8 10")
        #expect(session.failure("t._hidden")?.message == "a module has no field `_hidden`")
        #expect(session.failure("twice(1)")?.id == "name.unknown")
    }

    @Test func modulesRunOnceAndAgainWhenTheyChange() throws {
        let session = session(["m": "print(\"loading\")\nx = 1"])
        #expect(try session.run("use m\nuse m\nx") == "loading\n1")
        session.context.moduleSource = { $0 == "m" ? "x = 2" : nil }
        #expect(try session.run("use m\nx") == "2")
    }

    @Test func libraryFunctionsLoadWhenTheyAreCalled() throws {
        let session = session(
            ["attention": "print(\"loading\")\ndef heatmap(x) = x * 10\ndef sqrt(x) = \"mine\""],
            lazy: ["heatmap": "attention"])
        #expect(try session.run("1") == "1")
        #expect(try session.run("heatmap(2)\n3 |> heatmap()") == "loading\n20\n30")
        #expect(try session.run("sqrt(4)") == "2.0")
        #expect(session.failure("heatmpa(1)")?.help == "did you mean `heatmap`?")
        #expect(try session.run("heatmap = x -> x\nheatmap(1)") == "1")
        #expect(try session.interpreter.lookUp("heatmap") != nil)
    }

    @Test func circlesAreNamed() throws {
        let session = session(["a": "use b", "b": "use c", "c": "use a"])
        let failure = try #require(session.failure("use a"))
        #expect(failure.message == "modules use each other in a circle: a → b → c → a")
        #expect(failure.labels.first?.source.name == "c")
        #expect(failure.trace.map(\.function) == ["use c", "use b", "use a"])
        #expect(session.failure("use a")?.id == "module.cycle", "the circle is found again")
    }

    @Test func whatIsMissingIsNamed() throws {
        #expect(Session().failure("use metrics.nothing")?.message == "there is no module `metrics.nothing`")
        #expect(Session().failure("use \"./nothing.limn\"")?.message.hasPrefix("cannot read") == true)
        let broken = session(["m": "x = (1"])
        #expect(broken.failure("use m")?.labels.first?.source.name == "m")
    }

    @Test func filesAreFoundBesideTheirUser() throws {
        let folder = try TemporaryFolder()
        try folder.write("a.limn", "use \"./sub/b.limn\"\ndef a() = b() + 1")
        try folder.write("sub/b.limn", "use \"./c.limn\"\ndef b() = c + 1")
        try folder.write("sub/c.limn", "c = 1")
        try folder.write("latin.limn", bytes: [0x78, 0x3D, 0xE9])
        let session = Session()
        session.context.directory = folder.path
        #expect(try session.run("use \"./a.limn\"\na()") == "3")
        #expect(try session.run("use sub.c as d\nd.c") == "1")
        #expect(session.failure("use \"./latin.limn\"")?.id == "file.encoding")
    }

    @Test func useStandsAtTheTopLevel() {
        #expect(problem(of: "def f()\nuse m\nend") != nil)
    }
}
