import Interpretability
import Runtime
import Tensors

struct CNR: Command {
    static let name = "cnr", summary = "Contrast to noise of a map: how far it stands out inside the truth."
    static let discussion = "(mean inside − mean outside) / √(variance inside + variance outside), unbiased variances."
    static let searchTerms = ["contrast", "contrast-to-noise", "grounding"]
    static let examples = [Example("cnr([3.0, 5.0, 0.0, 2.0], [true, true, false, false])", gives: "1.5")]
    @Argument("A map.") var heat: Tensor
    @Argument("The true mask.") var truth: Tensor
    @Option("Keep the sign; some papers average the absolute value.") var signed = true
    @Option("The result where it is not defined.", from: undefinedNames) var undefined = "nan"
    func run(in context: Context) throws -> Double {
        try Metrics.cnr(heat, truth, isSigned: signed, undefined: Commands.undefined(undefined))
    }
}

struct AUC: Command {
    static let name = "auc",
        summary = "Area under the ROC curve of a map against the truth: 0.5 is chance, 1 is perfect."
    static let discussion = "By ranks, ties averaged: equal to scikit-learn's roc_auc_score."
    static let searchTerms = ["roc", "auroc", "roc_auc_score"]
    static let examples = [Example("auc([0.9, 0.1], [true, false])", gives: "1.0")]
    @Argument("A map.") var heat: Tensor
    @Argument("The true mask.") var truth: Tensor
    @Option("The result where the truth is all of one kind.", from: undefinedNames) var undefined = "nan"
    func run(in context: Context) throws -> Double {
        try Metrics.auc(heat, truth, undefined: Commands.undefined(undefined))
    }
}

struct AveragePrecision: Command {
    static let name = "average_precision",
        summary = "The mean precision over the recall steps, as scikit-learn's average_precision_score."
    static let searchTerms = ["ap", "map", "precision recall"]
    static let examples = [Example("average_precision([0.9, 0.1], [true, false])", gives: "1.0")]
    @Argument("A map.") var heat: Tensor
    @Argument("The true mask.") var truth: Tensor
    @Option("The result where nothing is true.", from: undefinedNames) var undefined = "nan"
    func run(in context: Context) throws -> Double {
        try Metrics.averagePrecision(heat, truth, undefined: Commands.undefined(undefined))
    }
}

struct Pointing: Command {
    static let name = "pointing", summary = "The pointing game: 1 where the highest point lies in the truth, else 0."
    static let searchTerms = ["top-1", "hit", "argmax"]
    static let examples = [Example("pointing([0.9, 0.1], [true, false])", gives: "1.0")]
    @Argument("A map.") var heat: Tensor
    @Argument("The true mask.") var truth: Tensor
    @Option("How far beside the truth still counts.", unit: .pixels) var tolerance = 0.0
    func run(in context: Context) throws -> Double { try Metrics.pointing(heat, truth, tolerance: tolerance) }
}

struct CorrelationOf: Command {
    static let name = "correlation", summary = "Whether two tensors rise and fall together, from −1 to 1."
    static let searchTerms = ["pearson", "spearman", "corrcoef"]
    static let examples = [Example("correlation([1, 2, 3], [2, 4, 6])", gives: "1.0")]
    @Argument("A tensor.") var a: Tensor
    @Argument("A tensor of the same shape.") var b: Tensor
    @Option("Of values or of ranks.", from: Metrics.Correlation.allCases.map(\.rawValue)) var method = "pearson"
    func run(in context: Context) throws -> Double {
        try Metrics.correlation(a, b, method: .init(rawValue: method) ?? .pearson)
    }
}
