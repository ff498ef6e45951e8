import Runtime
import Testing

/// What there is not gives an error that lists what there is.
@Suite struct RecordingErrorTests {
    struct Case: CustomTestStringConvertible {
        var script: String
        var id: String
        /// Parts of the message, its notes or its help.
        var says: [String]
        var testDescription: String { script }

        init(_ script: String, _ id: String, _ says: String...) {
            self.script = script
            self.id = id
            self.says = says
        }
    }

    static let cases = [
        Case(#"heatmap(run, "dog")"#, "attention.unknown-word", "“dog”", "a, fox, and, cat"),
        Case(#"heatmap(run, "foxx")"#, "attention.unknown-word", "did you mean “fox”"),
        Case(#"heatmap(run, "a")"#, "attention.ambiguous-word", "2 times", "0: [a] fox", "1: and [a] cat"),
        Case(#"heatmap(run, "a", occurrence=2)"#, "attention.unknown-word", "0: [a] fox", "1: and [a] cat"),
        Case(#"heatmap(run, "a[7]")"#, "attention.unknown-word", "1: and [a] cat"),
        Case(#"heatmap(run, "fox", steps=[1])"#, "script.error", "step 1 was not recorded", "0, 2"),
        Case(#"heatmap(run, "fox", steps=[])"#, "script.error", "steps is empty", "recorded: 0, 2"),
        Case(#"heatmap(run, "fox", steps=[-2])"#, "script.error", "step -2 was not recorded", "0, 2"),
        Case(#"heatmap(run, "fox", heads=[9])"#, "script.error", "head 9 was not recorded", "0, 1, 2, 3"),
        Case(#"heatmap(run, "fox", preset="dam")"#, "script.error", "daam, chest24, mean"),
        Case(#"heatmap(run, "fox", sites="up_blocks.9.*")"#, "recording.unknown-site", "unet.mid_block.attentions.0"),
        Case(#"heatmap(lean, "fox", steps=[0])"#, "script.error", "steps were averaged"),
        Case(#"heatmap(lean, "fox", heads=[0])"#, "script.error", "heads were averaged"),
        Case(#"heatmap(one, "cat")"#, "script.error", "was not recorded", "recorded: 2"),
        Case(#"heatmap(plain, "fox")"#, "recording.none", "record=attention("),
        Case("run.activations", "recording.none", "record=activations("),
        Case(#"run.attention["up_blocks.9.*"]"#, "recording.unknown-site", "recorded: unet.down_blocks.0"),
        Case(#"run.attention["*"]"#, "recording.resolutions", "y: 8", "y: 2"),
        Case(#"run.attention[site][token="dog"]"#, "tensor.unknown-label", "\"fox\"", "\"cat\""),
        Case(#"run.attention[site][step=7]"#, "tensor.index-out-of-range", "2 positions"),
        Case(#"kept(attention("*.attn9"))"#, "sites.none", "*.attn9", "such as"),
        Case(#"kept(attention("*.attn2", steps=[3]))"#, "recording.unknown-step", "3 steps, 0 to 2"),
        Case(#"kept(attention("*.attn2", heads=[4]))"#, "recording.unknown-head", "0 to 3"),
        Case(#"kept(attention("*.attn2", tokens=[24]))"#, "recording.unknown-token", "24"),
        Case(#"kept(attention("*.attn2", tokens="dog"))"#, "attention.unknown-word", "a, fox, and, cat"),
        Case(#"kept(attention("*.attn2", tokens="a"))"#, "attention.ambiguous-word", "[a] fox"),
        Case(#"kept(attention("*.attn2", over="heads"))"#, "recording.unknown-axis", "did you mean \"head\""),
        Case(#"kept(attention("*.attn2", steps=[]))"#, "recording.nothing", "steps"),
        Case(#"kept(activations("vae.encoder*"))"#, "sites.not-run", "vae.encoder", "unet, vae.decoder"),
        Case(#"attention("*.attn2", guidance="all")"#, "call.unknown-choice", "\"both\""),
    ]

    @Test(arguments: cases) func saysWhatThereIs(_ test: Case) throws {
        let scenes = try Scenes(
            """
            def kept(request) = sample(sd, "a fox and a cat", steps=3, size=64px, seed=1, record=request)
            site = "mid_block.attentions.0.transformer_blocks.0.attn2"
            """)
        let needed = [
            "run": #"run = kept(attention("*.attn2", steps=[0, 2]));"#,
            "lean": #"lean = kept(attention("*.attn2", over=["head", "step"]));"#,
            "one": #"one = kept(attention("*.attn2", tokens="fox"));"#,
            "plain": #"plain = sample(sd, "a fox and a cat", steps=1, size=64px, seed=1);"#,
        ]
        for (name, script) in needed where test.script.contains(name + ".") || test.script.contains("(\(name),") {
            _ = try scenes.value(script)
        }
        let failure = try #require(scenes.failure(test.script))
        #expect(failure.id == test.id, "\(failure.story)")
        for part in test.says { #expect(failure.story.contains(part), "\(failure.story)") }
    }
}
