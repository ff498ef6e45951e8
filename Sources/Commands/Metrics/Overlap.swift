import Interpretability
import Runtime
import Tensors

/// A threshold by name, or a fraction of the maximum; nil for a map that is a mask already.
func threshold(from value: Value) throws -> Threshold? {
    switch value {
    case .none: nil
    case .string(let text): try Threshold(text.string)
    case .quantity(let quantity) where quantity.unit == "%": .fraction(quantity.amount / 100)
    default: .fraction(try Double.from(value))
    }
}

/// Documents the `threshold` of the overlap metrics.
private let thresholdHelp =
    "Makes a mask of the map: \"otsu\", \"gmm\", \"mean\", or a fraction of its maximum. A mask needs none."

/// What a metric is where it is not defined.
let undefinedNames = Metrics.Undefined.allCases.map(\.rawValue)

func undefined(_ name: String) -> Metrics.Undefined { Metrics.Undefined(rawValue: name) ?? .nan }

struct IoU: Command {
    static let name = "iou", summary = "Intersection over union of a mask (or a thresholded map) and the truth."
    static let discussion =
        "Equal to scikit-learn's jaccard_score. `threshold=\"gmm\"` is the rule of chest-distillation."
    static let searchTerms = ["jaccard", "intersection over union", "overlap"]
    static let examples = [Example("iou([[true, false]], [[true, true]])", gives: "0.5")]
    @Argument("A mask, or a map with a threshold.") var map: Tensor
    @Argument("The true mask.") var truth: Tensor
    @Option(thresholdHelp, completes: "words otsu gmm mean") var threshold: Value = .none
    @Option("The result where both masks are empty.", from: undefinedNames) var undefined = "nan"
    func run(in context: Context) throws -> Double {
        try Metrics.iou(
            map, truth, threshold: Commands.threshold(from: threshold), undefined: Commands.undefined(undefined))
    }
}

struct MIoU: Command {
    static let name = "miou", summary = "The mean of the IoU of the foreground and of the background."
    static let searchTerms = ["mean iou", "jaccard"]
    static let examples = [Example("miou([[true, false]], [[true, false]])", gives: "1.0")]
    @Argument("A mask, or a map with a threshold.") var map: Tensor
    @Argument("The true mask.") var truth: Tensor
    @Option(thresholdHelp, completes: "words otsu gmm mean") var threshold: Value = .none
    @Option("The result where it is not defined.", from: undefinedNames) var undefined = "nan"
    func run(in context: Context) throws -> Double {
        try Metrics.miou(
            map, truth, threshold: Commands.threshold(from: threshold), undefined: Commands.undefined(undefined))
    }
}

struct Dice: Command {
    static let name = "dice", summary = "Dice's coefficient 2|A∩B| / (|A| + |B|): the F1 score of the pixels."
    static let searchTerms = ["f1", "overlap", "sorensen"]
    static let examples = [Example("dice([[true, false]], [[true, false]])", gives: "1.0")]
    @Argument("A mask, or a map with a threshold.") var map: Tensor
    @Argument("The true mask.") var truth: Tensor
    @Option(thresholdHelp, completes: "words otsu gmm mean") var threshold: Value = .none
    @Option("The result where both masks are empty.", from: undefinedNames) var undefined = "nan"
    func run(in context: Context) throws -> Double {
        try Metrics.dice(
            map, truth, threshold: Commands.threshold(from: threshold), undefined: Commands.undefined(undefined))
    }
}

struct ThresholdOf: Command {
    static let name = "threshold", summary = "The mask of a map: where it is above a value found from the map."
    static let discussion = """
        `otsu` as scikit-image; `gmm` midway between the means of two fitted Gaussians, as scikit-learn; `mean`; or a \
        fraction of the maximum such as 0.4.
        """
    static let searchTerms = ["otsu", "binarize", "mask", "gmm"]
    static let examples = [Example("sum(threshold([0.0, 0.1, 0.9, 1.0], method=\"mean\"))", gives: "2")]
    @Argument("A map.") var map: Tensor
    @Option("otsu, gmm, mean, or a fraction of the maximum.", completes: "words otsu gmm mean") var method: Value =
        .string("otsu")
    func run(in context: Context) throws -> Tensor {
        guard let threshold = try threshold(from: method) else {
            throw Mismatch(expected: "a threshold", found: method)
        }
        return try threshold.mask(of: map)
    }
}
