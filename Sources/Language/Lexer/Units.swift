/// The units that may stand directly after a number.
public enum Units {
    /// All but `%`, which is a unit by its place.
    public static let names: Set<String> = [
        "px", "ns", "us", "ms", "s", "min", "h", "d",
        "B", "kB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB",
    ]
}
