import Diffusion
import Interpretability
import Neural
import Tensors
import Testing

/// A model of three cross-attention modules, one self-attention and a feature map, whose activations are known.
struct RecordingTests {
    let table = SiteTable()
    let down = 0
    let latents = (y: 6, x: 10)

    init() {
        for (path, reduction) in [("down_blocks.0", 1), ("mid_block", 2), ("up_blocks.1", 1)] {
            for (module, axes) in [
                ("attn2", ["batch", "head", "token", "channel"]), ("attn1", ["batch", "head", "y", "x", "channel"]),
            ] {
                let name = "unet.\(path).attentions.0.\(module)"
                _ = table.add(name + ".key", kind: .key, axes: axes, heads: 2, channels: 8, reduction: reduction)
                _ = table.add(
                    name + ".probabilities", kind: .probabilities, axes: ["batch", "head", "y", "x", "token"], heads: 2,
                    reduction: reduction)
                _ = table.add(name, axes: ["batch", "y", "x", "channel"], channels: 16, reduction: reduction)
            }
            _ = table.add("unet.\(path)", axes: ["batch", "y", "x", "channel"], channels: 16, reduction: reduction)
        }
        _ = table.add("text_encoder.layers.0", axes: ["batch", "token", "channel"], channels: 4)
    }

    private func text(_ prompt: String) throws -> TokenizedText {
        try Tokenizer(folder: scenesTokenizer).encode(prompt)
    }

    private func run(_ prompts: [String] = ["a sunflower on sand"], steps: Int = 4, guided: Bool = true) throws
        -> RunShape
    {
        let timesteps = (0..<steps).map { Double(901 - 100 * $0) }
        let texts = try prompts.map { try text($0) }
        return RunShape(
            latents: latents, timesteps: timesteps, texts: texts,
            negatives: guided ? try prompts.map { _ in try text("") } : nil)
    }

    /// What `site` holds at a step: a number that tells row, head, place and token apart.
    private func activation(_ site: Site, _ run: RunShape, step: Int) throws -> Tensor {
        let rows = run.rows.count
        let reduction = site.reduction ?? 1
        let (y, x) = ((latents.y + reduction - 1) / reduction, (latents.x + reduction - 1) / reduction)
        let isSelf = site.path.contains("attn1")
        let shape = site.axes.map { axis in
            switch axis {
            case "batch": rows
            case "head": 2
            case "y": y
            case "x": x
            case "token": isSelf ? y * x : 24
            default: site.channels ?? 1
            }
        }
        return try Tensor(Float.self, shape: shape, axes: site.axes.map { Axis($0) }) { target in
            for index in target.indices { target[index] = Float((index * 7 + step * 13 + site.id) % 251) }
        }
    }

    private func record(_ requests: [RecordingRequest], _ run: RunShape, steps: Int? = nil) throws -> Recording {
        let recorder = try Recorder(requests, sites: table, run: run)
        let forward = recorder.forward(table)
        recorder.beginPart(rows: run.rows)
        for site in table.sites where site.path.hasPrefix("text") {
            _ = try forward.visit(site.id, activation(site, run, step: 0))
        }
        for step in 0..<(steps ?? run.timesteps.count) {
            recorder.beginStep(step)
            for site in table.sites where site.path.hasPrefix("unet") {
                _ = try forward.visit(site.id, activation(site, run, step: step))
            }
        }
        return try recorder.finish()
    }

    private func value(_ tensor: Tensor, _ index: [Int]) throws -> Float {
        let flat = zip(index, tensor.shape).reduce(0) { $0 * $1.1 + $1.0 }
        return try tensor.floats()[flat]
    }

    private func id(_ body: () throws -> Any) -> String {
        do {
            _ = try body()
            return "nothing thrown"
        } catch let problem as Problem { return problem.id } catch { return "\(error)" }
    }

    @Test func globsMatchWithAndWithoutThePart() throws {
        #expect(try table.matching("up_blocks.1").map(\.path) == ["unet.up_blocks.1"])
        #expect(try table.matching("unet.mid_block").count == 1)
        #expect(try table.matching("*.attn2").count == 3)
        #expect(try table.matching("up_blocks.?.*.attn?").count == 2)
        #expect(try table.matching("*").count == table.sites.count)
        #expect(try table.attention(matching: "*.attn2").allSatisfy { $0.kind == .probabilities })
        #expect(id { try table.matching("blocks.1") } == "sites.none")
        #expect(id { try table.matching("") } == "sites.none")
        #expect(throws: Problem.self) { try table.matching("up_block.1") }
        #expect(SiteGlob("*a*b*c*").matches("xaybzc") && !SiteGlob("*a*b*c").matches("xaybzcd"))
    }

    @Test func keepsWhatWasAskedFor() throws {
        let run = try run()
        let recording = try record(
            [
                .init(
                    .attention, ["up_blocks.1.*attn2"], steps: [1, -1], heads: [1], tokens: .words([.init("sunflower")])
                )
            ], run)
        #expect(recording.names == ["unet.up_blocks.1.attentions.0.attn2"])
        let map = try recording["unet.up_blocks.1.attentions.0.attn2"]
        #expect(map.names == ["step", "head", "y", "x", "token"] && map.shape == [2, 1, 6, 10, 2])
        #expect(map.axes[0].labels == ["801", "601"] && map.axes[4].labels == ["sunflower", "sunflower"])
        let site = try #require(table.site(at: "unet.up_blocks.1.attentions.0.attn2.probabilities"))
        for (slot, step) in [1, 3].enumerated() {
            let whole = try activation(site, run, step: step)
            for (place, token) in [2, 3].enumerated() {
                // Row 1 is the conditional half.
                #expect(try value(map, [slot, 0, 4, 7, place]) == value(whole, [1, 1, 4, 7, token]))
            }
        }
        #expect(try Recording.positions(ofSteps: [3], in: recording.entries[0]) == [1])
        #expect(id { try Recording.positions(ofSteps: [2], in: recording.entries[0]) } == "recording.unknown-step")
    }

    @Test func averagesAsItStreams() throws {
        let run = try run()
        let whole = try record([.init(.attention, ["*.attn2"], guidance: .both)], run)
        let mean = try record([.init(.attention, ["*.attn2"], guidance: .both, over: ["step", "head"])], run)
        for (entry, reduced) in zip(whole.entries, mean.entries) {
            #expect(entry.tensor.names == ["step", "guidance", "head", "y", "x", "token"])
            #expect(entry.tensor.axes[1].labels == ["uncond", "cond"])
            #expect(reduced.tensor.names == ["guidance", "y", "x", "token"] && reduced.steps == [0, 1, 2, 3])
            let wanted = try entry.tensor.mean(over: [0, 2]).floats()
            let found = try reduced.tensor.floats()
            #expect(zip(wanted, found).allSatisfy { abs($0 - $1) <= 1e-4 * max(1, abs($0)) })
        }
        let over = try record(
            [.init(.attention, ["mid_block.*attn2"], guidance: .both, over: ["guidance", "y", "x", "token"])], run)
        let wanted = try whole.entries[1].tensor.mean(over: [1, 3, 4, 5]).floats()
        #expect(zip(wanted, try over.entries[0].tensor.floats()).allSatisfy { abs($0 - $1) < 1e-3 })
    }

    @Test func severalPicturesHaveABatchAxis() throws {
        let run = try run(["a sunflower on sand", "a fox"])
        let recording = try record([.init(.activations, ["mid_block", "text_encoder.*"])], run)
        let map = try recording["mid_block"]
        #expect(map.names == ["step", "batch", "y", "x", "channel"] && map.shape == [4, 2, 3, 5, 16])
        let site = try #require(table.site(at: "unet.mid_block"))
        #expect(try value(map, [2, 1, 1, 4, 9]) == value(activation(site, run, step: 2), [3, 1, 4, 9]))
        let states = try recording["text_encoder.layers.0"]
        #expect(states.names == ["batch", "token", "channel"] && states.axes[1].labels == nil)
        #expect(
            id { try record([.init(.attention, ["*.attn2"], tokens: .words([.init("fox")]))], run) }
                == "attention.unknown-word")
    }

    @Test func stacksSitesOfOneSize() throws {
        let recording = try record([.init(.attention, ["*.attn2"])], run(guided: false))
        let pair = try recording["*_blocks.*"]
        #expect(pair.names == ["site", "step", "head", "y", "x", "token"] && pair.shape == [2, 4, 2, 6, 10, 24])
        #expect(
            pair.axes[0].labels == ["unet.down_blocks.0.attentions.0.attn2", "unet.up_blocks.1.attentions.0.attn2"])
        #expect(try recording["mid_block.*"].names.first == "site")
        #expect(id { try recording["*"] } == "recording.resolutions")
        #expect(id { try recording["up_blocks.2.*"] } == "recording.unknown-site")
    }

    @Test func aStoppedRunKeepsItsSteps() throws {
        let recording = try record([.init(.attention, ["mid_block.*attn2"])], run(), steps: 2)
        #expect(recording.entries[0].steps == [0, 1])
        #expect(
            recording.entries[0].tensor.shape[0] == 2 && recording.entries[0].tensor.axes[0].labels == ["901", "801"])
        #expect(try record([.init(.attention, ["*"])], run(), steps: 0).isEmpty)
    }

    @Test func pricesBeforeItRuns() throws {
        let run = try run()
        let request = RecordingRequest(.attention, ["up_blocks.1.*attn2"], heads: [0], tokens: .positions([1, 2, -1]))
        let price = try RecordingPrice.of([request], sites: table, run: run)
        #expect(price.kept == 4 * (4 * 1 * 6 * 10 * 3))
        #expect(price.passing == 4 * (2 * 2 * 6 * 10 * 24))
        #expect(try record([request], run).bytes == price.kept)
        let own = try RecordingPrice.of([.init(.attention, ["up_blocks.1.*attn1"])], sites: table, run: run)
        #expect(own.kept == 4 * (4 * 2 * 60 * 60))
        let huge = RunShape(latents: (4096, 4096), timesteps: [1], texts: [try text("a fox")])
        #expect(id { try Recorder([.init(.attention, ["*.attn1"])], sites: table, run: huge) } == "limit.memory")
    }

    @Test func refusesWhatThereIsNot() throws {
        let run = try run(guided: false)
        #expect(id { try record([.init(.attention, ["*.attn2"], steps: [4])], run) } == "recording.unknown-step")
        #expect(id { try record([.init(.attention, ["*.attn2"], heads: [2])], run) } == "recording.unknown-head")
        #expect(id { try record([.init(.attention, ["*.attn2"], guidance: .both)], run) } == "recording.no-guidance")
        #expect(id { try record([.init(.attention, ["*.attn2"], over: ["heads"])], run) } == "recording.unknown-axis")
        #expect(id { try record([.init(.attention, ["*.attn3"])], run) } == "sites.none")
        #expect(
            id { try record([.init(.attention, ["*.attn2"], tokens: .words([.init("dog")]))], run) }
                == "attention.unknown-word")
        #expect(
            id { try record([.init(.attention, ["*.attn2"], tokens: .positions([24]))], run) }
                == "recording.unknown-token")
        #expect(id { try record([.init(.attention, ["*.attn2"], steps: [])], run) } == "recording.nothing")
    }

    /// A site that the run never shows would be recorded as nothing, and its edit would do nothing.
    @Test func refusesPartsThatAreNotShown() throws {
        var run = try run()
        run.visitedParts = ["unet"]
        #expect(id { try record([.init(.activations, ["text_encoder.*"])], run) } == "sites.not-run")
        #expect(
            id { try Editor([("text_encoder.*", { value, _, _ in value })], sites: table, parts: ["unet"]) }
                == "sites.not-run")
        #expect(
            try Editor([("*", { value, _, _ in value })], sites: table, parts: ["unet"]).wanted.count == table.sites
                .count - 1)
        #expect(try record([.init(.activations, ["*.0"]), .init(.activations, ["mid_block"])], run).names.count == 2)
    }

    @Test func editsReplaceActivationsAndAreRecorded() throws {
        let run = try run()
        let editor = try Editor(
            [("mid_block", { value, _, step in try value + Double(100 * (step ?? 0)) })], sites: table)
        let recorder = try Recorder([.init(.activations, ["mid_block"])], sites: table, run: run)
        let both = Visitors([editor, recorder])
        let forward = both.forward(table)
        let site = try #require(table.site(at: "unet.mid_block"))
        let plain = try activation(site, run, step: 0)
        for step in 0..<4 {
            both.beginStep(step, rows: run.rows)
            let found = try forward.visit(site.id, plain)
            #expect(try value(found, [1, 0, 0, 3]) == value(plain, [1, 0, 0, 3]) + Float(100 * step))
        }
        #expect(try value(recorder.finish().entries[0].tensor, [3, 0, 0, 3]) == value(plain, [1, 0, 0, 3]) + 300)
        let bad = try Editor([("mid_block", { value, _, _ in try value.mean(over: [3]) })], sites: table)
        bad.beginStep(0, rows: run.rows)
        #expect(id { try bad.visit(site, plain) } == "edit.shape")
        #expect(id { try Editor([("nowhere", { value, _, _ in value })], sites: table) } == "sites.none")
    }
}
