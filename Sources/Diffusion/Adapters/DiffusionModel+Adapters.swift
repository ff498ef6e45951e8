import Neural
import Tensors

extension DiffusionModel {
    /// The same model with more adapters on it. Its weights are packed anew where an adapter changes them.
    ///
    /// - Throws: `lora.mismatch` where a module of the adapter is not in the model or has another shape: nothing is then
    ///   put on; `model.unsupported` for a model that was not opened from files.
    public func adapted(by more: [Adapter]) throws -> DiffusionModel {
        try reopen(adapters + more)
    }

    /// The model as its files have it.
    public func withoutAdapters() throws -> DiffusionModel { adapters.isEmpty ? self : try reopen([]) }

    /// Puts adapters on the weights of the parts, before layers ask for them.
    static func put(_ adapters: [Adapter], on scopes: [WeightStore], kind: ModelKind, layersPerBlock: Int) throws {
        guard !adapters.isEmpty else { return }
        let names = AdapterNames(scopes.map { ($0.part, $0.names) }, kind: kind, layersPerBlock: layersPerBlock)
        for adapter in adapters {
            var faults: [String] = []
            for (module, change) in adapter.modules.sorted(by: { $0.key < $1.key }) {
                guard let down = change.down, let up = change.up else { continue }
                guard let (part, name) = names.weight(module), let store = scopes.first(where: { $0.part == part }),
                    let shape = store.shape(of: name)
                else {
                    faults.append("`\(module)` is no module of this model")
                    continue
                }
                let rank = Double(max(down.shape.first ?? 1, 1))
                let delta = WeightDelta(down: down, up: up, factor: adapter.scale * (change.alpha ?? rank) / rank)
                guard delta.shape(like: shape) != nil else {
                    faults.append("`\(module)` is \(up.shape) times \(down.shape), the weight \(shape)")
                    continue
                }
                store.deltas[name, default: []].append(delta)
            }
            guard faults.isEmpty else {
                throw Problem(
                    "lora.mismatch",
                    "\(adapter.path) is for another model: \(faults.count) of \(adapter.modules.count) modules do not fit",
                    notes: Array(faults.prefix(6)),
                    help: "an adapter goes with the architecture that it was trained on: Stable Diffusion 1, 2 or XL")
            }
        }
    }
}
