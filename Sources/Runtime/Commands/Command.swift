import Tensors

/// A command of the language, declared once: help, completion, checks, manual and tested examples come from here.
///
/// ```swift
/// struct Overlay: Command {
///     static let name = "overlay", summary = "Lay a heat map over an image."
///     static let examples = [Example("overlay(test_image(), test_heat(), opacity=60%)", gives: "64×64 image")]
///     @Argument("The picture below.") var image: Image
///     @Option("Strength of the map.", unit: .percent) var opacity = 0.6
///     func run(in context: Context) throws -> Image { … }
/// }
/// ```
public protocol Command {
    associatedtype Output: ValueRepresentable
    static var name: String { get }
    /// One sentence.
    static var summary: String { get }
    /// Further paragraphs: formulas, sources, conventions.
    static var discussion: String { get }
    /// Words that users of other tools would look for.
    static var searchTerms: [String] { get }
    static var examples: [Example] { get }
    /// The command takes any further positional arguments into its last `@Argument`, a list (`print(a, b)`).
    static var isVariadic: Bool { get }
    /// How its results are kept from one run to the next; nil where they never are.
    static var caching: Caching? { get }
    /// Whether a function that calls it can be told by its text. A command whose `run` uses the context for more than
    /// calling functions says so.
    static var purity: Purity { get }
    /// Its answer is worth telling how it was made: pictures, tables and runs are, and what is kept.
    static var isTraced: Bool { get }
    init()
    /// What the call takes from the session where an argument was left out, such as its seed, and what the model says
    /// where nobody else did. By the parameter's name; these stand for the arguments in keys and in provenance.
    /// - Throws: `Unkept` where the result does not follow from the arguments.
    func settled(in context: Context) throws -> [String: Value]
    func run(in context: Context) throws -> Output
}

extension Command {
    public static var discussion: String { "" }
    public static var searchTerms: [String] { [] }
    public static var examples: [Example] { [] }
    public static var isVariadic: Bool { false }
    public static var caching: Caching? { nil }
    public static var purity: Purity { .pure }
    public static var isTraced: Bool { caching != nil || Output.self is any Traced.Type }
    public func settled(in context: Context) throws -> [String: Value] { [:] }
}

/// A piece of script that help shows and the tests run.
public struct Example: Sendable {
    public var script: String
    /// The first line of what the last value shows as; nil where it only has to run.
    public var gives: String?

    public init(_ script: String, gives: String? = nil) {
        self.script = script
        self.gives = gives
    }
}

/// What a bare number means in a parameter, and which units it takes instead.
public enum ParameterUnit: String, Sendable, CaseIterable {
    case pixels, percent, seconds, bytes

    /// The factor from a written unit to the one that the parameter is in; nil where it does not fit.
    /// `60%` is 0.6 in a percent parameter; `2min` is 120 in seconds; `8GiB` is bytes.
    public func factor(of unit: String) -> Double? {
        switch self {
        case .pixels: unit == "px" ? 1 : nil
        case .percent: unit == "%" ? 0.01 : nil
        case .seconds: ["ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1, "min": 60, "h": 3600, "d": 86400][unit]
        case .bytes:
            [
                "B": 1, "kB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12, "KiB": 1024, "MiB": 1_048_576,
                "GiB": 1_073_741_824, "TiB": 1_099_511_627_776,
            ][unit]
        }
    }

    public var written: String {
        switch self {
        case .pixels: "px"
        case .percent: "%"
        case .seconds: "s"
        case .bytes: "B"
        }
    }
}
