import Foundation
import Imaging
import Notebook
import Runtime
import Tensors
import Testing

/// What is kept of one call is what the call gives, and stands for no other call.
@Suite struct CacheTests {
    static let run =
        "sample(sd, \"a red heart on sand\", steps=2, seed=3, guidance=4, trajectory=true, "
        + "record=[attention(\"*.attn2\"), activations(\"mid_block\", steps=[1])])"

    @Test func aKeptRunIsEqualInEveryFieldAndBit() throws {
        let first = try Keeping()
        let made = try first.dump(try first.value("run = \(Self.run)\nrun"))
        #expect(first.counts("sample").misses == 1)
        let second = try Keeping(first.folder)
        let found = try second.value("run = \(Self.run)\nrun")
        #expect(second.counts("sample").hits == 1)
        #expect(try second.passes == 0)
        #expect(try second.dump(found) == made)
        #expect(
            try second.text("run.attention[\"mid_block.*\"].axes")
                == first.text("run.attention[\"mid_block.*\"].axes"))
        #expect(try second.text("run.image.provenance.call == run.provenance.call + \".image\"") == "true")
        #expect(
            try second.text("[run.trajectory.shape, run.latents.axes, run.words]")
                == first.text("[run.trajectory.shape, run.latents.axes, run.words]"))
        // Without a cache: the same bits.
        let plain = try Scenes("")
        try plain.session.run("sd = load()")
        let computed = try plain.session.run(Self.run)
        #expect(try second.content(computed) == second.content(found))
    }

    /// The cache is between the command and its name; what is finished must pass it.
    @Test func aStoppedRunIsGivenAndNotKept() throws {
        let keeping = try Keeping()
        let context = keeping.scenes.session.context
        context.keepsPartialResults = true
        let sink = Steps()
        sink.atStep = { if $0 == 2 { context.checksUntilInterrupt = 0 } }
        sink.atEnd = { context.checksUntilInterrupt = -1 }
        context.progress = sink
        _ = try? keeping.value(
            "run = sample(sd, \"a fox\", steps=4, size=64px, seed=1, edit={\"mid_block\": x -> x})\nx = 1")
        sink.atStep = nil
        context.progress = nil
        #expect(try keeping.text("[run.complete, run.steps]") == "[false, 2]")
        #expect(keeping.counts("sample").misses == 1)
        #expect(keeping.results.isEmpty)
        // The statement after it was not reached.
        #expect(keeping.scenes.failure("x")?.id == "name.unknown")
    }

    @Test func spellingsOfOneCallShareAResult() throws {
        let keeping = try Keeping()
        for call in [
            "sample(sd, \"a fox\", steps=2, seed=1)", "sample(sd, [\"a fox\"], steps=2.0, seed=1, guidance=7.5)",
            "sample(sd, \"a fox\", seed=1, steps=2, size=128px, eta=0)",
            "sample(load(), prompt=\"a fox\", steps=2, seed=1, size=[128, 128], scheduler=\"ddim\")",
            "with seed(1)\n    sample(sd, \"a fox\", steps=2)\nend",
        ] { _ = try keeping.value(call) }
        #expect(keeping.counts("sample").misses == 1)
        #expect(keeping.counts("sample").hits == 4)
    }

    @Test func whateverChangesTheResultChangesTheKey() throws {
        let keeping = try Keeping()
        _ = try keeping.value(
            "k = 2.0\ndef twice(x) = x * k\ndef scaled(by) = (x -> x * by)\nnoise = normal([16, 16, 4], seed=1)")
        let calls = [
            "predict(sd, noise, 500, \"a fox\")", "predict(sd, noise, 501, \"a fox\")",
            "predict(sd, noise, 500, \"a fax\")", "predict(sd, noise * 1.0000001, 500, \"a fox\")",
            "predict(sd, noise, 500, \"a fox\", guidance=2)",
            "predict(sd, noise, 500, \"a fox\", guidance=2, negative=\"red\")",
            "predict(sd, noise, 500, \"a fox\", record=activations(\"mid_block\"))",
            "predict(sd, noise, 500, \"a fox\", edit={mid_block: x -> x * 2})",
            "predict(sd, noise, 500, \"a fox\", edit={mid_block: x -> x * 3})",
            "predict(sd, noise, 500, \"a fox\", edit={mid_block: twice})",
            "predict(sd, noise, 500, \"a fox\", edit={mid_block: scaled(2), conv_in: scaled(3)})",
            "predict(sd, noise, 500, \"a fox\", edit={mid_block: scaled(3), conv_in: scaled(2)})",
            "predict(sd, noise |> rename([\"x\", \"y\", \"channel\"]), 500, \"a fox\")",
            "with threads(1)\n    predict(sd, noise, 500, \"a fox\")\nend",
        ]
        for call in calls { _ = try keeping.value(call) }
        // What a function reads from outside is part of it.
        _ = try keeping.value("k = 2.5\n" + calls[9])
        let isOneThread = Threads.count == 1
        #expect(keeping.counts("predict").misses == calls.count + 1 - (isOneThread ? 1 : 0))
        for call in calls.prefix(8) { _ = try keeping.value(call) }
        #expect(keeping.counts("predict").hits == 8 + (isOneThread ? 1 : 0))
    }

    @Test(arguments: [
        ("x -> x + normal(x.shape, axes=x.axes)", "without seed="),
        ("x -> try x + length(read_text(\"nothing\")) else x", "`read_text`"),
        ("x -> (print(\"seen\") == none) * 1.0 * x", "`print`"),
    ]) func aFunctionThatDoesMoreIsNotKept(_ edit: String, _ why: String) throws {
        let keeping = try Keeping()
        let call = "predict(sd, zeros([16, 16, 4]), 500, \"a fox\", edit={mid_block: \(edit)})"
        _ = try keeping.value(call)
        _ = try keeping.value(call)
        #expect(keeping.counts("predict").unkept == 2)
        #expect(keeping.cache.last?.why.contains(why) == true, "\(keeping.cache.last?.why ?? "")")
        #expect(keeping.results.isEmpty)
    }

    @Test func aPureFunctionIsKept() throws {
        let keeping = try Keeping()
        _ = try keeping.value("def shifted(x)\n    if x.rank > 3 then x + normal(x.shape, seed=1) * 0 else x\nend")
        let call = "predict(sd, zeros([16, 16, 4]), 500, \"a fox\", edit={mid_block: shifted})"
        _ = try keeping.value(call)
        _ = try keeping.value(call)
        #expect(keeping.counts("predict").hits == 1)
    }

    @Test func theSessionsOwnRandomNumbersAreNotKept() throws {
        let keeping = try Keeping()
        _ = try keeping.value("encode(sd, test_image(size=128px), posterior=\"sample\")")
        #expect(keeping.counts("encode").unkept == 1)
        _ = try keeping.value("encode(sd, test_image(size=128px))")
        _ = try keeping.value("encode(sd, test_image(size=128px), posterior=\"sample\", seed=1)")
        #expect(keeping.counts("encode").misses == 2)
    }

    @Test func eachCommandThatKeepsFindsAgain() throws {
        let keeping = try Keeping()
        for call in [
            "encode(sd, test_image(size=128px))", "decode(sd, ones([16, 16, 4], axes=[\"y\", \"x\", \"channel\"]))",
            "decode(sd, ones([2, 16, 16, 4], axes=[\"batch\", \"y\", \"x\", \"channel\"]))",
            "encode_text(sd, \"a red fox\")", "encode_text(sd, \"a red fox\", record=activations(\"*.layers.0\"))",
        ] {
            let made = try keeping.dump(try keeping.value(call))
            let passes = try keeping.passes
            #expect(try keeping.dump(try keeping.value(call)) == made, "\(call)")
            #expect(try keeping.passes == passes, "\(call)")
        }
    }

    @Test func offMeansOff() throws {
        let keeping = try Keeping()
        let call = "x = encode_text(sd, \"a fox\");"
        _ = try keeping.value("with cache(false)\n    \(call)\nend")
        #expect(keeping.results.isEmpty)
        _ = try keeping.value(call)
        #expect(keeping.results.count == 1)
        let passes = try keeping.passes
        _ = try keeping.value("with cache(false)\n    \(call)\nend")
        #expect(try keeping.passes == passes + 1)
        #expect(keeping.cache.isOn)
    }

    @Test func groundingFindsItsPasses() throws {
        let keeping = try Keeping()
        let call = "sum(ground(sd, test_image(size=128px), \"a red heart\", timesteps=[1, 401]))"
        let made = try keeping.text(call)
        let passes = try keeping.passes
        #expect(try keeping.text(call) == made)
        #expect(try keeping.passes == passes)
    }

    /// Once, on the card and in the progress line of a session; a script's output is the same whether it was found or not.
    @Test func aSessionSaysThatARunWasFound() throws {
        final class Lines: ProgressSink {
            var said: [String] = []
            func begin(_ title: String, total: Int?) { said.append(title) }
            func update(_ done: Int, detail: String) { said.append(detail) }
            func end() {}
        }
        let keeping = try Keeping()
        let lines = Lines()
        keeping.scenes.session.context.progress = lines
        let call = "sample(sd, \"a fox\", steps=1, seed=1)"
        #expect(try !keeping.text(call).contains("cached"))
        lines.said = []
        #expect(try keeping.text(call).hasSuffix(", cached"))
        #expect(lines.said == ["sample", "cached"])
        lines.said = []
        keeping.scenes.session.context.keepsPartialResults = false
        #expect(try !keeping.text(call).contains("cached"))
        #expect(lines.said.isEmpty)
    }

    /// What a cut prompt makes Limn remark is remarked again.
    @Test func remarksComeBack() throws {
        let keeping = try Keeping()
        let call = "encode_text(sd, \"\(String(repeating: "red heart ", count: 60))\");"
        _ = try keeping.value(call)
        let said = keeping.notes
        #expect(said.count == 1)
        _ = try keeping.value(call)
        #expect(keeping.counts("encode_text").hits == 1)
        #expect(keeping.notes == said + said)
    }

    @Test func aModelWhoseFilesChangedIsAnother() throws {
        let keeping = try Keeping()
        let copy = keeping.scenes.folder.url.appendingPathComponent("mine")
        try FileManager.default.copyItem(at: Scenes.root.appendingPathComponent("models/scenes"), to: copy)
        let call = "encode_text(load(\"./mine\"), \"a fox\")"
        _ = try keeping.value("encode_text(sd, \"a fox\")")
        _ = try keeping.value(call)
        // The same bytes in another folder are the same model.
        #expect(keeping.counts("encode_text").hits == 1)
        // One bit of one weight in the middle of a file.
        let weights = copy.appendingPathComponent("unet/diffusion_pytorch_model.safetensors")
        var bytes = try Data(contentsOf: weights)
        bytes[bytes.count / 2 + 12_345] ^= 1
        try bytes.write(to: weights)
        _ = try keeping.value(call)
        #expect(keeping.counts("encode_text").unkept == 1, "it was opened before the change")
        let other = try Keeping(keeping.folder)
        _ = try other.value("encode_text(load(\"\(copy.path)\"), \"a fox\")")
        #expect(other.counts("encode_text").misses == 1)
    }

    @Test func aStoppedRunIsNotKept() throws {
        let keeping = try Keeping()
        keeping.scenes.session.context.keepsPartialResults = true
        let call = "sample(sd, \"a fox\", steps=4, seed=1)"
        // Found by trying: the first number of checks that ends the run with something finished.
        var partial: Value?
        for checks in stride(from: 4, to: 400, by: 3) {
            keeping.scenes.session.context.checksUntilInterrupt = checks
            let value = try? keeping.value(call)
            keeping.scenes.session.context.checksUntilInterrupt = -1
            guard let value, case .native(let run) = value else { continue }
            if case .bool(false)? = try run.field("complete") { partial = value }
            break
        }
        if partial != nil { #expect(keeping.results.isEmpty) }
        _ = try keeping.value(call)
        #expect(try keeping.text("ans.complete") == "true")
    }
}

extension Keeping {
    /// The content of a value by the key's hash alone: no date, no script.
    func content(_ value: Value) throws -> String {
        var hasher = KeyHasher(context: scenes.session.context)
        try hasher.add(value)
        return hasher.finish()
    }
}
