import Neural
import Tensors

extension DiffusionModel {
    /// Samples pictures for the prompts of `request`.
    ///
    /// An interrupt after at least one step ends the run: the result then holds what was finished, `isComplete` is false
    /// and the interrupt is cleared, for the pictures still have to be decoded. Before the first step it is thrown.
    /// - Throws: what `Sampler` throws; `limit.memory`.
    public func sample(_ request: SamplingRequest) throws -> SamplingResult {
        let sampler = try Sampler(self, request)
        var kept = request.keepsTrajectory ? [sampler.latents] : []
        var isComplete = true
        do {
            while let step = try sampler.next() {
                if request.keepsTrajectory { kept.append(step.latents) }
                try request.onStep?(step)
            }
        } catch is Interrupted {
            guard sampler.position > 0 else { throw Interrupted() }
            isComplete = false
            Interrupt.clear()
        }
        let pictures = try decode(sampler.latents)
        let images = (0..<pictures.shape[0]).map { pictures.rows($0..<$0 + 1).picture }
        return SamplingResult(
            images: images, latents: sampler.latents, trajectory: try kept.isEmpty ? nil : Tensor.trajectory(kept),
            timesteps: Array(sampler.timesteps.prefix(sampler.position)), total: sampler.timesteps.count,
            texts: sampler.texts.tokens, negative: sampler.negative?.tokens ?? [], scheduler: sampler.schedulerName,
            isComplete: isComplete)
    }
}

extension Tensor {
    /// The only picture of a batch of one, ⟨y, x, channel⟩.
    fileprivate var picture: Tensor {
        Tensor(
            storage: storage, dtype: dtype, shape: Array(shape.dropFirst()), strides: Array(strides.dropFirst()),
            offset: offset, axes: Array(imageAxes.dropFirst()))
    }

    /// Latents of one shape, stacked along ⟨step⟩.
    fileprivate static func trajectory(_ steps: [Tensor]) throws -> Tensor {
        let shape = [steps.count] + (steps.first?.shape ?? [])
        return try Tensor(Float.self, shape: shape, axes: [Axis("step")] + imageAxes) { target in
            var next = 0
            for step in steps {
                try step.ready().withElements(Float.self) { values in
                    for index in values.indices { target[next + index] = values[index] }
                    next += values.count
                }
            }
        }
    }
}
