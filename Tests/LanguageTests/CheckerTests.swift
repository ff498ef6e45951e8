import Language
import Testing

/// A few commands, as a session would describe them.
private struct Commands: Signatures {
    static let known: [String: Signature] = [
        "sample": Signature(
            "sample",
            [
                .init("model", isRequired: true), .init("prompt", isRequired: true), .init("steps", isOption: true),
                .init("size", isOption: true, units: ["px"]), .init("guidance", isOption: true),
                .init("limit", isOption: true, units: ["s", "min"]),
                .init("scheduler", isOption: true, choices: ["ddim", "euler"]),
            ]),
        "map": Signature(
            "map",
            [
                .init("values", isRequired: true), .init("function", isRequired: true),
                .init("progress", isOption: true),
            ],
            block: "function"),
        "print": Signature("print", [.init("values", isVariadic: true)]),
        "sweep": Signature(
            "sweep", [.init("function", isRequired: true)], takesAnyOption: true, block: "function"),
        "heatmap": Signature(
            "heatmap", [.init("run", isRequired: true), .init("word", isRequired: true)]),
        "mean": Signature("mean", [.init("x", isRequired: true), .init("over", isOption: true)]),
    ]

    func function(named name: String) -> Signature? { Self.known[name] }
    var names: [String] { Self.known.keys.sorted() + ["pi", "ans", "load", "run"] }
}

@Suite struct CheckerTests {
    func check(_ text: String, modules: [String: String] = [:]) throws -> [Diagnostic] {
        let program = try Parser.parse(Source(name: "a.limn", text: text))
        let checker = Checker(signatures: Commands()) { path, _ throws(Diagnostic) in
            guard let text = modules[path] else { return nil }
            return try Parser.parse(Source(name: path, text: text))
        }
        return checker.check(program)
    }

    /// What each text gives: `id line:column`.
    static let readings: [Reading] = [
        // Fine.
        .init("x = 1\nprint(x, pi, ans)", ""),
        .init("def f(x) = g(x) + y\ndef g(x) = x\ny = 2\nf(1)", ""),
        .init("sd = load(\"a\")\nsd |> sample(\"a dog\", steps=3, size=64px) |> heatmap(\"dog\")", ""),
        .init("map([1]) do x\n x + 1\nend", ""),
        .init("map([1], x -> x)\n[1] |> map(progress=\"p\") do x; x end", ""),
        .init("sweep(site=[1], timestep=[2]) do at\n at.site\nend", ""),
        .init("mean = mean([1])\nmean(1, 2, 3)", ""),
        .init("f = x -> x\nf(1, 2)", ""),
        .init("[x + y for x, y in pairs_of()]\ndef pairs_of() = []", "name.unknown 1:20"),
        .init("for i in [1]\n if i > 1 then print(last)\n last = i\nend\nprint(last)", ""),
        .init("with run(1)\n z = 3\nend\nz", ""),
        .init("x = \"$pi and $(mean([1]))\"", ""),
        .init("|> print", ""),
        .init(
            "x = 1\nprint(\"a ${x} \\${x} ${y} $(x)\", \"${x + 1}\")",
            "check.braced-dollar 2:10; check.braced-dollar 2:34"),
        .init("def fact(n) = if n < 2 then 1 else n * fact(n - 1)\nfact(3)", ""),
        .init("def f()\n  x = 1\n  g = y -> x + y\n  g(2)\nend", ""),
        .init("r = {a: 1}\nr.a = 2\nr.b[0] = pi", ""),
        .init("def f(x, k=3) = x\nf(1)\nf(1, k=2)\nf(x=1)", ""),
        // Names.
        .init("print(y)", "name.unknown 1:7"),
        .init("\"$nobody\"", "name.unknown 1:3"),
        .init("meen(1)", "name.unknown 1:1"),
        .init("print(x)\nx = 1", "name.unknown 1:7"),
        .init("def f(a) = a + b", "name.unknown 1:16"),
        .init("[x for x in [1]]\nx", "name.unknown 2:1"),
        .init("x[0] = 1", "name.unknown 1:1"),
        .init("x += 1", "name.unknown 1:1"),
        .init("f(1, a=q)", "name.unknown 1:1; name.unknown 1:8"),
        .init("def f()\n local = 1\nend\nlocal", "name.unknown 4:1"),
        .init("total = 0\ndef f(x)\n total += x\nend", "name.outer 3:2"),
        .init("xs = [1]\ndef f(x)\n xs[0] = x\nend", "name.outer 3:2"),
        .init("total = 0\ndef f(x)\n total = total + x\n total += 1\nend", ""),
        // Calls.
        .init("sample(1, \"a\", stps=3)", "call.unknown-option 1:16"),
        .init("sample(1)", "call.missing-argument 1:1"),
        .init("1 |> sample", "call.missing-argument 1:6"),
        .init("1 |> sample(\"a\")", ""),
        .init("mean(1, 2)", "call.too-many-arguments 1:9"),
        .init("[1] |> mean(2)", "call.too-many-arguments 1:13"),
        .init("mean(1, x=2)", "call.duplicate-argument 1:9"),
        .init("sample(1, \"a\", size=60%)", "call.wrong-unit 1:21"),
        .init("sample(1, \"a\", limit=5h)", "call.wrong-unit 1:22"),
        .init("sample(1, \"a\", size=60)", ""),
        .init("sample(1, \"a\", scheduler=\"dim\")", "call.unknown-choice 1:26"),
        .init("sample(1, \"a\", scheduler=\"$pi\")", ""),
        .init(
            "def f(x, k=3) = x\nf()\nf(1, 2, 3)\nf(1, q=2)",
            "call.missing-argument 2:1; call.too-many-arguments 3:9; call.unknown-option 4:6"),
        .init("def f(x) = x\nf = 3\nf(1, 2)", ""),
        .init("map([1], x -> x) do y; y end", "call.too-many-arguments 1:10"),
        .init("map([mean(1, 2)]) do x\n  sample(x)\nend", "call.too-many-arguments 1:14; call.missing-argument 2:3"),
        // Modules.
        .init("use tools\nhelper(1)\nhelper(1, 2)\n_hidden", "call.too-many-arguments 3:11; name.unknown 4:1"),
        .init("use tools as t\nt.helper(1)\nhelper", "name.unknown 3:1"),
        .init("use nothing\nanything(1)", "module.unknown 1:1"),
        .init("use circle\nround", ""),
        .init("use deep\nhelper(2)", ""),
        .init("def f()\n use tools\nend", "module.inside-function 2:2"),
    ]

    static let modules = [
        "tools": "def helper(x) = _hidden(x)\ndef _hidden(x) = x\nvalue = 3",
        "circle": "use circle\nround = 1",
        "deep": "use tools",
    ]

    @Test(arguments: readings) func checks(_ reading: Reading) throws {
        let found = try check(reading.text, modules: Self.modules).map { diagnostic -> String in
            guard let label = diagnostic.labels.first else { return diagnostic.id }
            let place = label.source.position(at: label.span.start)
            return "\(diagnostic.id) \(place.line):\(place.column)"
        }
        #expect(found.joined(separator: "; ") == reading.tree)
    }

    @Test func aFaultInsideAModuleIsTold() throws {
        let found = try check("use broken\nx", modules: ["broken": "x = = 3"])
        #expect(found.map(\.id) == ["syntax.unexpected", "name.unknown"])
        #expect(found.first?.labels.first?.source.name == "broken")
    }

    @Test func drawnWhole() throws {
        let text = """
            sd = load("scenes")
            sampel(sd, "a dog")
            sample(sd, "a dog", stepz=3, scheduler="eulr", size=3s)
            print(late)
            late = 1
            """
        let drawn = try check(text).map(\.plain).joined(separator: "\n\n")
        #expect(
            drawn == """
                a.limn:2:1: error: there is no name `sampel` [name.unknown]
                2 | sampel(sd, "a dog")
                  | ^^^^^^
                help: did you mean `sample`?
                fix: sample(sd, "a dog")

                a.limn:3:21: error: `sample` has no option `stepz` [call.unknown-option]
                3 | sample(sd, "a dog", stepz=3, scheduler="eulr", size=3s)
                  |                     ^^^^^
                note: options: model, prompt, steps, size, guidance, limit, scheduler
                help: did you mean `steps`?
                fix: sample(sd, "a dog", steps=3, scheduler="eulr", size=3s)

                a.limn:3:40: error: `scheduler` of `sample` cannot be "eulr" [call.unknown-choice]
                3 | sample(sd, "a dog", stepz=3, scheduler="eulr", size=3s)
                  |                                        ^^^^^^
                note: it is one of "ddim", "euler"
                help: did you mean "euler"?
                fix: sample(sd, "a dog", stepz=3, scheduler="euler", size=3s)

                a.limn:3:53: error: `size` of `sample` is not given in `s` [call.wrong-unit]
                3 | sample(sd, "a dog", stepz=3, scheduler="eulr", size=3s)
                  |                                                     ^^
                help: its unit is `px`

                a.limn:4:7: error: `late` has no value yet [name.unknown]
                4 | print(late)
                  |       ^^^^
                5 | late = 1
                  | ---- it gets its first value here
                help: give it a value before it is used
                """)
    }

    /// In front of a field no function is meant, and what prints elsewhere is `print`.
    @Test func suggestionsFitTheirPlace() throws {
        func help(_ text: String) throws -> [String?] { try check(text).map(\.help) }
        #expect(try help("meen.x") == [nil])
        #expect(try help("meen(1)") == ["did you mean `mean`?"])
        #expect(try help("meens = {x: 1}\nmeen.x") == ["did you mean `meens`?"])
        #expect(try help("console.log(1)") == ["write `print`"])
    }

    /// The few commands here lack names and options of the samples; that is all there is to say about them.
    @Test(arguments: Samples.all) func samplesAreChecked(_ text: String) throws {
        let ids = Set(try check(text).map(\.id))
        #expect(ids.isSubset(of: ["name.unknown", "module.unknown", "call.unknown-option"]))
    }

    @Test func aHighTreeIsChecked() throws {
        #expect(try check("x = 1" + String(repeating: " + pi", count: 900)).isEmpty)
        #expect(try check("x = 1" + String(repeating: " |> print", count: 900)).isEmpty)
    }
}
