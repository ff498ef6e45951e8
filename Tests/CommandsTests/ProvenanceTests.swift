import Foundation
import Imaging
import Notebook
import Runtime
import Tensors
import Testing

/// Values say how they were made, in the session and in files.
@Suite struct ProvenanceTests {
    static let setup =
        "run = sample(sd, \"a red heart\", steps=2, seed=3, negative=\"blue\", record=attention(\"*.attn2\", over=[\"head\"]))\n"

    @Test func aRunTellsWhatDecidedItsBits() throws {
        let scenes = try Scenes(Self.setup)
        #expect(
            try scenes.text("p = run.provenance\n[p.command, p.model, p.seed, p.steps, p.scheduler, p.dtype]")
                == "[\"sample\", \"scenes\", 3, 2, \"ddim\", \"float32\"]")
        #expect(
            try scenes.text("p.hash == sd.hash and p.threads >= 1 and length(p.kernels) > 0 and length(p.version) > 0")
                == "true")
        #expect(try scenes.text("p.arguments.prompt[0] + p.arguments.negative[0]") == "\"a red heartblue\"")
        #expect(try scenes.text("p.script") == "\"script\"")
        #expect(try scenes.text("length(p.script_hash)") == "16")
        let date = try scenes.text("p.date")
        #expect(date.wholeMatch(of: /"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"/) != nil, "\(date)")
    }

    /// The line in the provenance, run in a session that knows nothing of the first, gives the same bits.
    @Test func theCallGivesTheSameBitsAgain() throws {
        let scenes = try Scenes(Self.setup)
        let calls = [
            "run.image", "run.latents", "run.attention[\"mid_block.attentions.0.transformer_blocks.0.attn2\"]",
        ]
        for value in calls {
            guard case .string(let line) = try scenes.value("provenance(\(value)).call") else {
                Issue.record("no call for \(value)")
                continue
            }
            let other = try Scenes("")
            let again = try other.value(line.string)
            var (a, b) = (KeyHasher(context: scenes.session.context), KeyHasher(context: other.session.context))
            try a.add(try scenes.value(value))
            try b.add(again)
            #expect(a.finish() == b.finish(), "\(line)")
        }
    }

    @Test func picturesLinkToWhatTheyCameFrom() throws {
        let scenes = try Scenes(Self.setup)
        #expect(
            try scenes.text(
                "use attention\npicture = grid([run.image |> overlay(run |> heatmap(\"heart\"), title=\"heart\"), run.image])\n"
                    + "p = provenance(picture)\n[p.command, [i.command for i in p.inputs], p.inputs[0].inputs[0].command]"
            )
                == "[\"grid\", [\"overlay\", \"sample\"], \"sample\"]")
        // A picture that is made of itself over and over does not grow a history without end.
        #expect(
            try scenes.text(
                "x = run.image\nfor i in range(100)\n    x = grid([x], cell=32px)\nend\nlength(string(provenance(x))) < 40_000"
            ) == "true")
    }

    @Test func tablesTellTheirSource() throws {
        let scenes = try Scenes("save(table([{a: 1, b: \"x\"}, {a: 3, b: \"y\"}]), \"t.csv\", provenance=false)\n")
        #expect(
            try scenes.text("t = csv(\"t.csv\")\n[t.provenance.command, t.provenance.arguments.path]")
                == "[\"csv\", \"t.csv\"]")
        #expect(
            try scenes.text("u = where(t, row -> row.a > 1)\n[u.provenance.command, u.provenance.inputs[0].command]")
                == "[\"where\", \"csv\"]")
        #expect(
            try scenes.text("m = map(t, row -> {c: row.a * 2})\n[m.provenance.command, m.provenance.inputs[0].command]")
                == "[\"map\", \"csv\"]")
    }

    @Test func tensorsThatWereChangedTellNothing() throws {
        let scenes = try Scenes(Self.setup)
        #expect(try scenes.text("run.latents.provenance.command") == "\"sample\"")
        #expect(try scenes.text("(run.latents + 1).provenance") == "none")
        #expect(try scenes.text("x = run.latents\nx[0, 0, 0] = 5\nx.provenance") == "none")
        #expect(try scenes.text("run.latents.provenance.command") == "\"sample\"")
    }

    /// Numbers and what was computed of a run are told by the statements that led to them.
    @Test func whatWasComputedTellsItsStatementsAndRuns() throws {
        let scenes = try Scenes(
            Self.setup + "heat = run |> heatmap(\"heart\")\nunrelated = 7\n"
                + "scores = [\"heart\", \"red\"] |> map(w -> {word: w, mean: mean(run |> heatmap(w))}) |> table()\n")
        let heat = try scenes.text(
            "p = provenance(heat)\n[p.statements[-1], p.inputs[0].command, p.inputs[0].seed, length(p.statements)]")
        #expect(heat == #"["p = provenance(heat)", "sample", 3, 4]"#, "\(heat)")
        for file in ["h.npy", "h.safetensors", "s.csv"] {
            let (name, read) = file == "s.csv" ? ("scores", "csv(\"s.csv\")") : ("heat", "read(\"\(file)\")")
            let value = file == "h.safetensors" ? "\(read).tensor" : read
            let told = try scenes.text(
                "save(\(name), \"\(file)\");\np = provenance(\(value))\n"
                    + "[p.inputs[-1].command, p.inputs[-1].model, p.inputs[-1].seed, \"unrelated = 7\" in p.statements]"
            )
            #expect(told == #"["sample", "scenes", 3, false]"#, "\(file): \(told)")
        }
        let texts = try Self.chunks(
            scenes.folder.url.appendingPathComponent("h.png"),
            after: {
                _ = try scenes.value("heat |> save(\"h.png\");")
            })
        #expect(texts["limn"]?.contains("run |> heatmap(") == true)
        // What leads to nothing that was sampled or read has nothing beside it.
        _ = try scenes.value("save({a: unrelated}, \"a.json\");")
        #expect(!scenes.folder.names.contains("a.json.provenance.json"))
    }

    /// A list has no place for it: the statement that was stopped has.
    @Test func anIncompleteListIsMarked() throws {
        let scenes = try Scenes(Self.setup)
        let context = scenes.session.context
        scenes.session.add("stop_soon", []) { _ in
            context.checksUntilInterrupt = 0
            return .none
        }
        context.note = { _ in context.checksUntilInterrupt = -1 }
        _ = try scenes.value("xs = map([1, 2, 3], x -> if x == 2 then [stop_soon(), x] else [run.steps, x])")
        context.checksUntilInterrupt = -1
        #expect(try scenes.text("length(xs) < 3") == "true")
        var lines: [String] = []
        context.output = { lines.append($0) }
        _ = try MetaTable.run(":provenance xs", in: scenes.session)
        #expect(lines.contains { $0.contains("incomplete: the statement was stopped") }, "\(lines)")
        #expect(try scenes.text("provenance(xs).complete") == "false")
        _ = try scenes.value("save(xs, \"xs.json\");")
        #expect(try scenes.text("read(\"xs.json.provenance.json\").complete") == "false")
    }

    @Test func filesKeepItAndReadBringsItBack() throws {
        let scenes = try Scenes(Self.setup)
        func same(_ save: String, _ read: String) throws {
            #expect(try scenes.text(save + "\nprovenance(\(read)) == provenance(saved)") == "true", "\(save)")
        }
        try same("saved = run.image\nsave(saved, \"a.png\");", "read_image(\"a.png\")")
        try same("saved = run.image |> overlay(test_heat())\nsave(saved, \"b.png\");", "read(\"b.png\")")
        try same("saved = run.latents\nsave(saved, \"l.npy\");", "read(\"l.npy\")")
        try same(
            "saved = run.latents\nsave({z: saved, w: zeros([2])}, \"l.safetensors\");", "read(\"l.safetensors\").z")
        try same("saved = sites(sd, \"*.attn2\")\nsave(saved, \"s.csv\");", "csv(\"s.csv\")")
        #expect(try scenes.text("read(\"l.safetensors\").w.provenance") == "none")
    }

    @Test func aPNGCarriesWhatOtherProgramsRead() throws {
        let scenes = try Scenes(Self.setup)
        _ = try scenes.value("save(run, \"a.png\")\nsave(run, \"b.png\", provenance=false)")
        let texts = try Self.chunks(scenes.folder.url.appendingPathComponent("a.png"))
        let parameters = try #require(texts["parameters"])
        let hash = try scenes.text("sd.hash").filter { $0 != "\"" }
        #expect(
            parameters
                == "a red heart\nNegative prompt: blue\nSteps: 2, Sampler: ddim, CFG scale: 7.5, Seed: 3, Size: 128x128, "
                + "Model hash: \(hash), Model: scenes, Version: Limn \(limnVersion)")
        let json = try JSONSerialization.jsonObject(with: Data(try #require(texts["limn"]).utf8)) as? [String: Any]
        #expect(json?["command"] as? String == "sample" && json?["seed"] as? Int == 3)
        #expect(try Self.chunks(scenes.folder.url.appendingPathComponent("b.png")).isEmpty)
        #expect(try scenes.text("read_image(\"b.png\").provenance.command") == "\"read_image\"")
    }

    @Test func aSideFileOfAnotherFileIsNotBelieved() throws {
        let scenes = try Scenes("save(sites(sd, \"*.attn2\"), \"s.csv\");")
        #expect(scenes.folder.names.contains("s.csv.provenance.json"))
        try scenes.folder.write("s.csv", "a,b\n1,2\n")
        #expect(try scenes.text("csv(\"s.csv\").provenance.command") == "\"csv\"")
        // What was saved without takes away what an earlier file had beside it.
        _ = try scenes.value("save(sites(sd, \"*.attn2\"), \"s.csv\", provenance=false);")
        #expect(!scenes.folder.names.contains("s.csv.provenance.json"))
        try scenes.folder.write("t.csv.provenance.json", "{\"mine\": true}")
        _ = try scenes.value("save(sites(sd, \"*.attn2\"), \"t.csv\", provenance=false);")
        #expect(scenes.folder.names.contains("t.csv.provenance.json"), "a file of the user's")
    }

    @Test(arguments: [
        "{", "[1, 2]", "{\"command\": 3}", "{\"command\": \"sample\", \"arguments\": 7, \"inputs\": [[]]}",
    ])
    func whatAPictureClaimsIsOnlyText(_ claim: String) throws {
        let scenes = try Scenes("")
        let image = try Image(width: 2, height: 2, color: Color.named("red"))
        try image.write(path: scenes.folder.url.appendingPathComponent("x.png").path, text: [("limn", claim)])
        _ = try scenes.text("x = read_image(\"x.png\")\nsave(x, \"y.png\")\ngrid([x, x]) |> save(\"z.png\")")
        _ = try MetaTable.run(":provenance x", in: scenes.session)
    }

    @Test func noFileSaysWhereTheUsersFolderIs() throws {
        let scenes = try Scenes(Self.setup)
        let home = ProcessInfo.processInfo.environment["HOME"] ?? "/root"
        let folder = scenes.folder.url.path
        _ = try scenes.value(
            "save(run.image, \"\(folder)/a.png\")\nx = read_image(\"\(folder)/a.png\", size=32px)\nsave(x, \"b.png\")")
        let other = try scenes.text(
            "provenance(sample(sd, \"look in \(home)/secret\", steps=1, seed=1)).arguments.prompt[0]")
        #expect(other == "\"look in ~/secret\"")
        let kept = try scenes.text(
            "provenance(sample(sd, \"/data\(home)/x and \(home)ed\", steps=1, seed=1)).arguments.prompt[0]")
        #expect(kept == "\"/data\(home)/x and \(home)ed\"", "no folder of the user's")
        let texts = try Self.chunks(scenes.folder.url.appendingPathComponent("b.png"))
        let text = try #require(texts["limn"])
        #expect(text.contains("read_image") && !text.contains(home + "/"))
    }

    @Test func theSessionTellsWhichStatementGaveAName() throws {
        let scenes = try Scenes("a = ones([2, 2])\nb = a * 3\nfor i in range(2)\n    b += i\nend\nc = sum(b)")
        var lines: [String] = []
        scenes.session.context.output = { lines.append($0) }
        _ = try MetaTable.run(":provenance c", in: scenes.session)
        let text = lines.joined(separator: "\n")
        #expect(
            text == """
                c: float
                  c was given its value at script:7
                    | c = sum(b)
                    b was given its value at script:4
                      | for i in range(2)
                      |     b += i
                      | end
                      b was given its value at script:3
                        | b = a * 3
                        a was given its value at script:2
                          | a = ones([2, 2])
                """, "\(text)")
        #expect(throws: Problem.self) { try MetaTable.run(":provenance", in: scenes.session) }
    }

    @Test func theMetaCommandShowsTheTree() throws {
        let scenes = try Scenes(Self.setup + "picture = run.image |> overlay(test_heat())")
        var lines: [String] = []
        scenes.session.context.output = { lines.append($0) }
        _ = try MetaTable.run(":provenance picture", in: scenes.session)
        #expect(lines[0] == "picture: image")
        #expect(
            lines.contains { $0.contains("call: sample(load(\"scenes\"), [\"a red heart\"]") && $0.hasSuffix(".image") }
        )
        #expect(lines.contains { $0.contains("| picture = run.image |> overlay(test_heat())") })
    }

    /// tEXt and iTXt chunks of a PNG file, read from the bytes.
    static func chunks(_ url: URL, after write: () throws -> Void = {}) throws -> [String: String] {
        try write()
        let bytes = [UInt8](try Data(contentsOf: url))
        var found: [String: String] = [:]
        var place = 8
        while place + 12 <= bytes.count {
            let length = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
            let kind = String(decoding: bytes[place + 4..<place + 8], as: UTF8.self)
            let body = bytes[place + 8..<place + 8 + length]
            if kind == "tEXt" || kind == "iTXt", let end = body.firstIndex(of: 0) {
                // An iTXt has two flags and two empty texts before its text.
                let text = kind == "tEXt" ? body[(end + 1)...] : body[(end + 5)...]
                found[String(decoding: body[..<end], as: UTF8.self)] = String(decoding: text, as: UTF8.self)
            }
            place += 12 + length
        }
        return found
    }
}
