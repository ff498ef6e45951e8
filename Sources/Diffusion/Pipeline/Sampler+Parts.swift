import Neural
import Tensors

extension Sampler {
    /// One for all, or one each.
    static func spread(_ texts: [String], over count: Int, what: String) throws -> [String] {
        if texts.count == count { return texts }
        guard texts.count == 1 else {
            throw Problem.sampling("prompts", "\(texts.count) \(what) for \(count) pictures; wanted one, or one each")
        }
        return Array(repeating: texts[0], count: count)
    }

    /// unguided + guidance · (guided − unguided), of a batch [unguided, guided] (Ho and Salimans 2022).
    ///
    /// - Parameter rescale: moves the result's standard deviation over each picture towards the guided half's (Lin et al.
    ///   2023, equations 15 and 16); 0 leaves it.
    static func guided(_ both: Tensor, by guidance: Double, rescale: Double = 0) throws -> Tensor {
        let plain = try led(both, by: guidance)
        if rescale == 0 { return plain }
        let half = both.shape[0] / 2
        let size = plain.count / max(half, 1)
        let source = try both.ready()
        return try Tensor(Float.self, shape: plain.shape, axes: plain.axes) { target in
            try source.withElements(Float.self) { source in
                try plain.withElements(Float.self) { plain in
                    for picture in 0..<half {
                        let range = picture * size..<(picture + 1) * size
                        let text = deviation(
                            source[(half * size + range.lowerBound)..<(half * size + range.upperBound)])
                        let found = deviation(plain[range])
                        let factor = found > 0 ? Float(rescale * text / found + 1 - rescale) : 1
                        for index in range { target[index] = plain[index] * factor }
                    }
                }
            }
        }
    }

    /// With Bessel's correction, as torch's `std`.
    private static func deviation(_ values: Slice<UnsafeBufferPointer<Float>>) -> Double {
        guard values.count > 1 else { return 0 }
        let mean = values.reduce(0.0) { $0 + Double($1) } / Double(values.count)
        let squares = values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
        return (squares / Double(values.count - 1)).squareRoot()
    }

    private static func led(_ both: Tensor, by guidance: Double) throws -> Tensor {
        let half = both.shape[0] / 2
        let scale = Float(guidance)
        let source = try both.ready()
        let shape = [half] + both.shape.dropFirst()
        let count = shape.reduce(1, *)
        return try Tensor(Float.self, shape: shape, axes: both.axes) { target in
            try source.withElements(Float.self) { source in
                for index in 0..<count {
                    target[index] = source[index] + scale * (source[count + index] - source[index])
                }
            }
        }
    }

    /// A run from a picture to noise begins with the picture's latents, all of them. - Throws: `sample.inverse`.
    static func allowInverse(_ request: SamplingRequest, _ name: String) throws {
        guard request.noise == nil || request.image != nil else { return }
        throw Problem.sampling(
            "inverse", "\(name) goes from a picture to noise; it begins with the picture's latents",
            help: "give them as noise: noise=encode(model, image)")
    }

    /// Unit noise of the first latents.
    static func firstNoise(_ model: DiffusionModel, _ request: SamplingRequest) throws -> Tensor {
        let factor = model.autoencoder.factor
        let channels = model.unet.configuration.inChannels
        var size = request.size
        if size == nil, let image = request.image {
            let shape = try Layouts.image(image, channels: model.autoencoder.imageChannels).shape
            size = (shape[1], shape[2])
        }
        if let noise = request.noise {
            let given = try Layouts.latents(noise, channels: channels)
            guard given.shape[0] == request.prompts.count else {
                throw Problem.sampling(
                    "noise", "noise for \(given.shape[0]) pictures and \(request.prompts.count) prompts")
            }
            if let size, size != (given.shape[1] * factor, given.shape[2] * factor) {
                throw Problem.sampling(
                    "noise",
                    "noise of \(given.shape[1]) × \(given.shape[2]) makes a picture of "
                        + "\(given.shape[1] * factor) × \(given.shape[2] * factor), not of \(size.height) × \(size.width)"
                )
            }
            return given
        }
        let (height, width) = size ?? model.defaultSize
        guard height > 0, width > 0, height % factor == 0, width % factor == 0 else {
            throw Problem.sampling(
                "size", "a picture of \(height) × \(width) pixels; both must be multiples of \(factor)")
        }
        let shape = [request.prompts.count, height / factor, width / factor, channels]
        return try drawn(seed: request.seed, stream: 0, shape: shape)
    }

    /// Normal noise that depends on nothing but seed, stream and shape.
    static func drawn(seed: UInt64, stream: UInt64, shape: [Int]) throws -> Tensor {
        var random = RandomStream(seed: seed, stream: stream)
        var noise = try random.normal(shape)
        noise.axes = imageAxes
        return noise
    }

    /// One picture for all, or one each.
    static func repeated(_ latents: Tensor, to shape: [Int]) throws -> Tensor {
        if latents.shape == shape { return latents }
        guard latents.shape[0] == 1, latents.shape.dropFirst() == shape.dropFirst() else {
            throw Problem.sampling("image", "the picture gives latents \(latents.shape); wanted \(shape)")
        }
        return try (1..<max(shape[0], 1)).reduce(latents) { all, _ in try Tensor.joined(all, latents) }
    }

    /// A mask over the picture as one over the latents: the nearest pixel, 1 from 0.5 on.
    static func mask(_ given: Tensor, like latents: Tensor) throws -> Tensor {
        guard given.rank == 2, given.shape[0] > 0, given.shape[1] > 0 else {
            throw Problem.sampling("mask", "a mask has the axes (y, x); found \(given.shape)")
        }
        let picture = try given.ready().viewed(as: [1, given.shape[0], given.shape[1], 1])
        let small = try nearestResized(picture, height: latents.shape[1], width: latents.shape[2])
        let channels = latents.shape[3]
        return try small.withElements(Float.self) { mask in
            try Tensor(Float.self, shape: latents.shape, axes: imageAxes) { target in
                for index in target.indices { target[index] = mask[index / channels % mask.count] >= 0.5 ? 1 : 0 }
            }
        }
    }
}
