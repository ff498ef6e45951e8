import Neural
import Tensors

/// Two normalised convolutions around a shortcut, moved by the timestep (diffusers' `ResnetBlock2D`).
struct ResnetBlock {
    private let norm1: GroupNorm
    private let conv1: Convolution
    private let timeProjection: Linear?
    private let norm2: GroupNorm
    private let conv2: Convolution
    private let shortcut: Linear?
    private let activation: Activation
    private let scalesAndShifts: Bool
    private let site: Int
    private let path: String

    struct Options {
        var groups: Int
        var epsilon: Float
        var activation: Activation
        /// nil where no timestep reaches the block (autoencoders).
        var timeWidth: Int?
        var scalesAndShiftsByTime = false
    }

    init(_ scope: Scope, _ inChannels: Int, _ outChannels: Int, _ options: Options) {
        activation = options.activation
        scalesAndShifts = options.scalesAndShiftsByTime
        path = scope.fullPath
        norm1 = GroupNorm(scope["norm1"], inChannels, groups: options.groups, epsilon: options.epsilon)
        conv1 = Convolution(scope["conv1"], inChannels, outChannels, size: 3)
        timeProjection = options.timeWidth.map {
            Linear(
                scope["time_emb_proj"].with(.vector), $0, options.scalesAndShiftsByTime ? 2 * outChannels : outChannels)
        }
        norm2 = GroupNorm(scope["norm2"], outChannels, groups: options.groups, epsilon: options.epsilon)
        shortcut =
            inChannels == outChannels
            ? nil : Linear(scope["conv_shortcut"], inChannels, outChannels, isConvolution: true)
        conv2 = Convolution(scope["conv2"], outChannels, outChannels, size: 3)
        site = scope.output(channels: outChannels)
    }

    /// - Parameter time: the embedded timestep ⟨batch, channel⟩, already through the activation.
    func callAsFunction(_ x: Tensor, time: Tensor?, in forward: Forward) throws -> Tensor {
        var hidden = try norm1(x, activation: activation, in: forward)
        hidden = try conv1(hidden, in: forward)
        let moved = try time.flatMap { time in try timeProjection?(time, in: forward) }
        hidden = try norm2(
            hidden, offsets: scalesAndShifts ? nil : moved, modulation: scalesAndShifts ? moved : nil,
            activation: activation, in: forward)
        let straight = try shortcut?(x, in: forward) ?? x
        return try forward.shown(site, conv2(hidden, adding: straight, in: forward), path: path)
    }
}
