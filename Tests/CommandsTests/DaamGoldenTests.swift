import Runtime
import Tensors
import Testing

/// Heat maps from the prompt to the picture against PyTorch and diffusers; `Fixtures/daam/make.py`.
@Suite struct DaamGoldenTests {
    /// Of maps from 0 to 1; single precision through four steps of two implementations leaves about 2e-6.
    private let tolerance = 1e-4

    private func scenes() throws -> Scenes {
        try Scenes(
            """
            folder = "\(Scenes.fixtures)/daam"
            prompt = "a sunflower left of a blue heart on sand"
            def sampled(name, size, request)
                noise = read("$folder/$name.noise.npy") |> rename(["batch", "channel", "y", "x"])
                sample(sd, prompt, steps=4, guidance=7.5, size=size, noise=noise, record=request)
            end
            def distance(heat, name)
                wanted = read("$folder/$name.npy")
                assert(shape(heat) == shape(wanted))
                max(abs(heat - wanted))
            end
            """)
    }

    @Test(arguments: [("square", "[128, 128]"), ("wide", "[96, 128]")])
    func daam(_ name: String, _ size: String) throws {
        let scenes = try scenes()
        _ = try scenes.value("run = sampled(\"\(name)\", \(size), attention(\"*.attn2\"));")
        #expect(try scenes.number("distance(run |> heatmap(\"sunflower\"), \"\(name).heat\")") < tolerance)
        // The golden tells words and recipes apart.
        #expect(try scenes.number("distance(run |> heatmap(\"heart\"), \"\(name).heat\")") > 0.1)
        #expect(
            try scenes.number("distance(run |> heatmap(\"sunflower\", preset=\"chest24\"), \"\(name).heat\")") > 0.01)
    }

    @Test func daamOfSomeSteps() throws {
        let scenes = try scenes()
        _ = try scenes.value("run = sampled(\"wide\", [96, 128], attention(\"*.attn2\"));")
        #expect(try scenes.number("distance(heatmap(run, \"sunflower\", steps=[1, 3]), \"wide.steps\")") < tolerance)
        #expect(try scenes.number("distance(heatmap(run, \"sunflower\"), \"wide.steps\")") > 0.001)
        // Chosen before the run, in a guided batch of which both halves are kept, for one word: the same map.
        _ = try scenes.value(
            "lean = sampled(\"wide\", [96, 128], attention(\"*.attn2\", steps=[1, -1], tokens=\"sunflower\", guidance=\"both\"));"
        )
        #expect(try scenes.number("distance(heatmap(lean, \"sunflower\"), \"wide.steps\")") < tolerance)
    }

    @Test func stepsAveragedWhileRecordingGiveTheSameMap() throws {
        let scenes = try scenes()
        _ = try scenes.value("run = sampled(\"wide\", [96, 128], attention(\"*.attn2\", over=\"step\"));")
        #expect(try scenes.number("distance(heatmap(run, \"sunflower\"), \"wide.heat\")") < tolerance)
    }

    /// The recipe of chest24 over four times of a picture, for the whole phrase and for one word.
    @Test func ground() throws {
        let scenes = try scenes()
        _ = try scenes.value(
            """
            noises = [normal([16, 16, 4], seed=i) for i in range(4)]
            picture = read_image("$folder/ground.png");
            times = [1, 201, 401, 601]
            """)
        #expect(try scenes.number("distance(stack(noises), \"ground.noise\")") < 1e-6, "the random stream has changed")
        let all = "distance(ground(sd, picture, prompt, timesteps=times), \"ground.heat\")"
        #expect(try scenes.number(all) < tolerance)
        let word = "distance(ground(sd, picture, prompt, words=[\"sunflower\"], timesteps=times), \"ground.word\")"
        #expect(try scenes.number(word) < tolerance)
        #expect(scenes.failure("ground(sd, picture, prompt, preset=\"daam\")")?.story.contains("chest24") == true)
    }
}
