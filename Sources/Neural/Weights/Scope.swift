import Tensors

/// Where in a model a layer stands: the prefix of its weights and sites, and what its activations look like.
///
/// A layer takes a scope and nothing else to find its weights, so a model's code reads like its state dict.
public struct Scope {
    public let store: WeightStore
    public let sites: SiteTable
    public let kernels: any Kernels
    /// The path inside the part, empty at its root.
    public let path: String
    /// What activations here look like.
    public var layout: Layout
    /// What sites of this place and below are called, where that is not the path of the weights.
    private var siteRoot: (weights: String, sites: String)?

    /// The axes of a module's output.
    public enum Layout: Sendable, Equatable {
        /// ⟨batch, y, x, channel⟩, `reduction` times smaller than the latents; nil where pictures are larger than those.
        case image(reduction: Int?)
        /// ⟨batch, token, channel⟩
        case tokens
        /// ⟨batch, channel⟩
        case vector

        public var axes: [String] {
            switch self {
            case .image: ["batch", "y", "x", "channel"]
            case .tokens: ["batch", "token", "channel"]
            case .vector: ["batch", "channel"]
            }
        }
    }

    public init(store: WeightStore, sites: SiteTable, kernels: any Kernels, layout: Layout) {
        self.init(store: store, sites: sites, kernels: kernels, path: "", layout: layout)
    }

    private init(store: WeightStore, sites: SiteTable, kernels: any Kernels, path: String, layout: Layout) {
        self.store = store
        self.sites = sites
        self.kernels = kernels
        self.path = path
        self.layout = layout
    }

    /// The scope of a module below this one.
    public subscript(_ name: String) -> Scope {
        var scope = Scope(
            store: store, sites: sites, kernels: kernels, path: path.isEmpty ? name : "\(path).\(name)", layout: layout)
        scope.siteRoot = siteRoot
        return scope
    }

    public subscript(_ index: Int) -> Scope { self["\(index)"] }

    /// The same place with activations of another layout.
    public func with(_ layout: Layout) -> Scope {
        var scope = self
        scope.layout = layout
        return scope
    }

    /// The same weights under another name in the table of sites.
    public func renamed(_ name: String) -> Scope {
        var scope = self
        scope.siteRoot = (path, name)
        return scope
    }

    /// The path with the part in front, as sites have it.
    public var fullPath: String {
        guard let siteRoot else { return path.isEmpty ? store.part : "\(store.part).\(path)" }
        let below = path.dropFirst(siteRoot.weights.count)
        return siteRoot.sites + (below.isEmpty || below.hasPrefix(".") ? "" : ".") + below
    }

    /// Asks for a weight of the module at this place.
    public func weight(_ name: String, _ shape: [Int]) -> Weight {
        store.weight(path.isEmpty ? name : "\(path).\(name)", shape)
    }

    /// Enters the module's output in the table of sites.
    public func output(channels: Int?) -> Int {
        sites.add(fullPath, axes: layout.axes, channels: channels, reduction: reduction)
    }

    var reduction: Int? {
        if case .image(let reduction) = layout { return reduction }
        return nil
    }
}
