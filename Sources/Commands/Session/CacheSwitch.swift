import Runtime

/// `cache(false)` for `with`: nothing is looked up or kept inside the block.
final class CacheSetting: ScopedSetting, NativeRepresentable, @unchecked Sendable {
    static let nativeTypeName = "setting"
    let isOn: Bool
    private var outside: [Bool] = []

    init(_ isOn: Bool) { self.isOn = isOn }

    func enter(_ context: Context) {
        outside.append(context.cache?.isOn ?? false)
        context.cache?.isOn = isOn
    }

    func leave(_ context: Context) { if let last = outside.popLast() { context.cache?.isOn = last } }

    func display(width: Int) -> DisplayBundle {
        DisplayBundle(text: "cache \(isOn): holds inside `with cache(\(isOn))` … `end`")
    }
}

struct CacheSwitch: Command {
    static let purity = Purity.impure
    static let name = "cache", summary = "Whether results are kept and found again inside a `with` block."
    static let discussion = """
        `sample`, `predict`, `encode`, `decode` and `encode_text` are kept on disk and found again by their content: the \
        model's files, every argument, the seed, the kernels and threads. `with cache(false)` … `end` computes anew. \
        `:cache` tells where they are kept, `--no-cache` and LIMN_CACHE=off keep nothing.
        """
    static let searchTerms = ["memoize", "memo", "joblib", "lru_cache"]
    static let examples = [
        Example("with cache(false)\n    x = encode_text(load(), \"a dog\")\nend\nx.axes[0]", gives: "\"token\"")
    ]
    @Argument("Whether to.") var isOn: Bool
    func run(in context: Context) throws -> CacheSetting { CacheSetting(isOn) }
}
