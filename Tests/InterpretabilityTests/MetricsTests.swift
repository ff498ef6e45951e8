import Glibc
import Interpretability
import Tensors
import Testing

/// Scores as scikit-learn, scikit-image, scipy and torchmetrics give them; `Fixtures/make_metrics.py`.
struct MetricsTests {
    private let fixture: Fixture
    private let expected: JSON

    init() throws {
        fixture = try Fixture("metrics")
        expected = try JSON.read(path: testFolder + "/Fixtures/metrics.json")
    }

    private func mask(_ name: String) throws -> Tensor { try fixture.tensor(name).converted(to: .bool) }

    @Test(arguments: 0..<6) func scoresOfMaps(_ number: Int) throws {
        let wanted = try #require(expected["maps"]?[number])
        let heat = try fixture.tensor("heat\(number)")
        let (truth, other) = (try mask("truth\(number)"), try mask("mask\(number)"))
        let second = try fixture.tensor("second\(number)")
        let found: [(String, Double)] = [
            ("iou", try Metrics.iou(other, truth)), ("miou", try Metrics.miou(other, truth)),
            ("dice", try Metrics.dice(other, truth)), ("auc", try Metrics.auc(heat, truth)),
            ("average_precision", try Metrics.averagePrecision(heat, truth)), ("cnr", try Metrics.cnr(heat, truth)),
            ("pointing", try Metrics.pointing(heat, truth)), ("pearson", try Metrics.correlation(heat, second)),
            ("spearman", try Metrics.correlation(heat, second, method: .spearman)),
            ("otsu", try Threshold.otsu.value(of: heat)), ("iou_otsu", try Metrics.iou(heat, truth, threshold: .otsu)),
        ]
        for (name, value) in found {
            let reference = try #require(wanted[name]?.number)
            #expect(agree(value, reference), "\(name): \(value), expected \(reference)")
        }
        let gmm = try #require(wanted["gmm"]?.number)
        let middle = try Threshold.gmm.value(of: heat)
        #expect(agree(middle, gmm), "gmm: \(middle), expected \(gmm)")
        let (signed, plain) = (try Metrics.cnr(heat, truth), try Metrics.cnr(heat, truth, isSigned: false))
        #expect(plain == abs(signed))
    }

    @Test(arguments: 0..<3) func scoresOfPictures(_ number: Int) throws {
        let wanted = try #require(expected["pictures"]?[number])
        let (a, b) = (try fixture.tensor("a\(number)"), try fixture.tensor("b\(number)"))
        let (ssim, psnr) = (try #require(wanted["ssim"]?.number), try #require(wanted["psnr"]?.number))
        #expect(agree(try Metrics.ssim(a, b), ssim))
        #expect(agree(try Metrics.psnr(a, b), psnr))
        #expect(try Metrics.ssim(a, a) == 1 && Metrics.psnr(a, a) == .infinity)
        if a.rank == 3 {
            let named = ["y", "x", "channel"]
            let turned = try b.renamed(named).transposed([2, 0, 1])
            #expect(agree(try Metrics.ssim(a.renamed(named), turned), try Metrics.ssim(a, b), 1e-12))
        }
    }

    @Test func similarityOverScales() throws {
        func waves(_ noise: Double) throws -> Tensor {
            try Tensor(Float.self, shape: [177, 190]) { target in
                for index in target.indices {
                    let (y, x) = (Double(index / 190), Double(index % 190))
                    let plain = 0.5 + 0.25 * Self.sine(y / 7 + x / 11) + 0.2 * Self.sine(x * y / 900)
                    target[index] = Float(plain + noise * 0.1 * Self.sine(y * 1.7) * Self.sine(x * 2.3 + .pi / 2))
                }
            }
        }
        for strength in ["0", "1", "-3"] {
            let wanted = try #require(expected["ms_ssim"]?[strength]?.number)
            let found = try Metrics.msSSIM(waves(0), waves(Double(strength) ?? 0))
            #expect(agree(found, wanted, 1e-5), "\(strength): \(found), expected \(wanted)")
        }
        #expect(
            problemID { try Metrics.msSSIM(Tensor.zeros([175, 200]), Tensor.zeros([175, 200])) } == "metric.too-small")
    }

    private static func sine(_ x: Double) -> Double { Glibc.sin(x) }

    @Test func whatTheFormulaLeavesOpen() throws {
        let heat = try Tensor([0.1, 0.5, 0.2, 0.9] as [Float], shape: [2, 2])
        let (none, all) = (try Tensor.zeros([2, 2], dtype: .bool), try Tensor.ones([2, 2], dtype: .bool))
        let flat = try Tensor.full([2, 2], 0.5)
        let half = try Tensor([true, true, false, false], shape: [2, 2])
        for score in [Metrics.auc, Metrics.averagePrecision] {
            #expect(try score(heat, none, .nan).isNaN && score(heat, none, .zero) == 0)
            #expect(problemID { try score(heat, none, .error) } == "metric.undefined")
        }
        #expect(try Metrics.cnr(heat, none).isNaN && Metrics.cnr(heat, all).isNaN && Metrics.cnr(flat, half).isNaN)
        #expect(try Metrics.cnr(half, half) == .infinity)
        #expect(try Metrics.pointing(heat, none).isNaN && Metrics.auc(heat, all).isNaN)
        #expect(try Metrics.auc(flat, half) == 0.5)
        #expect(
            try Metrics.iou(none, none).isNaN && Metrics.iou(none, all) == 0
                && Metrics.iou(none, none, undefined: .zero) == 0)
        #expect(try Metrics.dice(none, none).isNaN && Metrics.miou(all, all).isNaN && Metrics.miou(all, none) == 0)
        #expect(try Metrics.correlation(flat, heat).isNaN)
    }

    @Test func badInputIsNamed() throws {
        let heat = try Tensor([0.1, .nan, 0.2, 0.9] as [Float], shape: [2, 2])
        let infinite = try Tensor([0.1, -.infinity, 0.2, 0.9] as [Float], shape: [2, 2])
        let truth = try Tensor([true, true, false, false], shape: [2, 2])
        #expect(problemID { try Metrics.auc(heat, truth) } == "metric.not-finite")
        #expect(problemID { try Threshold.otsu.mask(of: infinite) } == "metric.not-finite")
        #expect(problemID { try Metrics.ssim(heat, heat) } == "metric.not-finite")
        #expect(problemID { try Metrics.cnr(truth, Tensor.zeros([4])) } == "metric.shape-mismatch")
        #expect(problemID { try Metrics.auc(truth, Tensor.full([2, 2], 0.5)) } == "metric.not-a-mask")
        #expect(problemID { try Metrics.iou(Tensor.full([2, 2], 0.5), truth) } == "metric.not-a-mask")
        #expect(problemID { try Metrics.iou(Tensor.zeros([0, 2]), Tensor.zeros([0, 2])) } == "metric.empty")
        #expect(problemID { try Metrics.ssim(Tensor.zeros([10, 40]), Tensor.zeros([10, 40])) } == "metric.too-small")
        #expect(problemID { try Metrics.psnr(truth, truth, range: 0) } == "metric.bad-option")
        #expect(problemID { try Threshold("otus") } == "metric.bad-option")
        #expect(try Threshold("0.4") == .fraction(0.4) && Threshold("gmm") == .gmm)
    }

    @Test func axesAreMatchedByName() throws {
        let heat = try fixture.tensor("heat1", ["y", "x"])
        let truth = try mask("truth1").renamed(["y", "x"])
        #expect(try Metrics.auc(heat, truth.transposed([1, 0])) == Metrics.auc(heat, truth))
        #expect(
            problemID { try Metrics.auc(heat, truth.transposed([1, 0]).renamed([nil, nil])) } == "metric.shape-mismatch"
        )
    }

    @Test func pointingMayMissByATolerance() throws {
        var values = [Float](repeating: 0, count: 100)
        values[55] = 1
        let heat = try Tensor(values, shape: [10, 10])
        let truth = try Metrics.boxMask(height: 10, width: 10, boxes: [Box(x: 8, y: 8, width: 2, height: 1)])
        #expect(try Metrics.pointing(heat, truth) == 0)
        #expect(
            try Metrics.pointing(heat, truth, tolerance: 4.2) == 0 && Metrics.pointing(heat, truth, tolerance: 4.3) == 1
        )
    }
}
