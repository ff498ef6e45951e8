import Runtime
import Tensors
import Testing

/// Runs, edits and what repeats itself, in the language.
@Suite struct SamplingTests {
    private func scenes() throws -> Scenes {
        try Scenes(
            """
            def made(seed=1, edit={}) = sample(sd, "a fox", steps=2, size=64px, seed=seed, edit=edit, record=attention("*.attn2"))
            base = made()
            def differs(run) = max(abs(run.latents - base.latents))
            """)
    }

    @Test func theSameSeedGivesTheSameBits() throws {
        let scenes = try scenes()
        #expect(try scenes.text("all(made().latents == base.latents)") == "true")
        #expect(try scenes.text("all(made().image.pixels == base.image.pixels)") == "true")
        #expect(
            try scenes.text("all(made().attention[\"up_blocks.2.*\"] == base.attention[\"up_blocks.2.*\"])") == "true")
        #expect(try scenes.number("differs(made(seed=2))") > 0.1)
        // Without a seed of its own a run takes the session's.
        scenes.session.context.seed = 1
        #expect(try scenes.text("all(sample(sd, \"a fox\", steps=2, size=64px).latents == base.latents)") == "true")
        #expect(try scenes.text("base.latents.axes") == #"["y", "x", "channel"]"#)
    }

    @Test func anEditThatChangesNothingChangesNoBit() throws {
        let scenes = try scenes()
        for pattern in [
            "mid_block", "*.attn2", "*.attn2.probabilities", "*.attn1.value", "*.resnets.0", "unet.conv_in",
        ] {
            #expect(try scenes.number("differs(made(edit={\"\(pattern)\": x -> x}))") == 0, "\(pattern)")
        }
    }

    /// What the parts that run once show, and that an edit there reaches the picture.
    @Test func partsThatRunOnce() throws {
        let scenes = try scenes()
        let read = "encode_text(sd, \"a fox\", record=activations(\"*.layers.1\"))"
        #expect(try scenes.text("\(read).activations[\"*.layers.1\"].axes") == #"["site", "token", "channel"]"#)
        #expect(try scenes.text("all(\(read).output == encode_text(sd, \"a fox\"))") == "true")
        #expect(try scenes.number("differs(made(edit={\"text_encoder*.layers.1\": x -> x * 0}))") > 1e-3)
        #expect(try scenes.number("differs(made(edit={\"vae.decoder*\": x -> x * 0}))") == 0)
        let blank = "made(edit={\"vae.decoder*\": x -> x * 0}).image.pixels"
        #expect(try scenes.number("max(abs(\(blank) - base.image.pixels))") > 0.1)
    }

    @Test func anEditChangesThePicture() throws {
        let scenes = try scenes()
        for pattern in ["mid_block", "*.attn2", "up_blocks.1", "*.attn2.probabilities"] {
            #expect(try scenes.number("differs(made(edit={\"\(pattern)\": x -> x * 0}))") > 1e-3, "\(pattern)")
        }
        // What is recorded is what the model went on with, at the step that was edited.
        let script = """
            run = made(edit={"mid_block*.attn2.probabilities": (x, step) -> if step == 1 then x * 0 else x})
            m = run.attention["mid_block.attentions.0.transformer_blocks.0.attn2"]
            [max(m[step=0]) > 0, max(m[step=1])]
            """
        #expect(try scenes.text(script) == "[true, 0.0]")
    }

    @Test(arguments: [
        (#"made(edit={"mid_block": x -> x[0]})"#, "edit.shape", "⟨batch: 2, y: 2, x: 2, channel: 160⟩"),
        (#"made(edit={"vae.encoder*": x -> x * 0})"#, "sites.not-run", "vae.decoder"),
        (#"decode(sd, base.latents, edit={"vae.encoder*": x -> x})"#, "sites.not-run", "vae.decoder"),
        (#"encode(sd, base.image, record=activations("vae.decoder*"))"#, "sites.not-run", "vae.encoder"),
        (#"encode_text(sd, "a fox", record=attention("unet.*"))"#, "sites.not-run", "text_encoder"),
        (#"made(edit={"mid_block": x -> 3})"#, "edit.result", "expected a tensor"),
        (#"made(edit={"mid_block": 3})"#, "call.type", "a function"),
        (#"made(edit={"mid_blok": x -> x})"#, "sites.none", "did you mean \"mid_block\""),
        (#"made(edit={"mid_block": x -> nothing_of_the_kind})"#, "name.unknown", "nothing_of_the_kind"),
    ])
    func wrongEditsAreRefused(_ script: String, _ id: String, _ says: String) throws {
        let failure = try #require(try scenes().failure(script))
        #expect(failure.id == id, "\(failure.story)")
        #expect(failure.story.contains(says), "\(failure.story)")
    }

    /// Stopped in the middle block of the third step: two steps are finished, and nothing of the third is kept.
    @Test func aStoppedRunKeepsWhatIsFinished() throws {
        let scenes = try scenes()
        let context = scenes.session.context
        let sink = Steps()
        sink.atStep = { if $0 == 2 { context.checksUntilInterrupt = 0 } }
        sink.atEnd = { context.checksUntilInterrupt = -1 }
        context.progress = sink
        _ = try scenes.value(
            """
            run = sample(sd, "a fox", steps=4, size=64px, seed=1, edit={"mid_block": x -> x},
                record=attention("*.attn2"))
            """)
        sink.atStep = nil
        context.progress = nil
        _ = try scenes.value(
            "whole = sample(sd, \"a fox\", steps=4, size=64px, seed=1, trajectory=true, record=attention(\"*.attn2\"))")
        #expect(try scenes.text("run.complete") == "false")
        #expect(try scenes.text("whole.complete") == "true")
        #expect(try scenes.text("run.steps") == "2")
        #expect(try scenes.text("run.attention.steps") == "[0, 1]")
        #expect(try scenes.text("unique([shape(run.attention[s])[0] for s in run.attention.sites])") == "[2]")
        let same = "max([max(abs(run.attention[s] - whole.attention[s][step=:2])) for s in run.attention.sites])"
        #expect(try scenes.number(same) == 0)
        #expect(try scenes.text("all(run.latents == whole.trajectory[step=2])") == "true")
        #expect(try scenes.text("heatmap(run, \"fox\", steps=[1]).shape") == "[64, 64]")
        #expect(try scenes.text("run").contains("incomplete"))
        for value in ["run", "run.latents", "run.image"] {
            #expect(try scenes.text("[provenance(\(value)).complete, provenance(\(value)).steps_done]") == "[false, 2]")
        }
        #expect(try scenes.text("\"complete\" in provenance(whole)") == "false")
    }

    /// A script that runs unattended ends instead.
    @Test func anUnattendedRunEnds() throws {
        let scenes = try scenes()
        let context = scenes.session.context
        context.keepsPartialResults = false
        let sink = Steps()
        sink.atStep = { if $0 == 1 { context.checksUntilInterrupt = 0 } }
        context.progress = sink
        #expect(throws: Interrupted.self) { try scenes.value("made(edit={\"mid_block\": x -> x})") }
    }

    @Test func severalPictures() throws {
        let scenes = try scenes()
        _ = try scenes.value(
            "run = sample(sd, [\"a fox\", \"a blue heart\"], steps=2, size=64px, seed=1, record=attention(\"*.attn2\"))"
        )
        #expect(try scenes.text("length(run.images)") == "2")
        #expect(try scenes.text("heatmap(run, \"heart\", image=1).shape") == "[64, 64]")
        #expect(scenes.failure("heatmap(run, \"heart\")")?.id == "attention.unknown-word")
        #expect(scenes.failure("heatmap(run, \"fox\", image=2)")?.id == "run.image")
        #expect(scenes.failure("sample(sd, [\"a\", \"b\"], batch=2)")?.id == "sample.batch")
    }

    @Test func aWordNeedsNoListAroundIt() throws {
        let scenes = try scenes()
        #expect(
            try scenes.text("word_grid(base, words=\"fox\").size == word_grid(base, words=[\"fox\"]).size") == "true")
        #expect(try scenes.text("all(heatmap(base, \"fox\", steps=-1) == heatmap(base, \"fox\", steps=[1]))") == "true")
        let ground = "ground(sd, base.image, \"a fox\", timesteps=[500], words="
        #expect(try scenes.text("all(\(ground)\"fox\") == \(ground)[\"fox\"]))") == "true")
    }

    @Test func aRunSaysWhereItCameFrom() throws {
        let scenes = try scenes()
        #expect(
            try scenes.text("[base.provenance.seed, base.provenance.steps, base.provenance.command]")
                == #"[1, 2, "sample"]"#)
        #expect(try scenes.text("base.provenance.hash == sd.hash") == "true")
        #expect(try scenes.text("base.words") == #"["a", "fox"]"#)
    }
}
