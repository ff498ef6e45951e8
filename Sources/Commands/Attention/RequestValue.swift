import Interpretability
import Runtime
import Tensors

/// What to keep of a run, said before it: the value of `attention(…)` and `activations(…)`.
final class RequestValue: NativeRepresentable {
    static let nativeTypeName = "request"
    let request: RecordingRequest

    init(_ request: RecordingRequest) { self.request = request }

    var fieldNames: [String] { ["sites", "over"] }
    func field(_ name: String) throws -> Value? {
        switch name {
        case "sites": request.patterns.value
        case "over": request.over.value
        default: nil
        }
    }

    func display(width: Int) -> DisplayBundle {
        var parts = request.patterns.map { "\"\($0)\"" }
        if let steps = request.steps { parts.append("steps=\(steps)") }
        if let heads = request.heads { parts.append("heads=\(heads)") }
        if request.guidance != .conditional { parts.append("guidance=\"\(request.guidance.rawValue)\"") }
        if !request.over.isEmpty { parts.append("over=\(request.over.value.literal)") }
        return DisplayBundle(text: "\(request.kind.rawValue)(\(parts.joined(separator: ", ")))")
    }
}

struct Attention: Command {
    static let name = "attention", summary = "A request to keep the probabilities of attention modules, for `record=`."
    static let discussion = """
        Nothing runs yet. What is kept has the axes ⟨step, head, y, x, token⟩; `guidance=\"both\"` adds ⟨guidance⟩, a \
        batch ⟨batch⟩. `over=` averages axes while the model runs and saves their share of the memory. `price` tells \
        beforehand what a request will take; one that does not fit is refused before the run.
        """
    static let searchTerms = ["cross-attention", "attn", "hook", "attention maps", "daam"]
    static let examples = [Example("attention(\"*.attn2\", steps=range(10, 30), over=\"head\")")]
    @Argument("Patterns for sites, such as \"*.attn2\" or \"up_blocks.1.*\".", completes: "site") var sites: [String]
    @Option("Steps from 0, negative from the end; all where left out.") var steps: [Int]?
    @Option("Heads from 0; all where left out.") var heads: [Int]?
    @Option("Words of the prompt, or token positions; all tokens where left out.", completes: "word") var tokens:
        [Value]?
    @Option("Which half of a guided batch.", from: ["cond", "uncond", "both"]) var guidance = "cond"
    @Option("Axes to average while the model runs: \"head\", \"step\".", completes: "words step head") var over:
        [String] = []

    func run(in context: Context) throws -> RequestValue {
        RequestValue(
            RecordingRequest(
                .attention, sites, steps: steps, heads: heads, tokens: try chosenTokens(),
                guidance: .init(rawValue: guidance) ?? .conditional, over: over))
    }

    private func chosenTokens() throws -> RecordingRequest.Tokens? {
        guard let tokens else { return nil }
        if let positions = try? tokens.map({ try Int.from($0) }) { return .positions(positions) }
        return .words(
            try tokens.map { value in
                let (word, occurrence) = splitOccurrence(try String.from(value))
                return .init(word, occurrence: occurrence)
            })
    }
}

/// `a[1]` as the word `a` and its occurrence 1; any other text as it is.
func splitOccurrence(_ text: String) -> (word: String, occurrence: Int?) {
    guard text.hasSuffix("]"), let open = text.lastIndex(of: "["), open != text.startIndex,
        let number = Int(text[text.index(after: open)..<text.index(before: text.endIndex)])
    else { return (text, nil) }
    return (String(text[..<open]), number)
}

struct Activations: Command {
    static let name = "activations", summary = "A request to keep the activations of any sites, for `record=`."
    static let searchTerms = ["features", "hidden states", "hook", "cache"]
    static let examples = [Example("activations([\"mid_block\", \"up_blocks.1\"], steps=[0])")]
    @Argument("Patterns for sites.", completes: "site") var sites: [String]
    @Option("Steps from 0, negative from the end; all where left out.") var steps: [Int]?
    @Option("Which half of a guided batch.", from: ["cond", "uncond", "both"]) var guidance = "cond"
    @Option("Axes to average while the model runs: \"step\", \"y\", \"x\".", completes: "words step y x") var over:
        [String] = []

    func run(in context: Context) throws -> RequestValue {
        RequestValue(
            RecordingRequest(
                .activations, sites, steps: steps, guidance: .init(rawValue: guidance) ?? .conditional, over: over))
    }
}
