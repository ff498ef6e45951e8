/// The design's own scripts, as they are written there.
enum Samples {
    static let design = #"""
        # %% Look inside
        sd = load("models/sd-v1-5", dtype="bfloat16")
        sd                                        # a card: parts, parameters, memory, scheduler, hash
        sites(sd, "*.attn2")                      # a table: site, shape, heads, resolution

        # %% Where did the words look?
        run  = sample(sd, "a dog on a red sofa", steps=30, guidance=7.5, seed=7, record=attention("*.attn2"))
        run.image
        heat = run |> heatmap("dog", steps=range(10, 30))              # DAAM's rule is the default preset
        [run.image |> overlay(run |> heatmap(w), title=w) for w in run.words] |> grid(columns=3) |> save("words.png")
        fine = run.attention["up_blocks.1.*"][token="dog", step=10:30] |> mean(over=["step", "head"])

        # %% Phrase grounding over a data set
        use metrics.grounding
        scores = csv("ms-cxr.csv") |> map(progress="grounding") do row
            image = read_image(row.path, size=512px)
            heat  = ground(sd, image, row.phrase, preset="chest24", seed=0)
            truth = box_mask(image, row.boxes)
            {finding: row.category, iou: iou(heat, truth, threshold="gmm"), cnr: cnr(heat, truth), auc: auc(heat, truth)}
        end
        scores |> summary(by="finding", of=["iou", "cnr", "auc"], confidence=95%)
        compare({frozen: score(frozen), tuned: score(tuned)}, test="paired bootstrap", draws=10_000, seed=1)

        # %% Read and change an activation
        base  = sample(sd, "a cat on a mat", seed=3, steps=20)
        moved = sample(sd, "a cat on a mat", seed=3, steps=20, edit={"mid_block": x -> x + 4 * direction})
        difference(base.image, moved.image)

        # %% Where and when is the class readable?
        table = sweep(site=["mid_block", "up_blocks.1", "up_blocks.2"], timestep=range(25, 500, step=25)) do at
            x = features(sd, data, site=at.site, timestep=at.timestep, pool="mean")
            probe(x, data.label, folds=5, seed=0).accuracy
        end
        table |> pivot(rows="site", columns="timestep") |> show(as="heat")

        # %% A sparse autoencoder, a saliency map, a distribution distance
        sae = train_sae(features(sd, data, site="mid_block", timestep=25), k=32, expansion=64, seed=42)
        sal = rise(run, step=15, masks=400, seed=0)
        {insertion: insertion_auc(run, sal), deletion: deletion_auc(run, sal)}
        fid(images("real/"), images("generated/"))

        # %% Train
        tuned = train(sd, data, parts=["unet", "text_encoder"], rate=5e-5, steps=2000, seed=1, checkpoint="runs/tuned")
        """#

    /// A small script that has the rest of the grammar in it.
    static let everything = ##"""
        # A cube.
        # >>> cube(2)
        # 8
        def cube(x, k=3) = x ** k

        def fibonacci(n)
            if n < 2
                return n
            elseif n == 2; 1
            else
                fibonacci(n - 1) + fibonacci(n - 2)
            end
        end

        # %% [markdown] About
        # Some *prose*.

        # %% Loops
        #| time: 30s
        use "./mine.limn" as mine
        total, count = 0, 1
        for key, value in {a: 1, "b c": 2}
            total += value
            if not (value in [1, 2] or key == 'a') then continue
        end
        while total < 10 and total != -1
            total **= 2; count -= 1
            break
        end
        x = tensor([[1, 2], [3, 4]])[0:1, ::2, ..., -1]
        x[step=10:40, token="dog"] = [1e-3, .5, 0xFF, 10_000]
        r.field.end = f(end=1, in=2, as=3) @ -x % 3 // 7
        y = try risky(60%, 512px) else (a, b) -> a <= b < 3
        z = with seed(7), threads(1)
            draw(() -> none) |> map do row; row.x end
        end
        text = "a $name and $(f("in $(x)") + 1) \u{1F33B} \$5"
        long = """
            first
              second $total
            """
        [if long(w) then w else none for w in words if w]
        """##

    static let all = [design, everything]

    /// The cells of both, each for itself: short enough to be read thousands of times.
    static let cells: [String] = all.flatMap { text -> [String] in
        var cells = [""]
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("# %%") { cells.append("") }
            cells[cells.count - 1] += line + "\n"
        }
        return cells.filter { !$0.isEmpty }
    }
}
