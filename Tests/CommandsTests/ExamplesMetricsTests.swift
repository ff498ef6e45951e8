import Runtime
import Testing

/// Metrics on maps that can be worked out by hand.
@Suite struct MetricCommandTests {
    private let maps = """
        heat = tensor([[0.9, 0.8], [0.1, 0.0]])
        truth = tensor([[true, true], [false, false]])
        """

    /// In the truth 2 of 4; above 0.855 only the first, so 1 of 2 is found and nothing wrong.
    static let handMade: [(String, Double)] = [
        ("iou(heat, truth, threshold=95%)", 0.5), ("iou(heat, truth, threshold=0.95)", 0.5),
        ("dice(heat, truth, threshold=95%)", 2.0 / 3), ("miou(heat, truth, threshold=95%)", (1.0 / 2 + 2.0 / 3) / 2),
        ("iou(heat, truth, threshold=\"otsu\")", 1), ("iou(heat, truth, threshold=\"gmm\")", 1),
        ("iou(heat, truth, threshold=\"mean\")", 1), ("iou(heat > 0.05, truth)", 2.0 / 3),
        ("cnr(heat, truth)", 0.8 / 0.1), ("cnr(1 - heat, truth)", -8), ("cnr(1 - heat, truth, signed=false)", 8),
        ("auc(heat, truth)", 1), ("auc(1 - heat, truth)", 0), ("auc([0.5, 0.5], [true, false])", 0.5),
        ("auc([0.1], [true], undefined=\"zero\")", 0),
        ("average_precision([0.9, 0.8, 0.1], [false, true, true])", 0.5 * 0.5 + 0.5 * 2 / 3),
        ("pointing([[0.0, 1.0, 0.0]], [[true, false, false]])", 0),
        ("pointing([[0.0, 1.0, 0.0]], [[true, false, false]], tolerance=1px)", 1),
        ("correlation([1, 2, 3], [3, 2, 1])", -1), ("correlation([1, 2, 3], [1, 4, 9], method=\"spearman\")", 1),
        ("psnr(zeros([12, 12]), full([12, 12], 0.1))", 20), ("ssim(zeros([12, 12]), zeros([12, 12]))", 1),
        ("sum(box_mask([4, 6], [[1, 1, 2, 2], [4, 0, 9, 1]]))", 6),
        ("grounding_scores(heat, truth, threshold=95%).iou", 0.5),
        ("grounding_summary(table([{iou: 0.0, cnr: 1.0, auc: 0.5}, {iou: 1.0, cnr: 3.0, auc: 0.7}]))[0].iou", 0.5),
    ]

    @Test(arguments: handMade)
    func byHand(_ script: String, _ wanted: Double) throws {
        let found = try Scenes().number(maps + "\n" + script)
        #expect(abs(found - wanted) < 1e-5, "\(script) is \(found)")
    }

    @Test func notDefined() throws {
        let scenes = try Scenes()
        #expect(try scenes.text("auc([0.1], [true])") == "nan")
        #expect(try scenes.text("iou([[false]], [[false]])") == "nan")
        #expect(try scenes.text("bounding_box([[false, false]])") == "none")
        #expect(scenes.failure("iou([[false]], [[false]], undefined=\"error\")") != nil)
        #expect(try scenes.text("bounding_box(box_mask([4, 6], [1, 1, 2, 2]))") == "[1.0, 1.0, 2.0, 2.0]")
    }

    @Test(arguments: [
        ("iou([[0.1, 0.2]], [[true, false]])", "metric.not-a-mask"),
        ("iou([[true]], [[true, false]])", "metric.shape-mismatch"),
        ("cnr([1.0, 2.0], [0.5, 0.2])", "metric.not-a-mask"),
        ("threshold([0.1], method=\"otsux\")", "metric.bad-option"),
        ("ssim(zeros([4, 4]), zeros([5, 5]))", "metric.shape-mismatch"),
        ("box_mask([4, 4], [[1, 2, 3]])", "box.size"), ("auc([0.1], [true], undefined=\"one\")", "call.unknown-choice"),
    ])
    func refused(_ script: String, _ id: String) throws {
        #expect(try Scenes().failure(script)?.id == id)
    }
}
