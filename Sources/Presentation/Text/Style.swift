/// Colours of a terminal, or none.
public struct Style: Sendable {
    public enum Ink: String, Sendable {
        case bold = "1", dim = "2", red = "1;31", green = "32", yellow = "1;33", blue = "1;34", cyan = "36"
    }

    public let isColored: Bool

    public init(isColored: Bool) { self.isColored = isColored }

    public static let plain = Style(isColored: false)
    public static let colored = Style(isColored: true)

    /// Colours where the text goes to a terminal that has them and nobody asked for none (https://no-color.org).
    public static func detect(environment: [String: String], isTerminal: Bool) -> Style {
        let refuses = !(environment["NO_COLOR"] ?? "").isEmpty
        let term = environment["TERM"] ?? ""
        return Style(isColored: isTerminal && !refuses && !term.isEmpty && term != "dumb")
    }

    public func callAsFunction(_ ink: Ink, _ text: String) -> String {
        isColored && !text.isEmpty ? "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m" : text
    }
}
