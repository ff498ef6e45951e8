import Tensors

/// Normalises each group of channels over the whole picture, then scales and shifts each channel (Wu and He 2018).
package struct GroupNorm {
    private let site: Int
    private let path: String
    private let parameters: ScaleAndShift
    private let groups: Int
    private let channels: Int
    private let epsilon: Float
    private let kernels: any Kernels

    /// `channels` must be a multiple of `groups`; the configuration was checked for it.
    package init(_ scope: Scope, _ channels: Int, groups: Int, epsilon: Float) {
        self.groups = groups
        self.channels = channels
        self.epsilon = epsilon
        path = scope.fullPath
        kernels = scope.kernels
        parameters = ScaleAndShift(scope, width: channels)
        site = scope.output(channels: channels)
    }

    /// - Parameters:
    ///   - offsets: ⟨batch, channel⟩, added to every pixel before the statistics are taken.
    ///   - modulation: ⟨batch, 2·channel⟩: after the norm, x·(1 + first half) + second half.
    package func callAsFunction(
        _ x: Tensor, offsets: Tensor? = nil, modulation: Tensor? = nil, activation: Activation? = nil,
        in forward: Forward
    ) throws -> Tensor {
        guard x.rank == 4, x.shape[3] == channels, channels > 0, groups > 0, channels % groups == 0 else {
            throw Problem.layerShape(path, found: x.shape, wanted: "(batch, y, x, \(channels)) in \(groups) groups")
        }
        try Interrupt.check()
        let source = try x.ready()
        let pixels = x.shape[1] * x.shape[2]
        let offsets = try offsets?.floats()
        let modulation = try modulation?.floats()
        let parameters = try parameters.values()
        let isSeen = forward.wants(site)
        var output = try Tensor(Float.self, shape: x.shape, axes: x.axes) { target in
            try source.withElements(Float.self) { source in
                guard let from = source.baseAddress, let to = target.baseAddress, pixels > 0 else { return }
                for picture in 0..<x.shape[0] {
                    let first = picture * pixels * channels
                    var scale = [Float](repeating: 0, count: channels)
                    var shift = scale
                    let added = offsets.map { Array($0[picture * channels..<(picture + 1) * channels]) }
                    statistics(from + first, pixels, added, parameters, &scale, &shift)
                    if let modulation, !isSeen { modulate(&scale, &shift, modulation, picture) }
                    transform(from + first, to + first, pixels, scale, shift)
                }
            }
        }
        if isSeen {
            output = try forward.shown(site, output, path: path)
            if let modulation { try modulate(&output, modulation) }
        }
        if let activation { try output.activate(activation, with: kernels) }
        return output
    }

    /// The factor and the summand of each channel that make the norm one multiplication and one addition.
    private func statistics(
        _ source: UnsafePointer<Float>, _ pixels: Int, _ added: [Float]?, _ parameters: [Float],
        _ scale: inout [Float], _ shift: inout [Float]
    ) {
        let width = channels / groups
        // Sums run in float32 over a few pixels and in float64 over those sums: fast, and exact enough for large maps.
        let sums = channelSums(source, pixels, centre: nil)
        var means = [Float](repeating: 0, count: channels)
        for group in 0..<groups {
            var sum = 0.0
            for channel in group * width..<(group + 1) * width {
                sum += sums[channel] + Double(added?[channel] ?? 0) * Double(pixels)
            }
            let mean = sum / Double(pixels * width)
            for channel in group * width..<(group + 1) * width { means[channel] = Float(mean) - (added?[channel] ?? 0) }
        }
        let squares = channelSums(source, pixels, centre: means)
        for group in 0..<groups {
            var sum = 0.0
            for channel in group * width..<(group + 1) * width { sum += squares[channel] }
            let factor = 1 / (sum / Double(pixels * width) + Double(epsilon)).squareRoot()
            for channel in group * width..<(group + 1) * width {
                scale[channel] = Float(factor) * parameters[channel]
                shift[channel] = parameters[channels + channel] - means[channel] * scale[channel]
            }
        }
    }

    /// Over all pixels: the sum of each channel, or of its squared distance from `centre`.
    private func channelSums(_ source: UnsafePointer<Float>, _ pixels: Int, centre: [Float]?) -> [Double] {
        var total = [Double](repeating: 0, count: channels)
        var partial = [Float](repeating: 0, count: channels)
        total.withUnsafeMutableBufferPointer { total in
            partial.withUnsafeMutableBufferPointer { partial in
                var pixel = 0
                while pixel < pixels {
                    let end = min(pixel + 64, pixels)
                    for channel in 0..<channels { partial[channel] = 0 }
                    while pixel < end {
                        let line = source + pixel * channels
                        if let centre {
                            centre.withUnsafeBufferPointer { centre in
                                for channel in 0..<channels {
                                    let distance = line[channel] - centre[channel]
                                    partial[channel] += distance * distance
                                }
                            }
                        } else {
                            for channel in 0..<channels { partial[channel] += line[channel] }
                        }
                        pixel += 1
                    }
                    for channel in 0..<channels { total[channel] += Double(partial[channel]) }
                }
            }
        }
        return total
    }

    private func transform(
        _ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>, _ pixels: Int, _ scale: [Float],
        _ shift: [Float]
    ) {
        scale.withUnsafeBufferPointer { scale in
            shift.withUnsafeBufferPointer { shift in
                for pixel in 0..<pixels {
                    let from = source + pixel * channels
                    let to = target + pixel * channels
                    for channel in 0..<channels { to[channel] = from[channel] * scale[channel] + shift[channel] }
                }
            }
        }
    }

    private func modulate(_ scale: inout [Float], _ shift: inout [Float], _ modulation: [Float], _ picture: Int) {
        let start = picture * 2 * channels
        for channel in 0..<channels {
            let factor = 1 + modulation[start + channel]
            scale[channel] *= factor
            shift[channel] = shift[channel] * factor + modulation[start + channels + channel]
        }
    }

    private func modulate(_ output: inout Tensor, _ modulation: [Float]) throws {
        let pixels = output.shape[1] * output.shape[2]
        try output.withMutableElements(Float.self) { values in
            for index in values.indices {
                let start = index / (pixels * channels) * 2 * channels + index % channels
                values[index] = values[index] * (1 + modulation[start]) + modulation[start + channels]
            }
        }
    }
}
