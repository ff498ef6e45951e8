import Foundation
import Language
import Notebook
import Runtime
import Testing

/// What may stand at a cursor, written `‸`: with a model, a run and a table in the session.
@Suite(.serialized) struct CompletionTests {
    /// One for all rows: completion changes nothing.
    nonisolated(unsafe) static let scenes: Scenes? = {
        let scenes = try? Scenes(
            """
            run = sample(sd, "a red heart", steps=1, seed=1, record=attention("*.attn2"))
            t = table([{finding: "mass", score: 1.0, side: "left"}])
            m = tensor([[1, 2], [3, 4]], axes=["y", "x"])
            lab = tensor([1, 2, 3], axes=["token"], labels={token: ["a", "red", "dog"]})
            r = {alpha: 1, beta: {gamma: m}}
            notes = [{who: 1}]
            # Adds two numbers.
            def mine(first_thing, second=3) = first_thing + second
            def shown(image, colormap="magma", path="x") = image
            """)
        guard let scenes else { return nil }
        _ = try? scenes.folder.write("a b.csv", "x\\n1\\n")
        _ = try? scenes.folder.write("mine.limn", "y = 1\\n")
        _ = try? scenes.folder.write("picture.png", "")
        try? FileManager.default.createDirectory(
            at: scenes.folder.url.appendingPathComponent("data/inner"), withIntermediateDirectories: true)
        return scenes
    }()

    /// `=` exactly these, `^` these first, `+` these among them, `-` none of these; parted by blanks or `|`.
    static let rows: [(String, String)] = [
        // Names.
        ("samp‸", "= sample"), ("x = samp‸", "= sample"), ("hea‸", "= heatmap"), ("ru‸", "^ run"),
        ("min‸", "^ min mine"), ("SAMP‸", "= sample"), ("heatmp‸", "+ heatmap"), ("whi‸", "= while"),
        ("tru‸", "= true"), ("‸", "^ sd run"), ("1 + m‸", "^ m mine"), ("print(\"a $ru‸", "^ run"),
        ("print(\"a $(ru‸", "^ run"), ("print(\"a $(r.‸", "= alpha beta"), ("# samp‸", "="), ("'samp‸", "="),
        ("def f(abc, d)\n    ab‸", "^ abc"), ("def f(abc) = ab‸", "^ abc"), ("def f(abc) = 1\nab‸", "- abc"),
        ("def f(abc)\n    1\nend\nab‸", "- abc"), ("width = 3\nwid‸", "^ width"), ("a1, b1 = [1, 2]\nb‸", "^ b1"),
        ("for index in [1]\n    ind‸", "^ index"), ("map([1], elem -> ele‸", "^ elem"), ("π = 1; sam‸", "^ sample"),
        // Fields.
        ("r.‸", "= alpha beta"), ("r.al‸", "= alpha"), ("r.beta.‸", "= gamma"), ("r.beta.gamma.sh‸", "= shape"),
        ("run.wo‸", "= words"), ("sd.sch‸", "= scheduler"), ("t.‸", "^ finding score side"),
        ("m.‸", "+ shape axes dtype"),
        ("notes[0].‸", "= who"), ("t[0].fi‸", "= finding"), ("load().‸", "="), ("mine(1).‸", "="),
        ("t |> where(row -> row.‸", "= finding score side"),
        ("where(t, row -> row.s‸", "= score side"), ("map(t) do row\n    row.s‸", "= score side"),
        ("for row in t\n    row.f‸", "= finding"), ("(r).‸", "= alpha beta"),
        // Options and what they take.
        ("sample(sd, \"a\", st‸", "^ steps= strength="), ("sample(sd, \"a\", steps=3, st‸", "- steps="),
        ("sample(sd, \"a\", scheduler=‸", "+ \"ddim\""),
        ("sample(sd, \"a\", scheduler=\"dd‸", "= ddpm ddim ddim_inverse"),
        ("overlay(run.image, m, colormap=\"mag‸", "= magma\""), ("overlay(run.image, m, colormap=\"mag‸\"", "= magma"),
        ("overlay(run.image, m, opa‸", "= opacity="), ("overlay(run.image, m, opacity=60‸", "= %"),
        ("resize(m, size=64‸", "= px"), ("zeros([2], dtype=\"fl‸", "+ float32 float16"),
        ("zeros([2], ‸", "^ axes= dtype="),
        ("mine(1, sec‸", "^ second="), ("mine(fi‸", "^ first_thing="),
        ("shown(run.image, colormap=\"vir‸", "= viridis\""),
        ("run |> heatmap(\"heart\", pre‸", "^ preset="),
        ("run |> heatmap(\"heart\", preset=\"‸", "= daam chest24 mean"),
        ("iou(m, m, threshold=\"‸", "= otsu gmm mean"), ("sample(‸", "^ sd"),
        ("run.image |> overlay(m, colormap=\"inf‸", "= inferno\""),
        ("sample(sd,\n    \"a\",\n    guid‸", "= guidance= guidance_rescale="),
        // Sites, words, columns, axes.
        ("sites(sd, \"‸", "+ *.attn2 unet"), ("sites(sd, \"*.attn2‸", "+ *.attn2.probabilities"),
        ("sites(sd, \"unet.mid‸", "= unet.mid_block"),
        ("sites(sd, \"mid‸", "= mid_block"), ("sites(sd, \"up_blocks.‸", "^ up_blocks.0"),
        ("sample(sd, \"a\", record=attention(\"unet.mid‸", "= unet.mid_block"),
        ("attention([\"unet.mid‸", "= unet.mid_block"),
        ("sample(sd, \"a\", edit={\"mid‸", "= mid_block"), ("heatmap(run, \"‸", "= a red heart"),
        ("run |> heatmap(\"he‸", "= heart\""),
        ("heatmap(run, ‸", "^ \"a\" \"red\" \"heart\""),
        ("sample(sd, \"one fox\", record=attention(\"*\", tokens=[\"f‸", "= fox\""),
        ("heatmap(run, \"red\", sites=\"*.at‸", "= *.attn2\""), ("run.attention[\"unet.mid‸", "= unet.mid_block"),
        ("summary(t, by=\"‸", "= finding score side"), ("t |> summary(by=[\"finding\", \"sc‸", "= score\""),
        ("t[\"fi‸", "= finding\""),
        ("t |> where(row -> row.score > 0) |> sort(by=\"‸", "= finding score side"), ("group(t, by=\"si‸", "= side\""),
        ("pivot(t, rows=\"f‸", "= finding\""), ("t |> select([\"f‸", "= finding\""), ("r[\"al‸", "= alpha\""),
        ("lab[‸", "^ token="), ("lab[token=\"‸", "= a red dog"), ("lab[token=\"d‸", "= dog\""),
        ("lab[token=‸", "^ \"a\" \"red\" \"dog\""),
        ("mean(m, over=\"‸", "= y x"), ("m |> mean(over=[\"y\", \"‸", "= y x"),
        ("r.beta.gamma |> argmax(axis=\"x‸", "= x\""),
        ("rename(m, {\"‸", "= y x"), ("attention(\"*\", over=\"‸", "= step head"),
        // Paths, models, modules.
        ("read(\"a‸", "= a b.csv\""), ("read('a‸", "= a b.csv'"), ("csv(\"dat‸", "= data/"),
        ("csv(\"data/‸", "= data/inner/"),
        ("save(m, \"pic‸", "= picture.png\""), ("shown(run.image, path=\"pic‸", "= picture.png\""),
        ("use \"./‸", "+ ./mine.limn ./data/"),
        ("use \"./‸", "- ./picture.png"), ("load(\"sc‸", "+ scenes\""), ("use metrics.g‸", "= metrics.grounding"),
        ("use ‸", "+ attention figures"),
        // Words of the session.
        (":ti‸", "= :time :timeit"), (":info r‸", "^ r run"), (":time samp‸", "= sample"), (":time r.al‸", "= alpha"),
        (":load mi‸", "= mine.limn"), (":reset ru‸", "= run"), ("?hea‸", "= heatmap"), ("??sam‸", "^ sample"),
        (":explain tensor.sh‸", "+ tensor.shape-mismatch"), (":nowhere x‸", "="),
    ]

    @Test(arguments: rows.indices) func aRow(_ index: Int) throws {
        let (marked, wanted) = Self.rows[index]
        let session = try #require(Self.scenes).session
        let parts = marked.split(separator: "‸", maxSplits: 1, omittingEmptySubsequences: false)
        let completion = session.complete(parts.joined(), at: parts[0].utf8.count)
        let found = completion.candidates.map(\.text)
        let rest = wanted.dropFirst(2)
        let words = rest.contains(".csv") ? [String(rest)] : rest.split(separator: " ").map(String.init)
        switch wanted.first {
        case "=": #expect(found == words, "\(marked)")
        case "^": #expect(Array(found.prefix(words.count)) == words, "\(marked)")
        case "+": #expect(words.allSatisfy(found.contains), "\(marked): \(found.prefix(20))")
        default: #expect(!words.contains(where: found.contains), "\(marked): \(found.prefix(20))")
        }
        #expect(completion.start <= parts[0].utf8.count)
    }

    @Test func aCandidateSaysWhatItIs() throws {
        let session = try #require(Self.scenes).session
        func detail(_ text: String) -> String {
            session.complete(text, at: text.utf8.count).candidates.first?.detail ?? ""
        }
        #expect(detail("overla") == session.context.registry.description(of: "overlay")?.signature)
        #expect(detail("mine") == "mine(first_thing, second=3)")
        #expect(detail("heatm").hasPrefix("heatmap(run, word, preset=\"daam\""))
        #expect(detail("lab").hasPrefix("tensor 3 ⟨token⟩"))
        #expect(detail("sample(sd, \"a\", stre").contains("float in % = 0.8"))
    }

    @Test func nothingIsRunOrNamed() throws {
        let scenes = try Scenes()
        let session = scenes.session
        try session.run("count = [0]\ndef loud(x)\n    print(\"ran\")\n    x\nend")
        var printed = false
        session.context.output = { _ in printed = true }
        let names = session.names
        for text in ["loud({a: 1}).", "loud(1) |> heatmap(\"", "x = loud(2)\nx.", "[loud(1)][0].", "count[loud(0)]."] {
            #expect(session.complete(text, at: text.utf8.count).candidates.isEmpty, "\(text)")
        }
        #expect(!printed)
        #expect(session.names == names)
    }

    @Test func pathsStayBelowTheRoot() throws {
        let scenes = try Scenes()
        try scenes.folder.write("inside.txt", "")
        scenes.session.context.root = scenes.folder.url.path
        func found(_ text: String) -> [String] {
            scenes.session.complete(text, at: text.utf8.count).candidates.map(\.text)
        }
        #expect(found("read(\"") == ["inside.txt\""])
        #expect(found("read(\"/et") == [])
        #expect(found("read(\"../") == [])
    }

    /// Unoptimised code looks at some places, that of a release at all.
    #if DEBUG
        private static let stride = 7
    #else
        private static let stride = 1
    #endif

    /// At every byte of every script that comes with Limn, and of texts with a byte taken out.
    @Test func anyPlaceOfAnyTextIsAnswered() throws {
        let session = try #require(Self.scenes).session
        let folders = ["examples", "stdlib/library"].map { Scenes.root.appendingPathComponent($0).path }
        var count = 0
        for folder in folders {
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasSuffix(".limn") {
                let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                // Windows of some lines: every place of the file stands in one, and the work stays linear.
                for start in Swift.stride(from: 0, to: lines.count, by: 12) {
                    let piece = lines[start..<min(start + 12, lines.count)].joined(separator: "\n")
                    let size = piece.utf8.count
                    for offset in Swift.stride(from: 0, through: size, by: Self.stride) {
                        let completion = session.complete(piece, at: offset)
                        if completion.start > offset || completion.start < 0 { Issue.record("\(name): \(offset)") }
                        count += 1
                    }
                    var bytes = Array(piece.utf8)
                    if size > 8 { bytes.remove(at: (start * 7919) % size) }
                    let mutated = String(decoding: bytes, as: UTF8.self)
                    for offset in Swift.stride(from: 0, through: size, by: 7 * Self.stride) {
                        _ = session.complete(mutated, at: offset)
                    }
                }
            }
        }
        #expect(count > 1000)
        for odd in [
            "\"$(\"$(\"$(", "((((((((((", "x.[", "].", "a[", "\"\\", "'''", "{\"", ":", "?", "é.", "|> ", "use ",
            "use \"", "1.", "1e", "0x", ")))).(",
        ] {
            for offset in -1...(odd.utf8.count + 1) { _ = session.complete(odd, at: offset) }
        }
    }
}
