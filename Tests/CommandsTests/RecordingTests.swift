import Runtime
import Tensors
import Testing

/// What a run keeps, asked for and looked at in the language.
@Suite struct RecordingTests {
    /// `kept(request)` is always the same small run: only what is kept differs.
    private func scenes() throws -> Scenes {
        try Scenes(
            """
            def kept(request, guidance=5, steps=3)
                sample(sd, "a fox and a cat", negative="snow", steps=steps, guidance=guidance, size=64px, seed=1, record=request)
            end
            full = kept(attention("*.attn2")).attention
            site = "mid_block.attentions.0.transformer_blocks.0.attn2"
            def distance(a, b) = max([max(abs(a[s] - b[s])) for s in full.sites])
            """)
    }

    @Test func theAxes() throws {
        let scenes = try scenes()
        #expect(try scenes.text("full[site].axes") == #"["step", "head", "y", "x", "token"]"#)
        #expect(try scenes.text("full[site].shape") == "[3, 4, 2, 2, 24]")
        #expect(try scenes.text("length(full.sites)") == "7")
        #expect(try scenes.text("full.steps") == "[0, 1, 2]")
        #expect(try scenes.text("full[\"up_blocks.1.*\"].axes[0]") == "\"site\"")
        #expect(try scenes.text("full[site].labels.token[:4]") == #"["<start>", "a", "fox", "and"]"#)
        // Probabilities over all tokens.
        #expect(try scenes.number("max(abs(sum(full[site], over=\"token\") - 1))") < 1e-5)
    }

    @Test func averagesOverHeadsAndSteps() throws {
        let scenes = try scenes()
        for axes in [#""head""#, #""step""#, #"["head", "step"]"#, #"["head", "y", "x"]"#] {
            let script = """
                lean = kept(attention("*.attn2", over=\(axes))).attention
                max([max(abs(mean(full[s], over=\(axes)) - lean[s])) for s in full.sites])
                """
            #expect(try scenes.number(script) < 1e-6, "\(axes)")
        }
        #expect(try scenes.text("lean[site].axes") == #"["step", "token"]"#)
    }

    @Test func someSteps() throws {
        let scenes = try scenes()
        _ = try scenes.value("some = kept(attention(\"*.attn2\", steps=[-1, 0])).attention")
        #expect(try scenes.text("some.steps") == "[0, 2]")
        #expect(try scenes.text("some[site].labels.step") == scenes.text("full[site][step=[0, 2]].labels.step"))
        #expect(try scenes.number("max([max(abs(full[s][step=[0, 2]] - some[s])) for s in full.sites])") == 0)
    }

    @Test func someHeadsAndTokens() throws {
        let scenes = try scenes()
        _ = try scenes.value(
            "some = kept(attention(\"*.attn2\", heads=[3, 1], tokens=[\"cat\", \"fox\"])).attention")
        #expect(try scenes.text("some.tokens") == "[5, 2]")
        #expect(try scenes.text("some.heads") == "[3, 1]")
        #expect(try scenes.text("some[site].labels.token") == #"["cat", "fox"]"#)
        let difference = "max([max(abs(full[s][head=[3, 1]][token=[5, 2]] - some[s])) for s in full.sites])"
        #expect(try scenes.number(difference) == 0)
    }

    @Test func selfAttentionIsNoHeatMap() throws {
        let scenes = try scenes()
        _ = try scenes.value("both = kept(attention(\"up_blocks.2.*\"))")
        _ = try scenes.value("cross = kept(attention(\"up_blocks.2.*.attn2\"))")
        #expect(try scenes.text("length(both.attention.sites)") == "4")
        #expect(try scenes.text("both.attention.cross_sites == cross.attention.sites") == "true")
        #expect(try scenes.number("max(abs(heatmap(both, \"cat\") - heatmap(cross, \"cat\")))") == 0)
        let refused = "try heatmap(kept(attention(\"up_blocks.2.*.attn1\")), \"cat\") else \"refused\""
        #expect(try scenes.text(refused) == "\"refused\"")
    }

    @Test func bothHalvesOfAGuidedBatch() throws {
        let scenes = try scenes()
        _ = try scenes.value("both = kept(attention(\"*.attn2\", guidance=\"both\")).attention")
        #expect(try scenes.text("both[site].axes") == #"["step", "guidance", "head", "y", "x", "token"]"#)
        #expect(try scenes.text("both[site].labels.guidance") == #"["uncond", "cond"]"#)
        #expect(try scenes.number("max([max(abs(both[s][guidance=\"cond\"] - full[s])) for s in full.sites])") == 0)
        _ = try scenes.value("other = kept(attention(\"*.attn2\", guidance=\"uncond\")).attention")
        #expect(try scenes.number("max([max(abs(both[s][guidance=\"uncond\"] - other[s])) for s in full.sites])") == 0)
        #expect(try scenes.number("distance(other, full)") > 0.01)
        #expect(try scenes.text("other[site].labels.token[1]") == "\"snow\"")
        // A word of the prompt stands for its places in both halves.
        _ = try scenes.value("fox = kept(attention(\"*.attn2\", guidance=\"both\", tokens=\"fox\")).attention")
        #expect(try scenes.number("max([max(abs(both[s][token=[2]] - fox[s])) for s in full.sites])") == 0)
        #expect(scenes.failure("kept(attention(\"*\", guidance=\"both\"), guidance=1)")?.id == "recording.no-guidance")
    }

    @Test func severalRequests() throws {
        let scenes = try scenes()
        _ = try scenes.value(
            """
            run = kept([attention("*.attn2", over="head"), activations(["mid_block", "conv_out"], steps=[0])])
            """)
        #expect(try scenes.text("run.activations.sites") == #"["unet.mid_block", "unet.conv_out"]"#)
        #expect(try scenes.text("run.activations[\"mid_block\"].axes") == #"["step", "y", "x", "channel"]"#)
        #expect(try scenes.text("length(run.attention.sites)") == "7")
        // What belongs to one request alone is not told of both.
        _ = try scenes.value(
            "two = kept([attention(\"down*.attn2\", tokens=\"fox\"), attention(\"up*.attn2\", tokens=\"cat\")]).attention"
        )
        #expect(scenes.failure("two.tokens")?.id == "recording.several-requests")
        #expect(try scenes.text("two[\"up_blocks.1.*\"].labels.token") == #"["cat"]"#)
    }

    @Test func thePriceIsWhatIsKept() throws {
        let scenes = try scenes()
        let requests = [
            #"attention("*.attn2")"#, #"attention("*", over="head", steps=[1])"#, #"activations("*.resnets.*")"#,
            #"attention("*.attn2", guidance="both", tokens="fox")"#,
            #"[attention("*.attn2", heads=[0]), activations("mid_block", over=["y", "x"])]"#,
        ]
        for request in requests {
            let script = """
                request = \(request)
                priced = price(sd, request, steps=3, size=64px, prompt="a fox and a cat")
                run = kept(request)
                bytes = (try run.attention.bytes else 0) + (try run.activations.bytes else 0)
                [sum(priced.sites.bytes), bytes]
                """
            guard case .list(let found) = try scenes.value(script) else { continue }
            #expect(try Int.from(found[0]) == Int.from(found[1]), "\(request)")
            #expect(try Int.from(found[0]) > 0)
        }
        #expect(scenes.failure("price(sd, attention(\"*.attn2\", tokens=\"fox\"))")?.id == "recording.no-text")
    }

    /// More than any machine has: refused before the first step, with what costs most.
    @Test func whatIsTooLargeIsRefusedBeforeTheRun() throws {
        let scenes = try scenes()
        let sink = Steps()
        scenes.session.context.progress = sink
        let failure = scenes.failure(
            "sample(sd, \"a fox\", steps=900, size=2048px, record=attention(\"*.attn1\"))")
        #expect(failure?.id == "limit.memory")
        #expect(failure?.story.contains("unet.up_blocks.2.attentions.0.transformer_blocks.0.attn1") == true)
        #expect(failure?.story.contains("average while recording") == true)
        #expect(sink.seen == 0)
        #expect(try scenes.number("price(sd, attention(\"*.attn1\"), steps=100_000, size=2048px).total") > 1e15)
    }
}

/// Counts the steps of a run, and may do something at one of them.
final class Steps: ProgressSink {
    var seen = 0
    var atStep: ((Int) -> Void)?
    var atEnd: (() -> Void)?
    func begin(_ title: String, total: Int?) {}
    func update(_ done: Int, detail: String) {
        seen = done
        atStep?(done)
    }
    func end() { atEnd?() }
}
