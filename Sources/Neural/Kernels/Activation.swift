/// A pointwise function between two layers, by the names that model configurations use.
public enum Activation: String, Sendable, CaseIterable {
    /// x·σ(x); `swish` in some configurations.
    case silu
    /// x·Φ(x) with the exact error function.
    case gelu
    /// x·σ(1.702 x), CLIP's own.
    case quickGELU = "quick_gelu"
    case relu
    case tanh

    /// The activation that a configuration means; nil where Limn has none of that name.
    public init?(named name: String) {
        switch name {
        case "swish": self = .silu
        default: self.init(rawValue: name)
        }
    }
}
