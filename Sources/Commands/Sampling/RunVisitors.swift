import Diffusion
import Interpretability
import Neural
import Runtime
import Tensors

/// The edits and recordings of one run, made from a command's `record=` and `edit=`. What is recorded is what the
/// model went on with.
struct RunVisitors {
    let recorder: Recorder?
    let all: Visitors

    /// - Throws: `sites.none`, `recording.…`, `limit.memory`: all before anything runs.
    init(record: [RequestValue], editor: Editor?, model: DiffusionModel, shape: RunShape) throws {
        recorder = record.isEmpty ? nil : try Recorder(record.map(\.request), sites: model.sites, run: shape)
        var members: [any RunVisitor] = []
        if let editor { members.append(editor) }
        if let recorder { members.append(recorder) }
        all = Visitors(members)
    }

    /// The edits of `edit={pattern: function}`, or nil where there are none. - Throws: `sites.none`, a mismatch.
    static func editor(
        _ edit: Record, _ model: DiffusionModel, _ context: Context, parts: Set<String>? = nil
    ) throws -> Editor? {
        guard edit.count > 0 else { return nil }
        let edits = try edit.fields.map { pattern, value -> (pattern: String, body: Editor.Replacement) in
            guard case .function(let function) = value else {
                throw Mismatch(expected: "a function for the edit of \"\(pattern)\"", found: value)
            }
            return (pattern, { try RunVisitors.call(function, $0, $1, $2, context) })
        }
        return try Editor(edits, sites: model.sites, parts: parts)
    }

    /// A function of one parameter gets the activation; a second gets the step, a third the site's path.
    private static func call(
        _ function: Function, _ value: Tensor, _ site: Site, _ step: Int?, _ context: Context
    ) throws -> Tensor {
        let given: [Value] = [.tensor(value), step.map { .int($0) } ?? .none, .string(site.path)]
        let answer = try function.call(Array(given.prefix(max(1, function.parameterNames.count))), in: context)
        guard case .tensor(let tensor) = answer else {
            throw Problem(
                "edit.result", "the edit of `\(site.path)` returned \(answer.typeWithArticle), expected a tensor",
                help: "the last expression of the function is what it returns")
        }
        return tensor
    }

    /// Whether something of the text encoder is to be kept.
    func recordsTextEncoder(_ model: DiffusionModel) -> Bool {
        recorder?.wanted.contains { model.sites.sites[$0].path.hasPrefix("text_encoder") } ?? false
    }

    /// Whether something of the autoencoder is to be kept.
    func recordsAutoencoder(_ model: DiffusionModel) -> Bool {
        recorder?.wanted.contains { model.sites.sites[$0].path.hasPrefix("vae") } ?? false
    }

    /// - Parameter steps: how many steps the run finished.
    func finish(steps: Int? = nil) throws -> Recording { try recorder?.finish(steps: steps) ?? Recording([]) }
}
