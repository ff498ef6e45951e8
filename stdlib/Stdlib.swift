/// The part of Limn that is written in Limn: the files of `library/`, carried inside the executable.
///
/// A module `metrics.grounding` is the file `library/metrics.grounding.limn`; the folder is flat because the names of
/// embedded files are. Adding a module is one file and one row.
public enum Stdlib {
    private static let rows: [(module: String, bytes: @Sendable () -> [UInt8])] = [
        ("attention", { PackageResources.attention_limn }),
        ("figures", { PackageResources.figures_limn }),
        ("inversion", { PackageResources.inversion_limn }),
        ("metrics.grounding", { PackageResources.metrics_grounding_limn }),
        ("metrics.statistics", { PackageResources.metrics_statistics_limn }),
    ]

    /// The names of all modules, in the manual's order.
    public static var modules: [String] { rows.map(\.module) }

    /// The text of a module by its name (`metrics.grounding`; `metrics/grounding` is taken too), or nil.
    public static func source(of module: String) -> String? {
        let wanted = String(module.map { $0 == "/" ? "." : $0 })
        guard let row = rows.first(where: { $0.module == wanted }) else { return nil }
        return String(decoding: row.bytes(), as: UTF8.self)
    }
}
