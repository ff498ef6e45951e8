/// The part of Limn that is written in Limn: every `.limn` file below `library/`, carried inside the executable.
public enum Stdlib {
    /// The text of a module by its path (`metrics/grounding`), or nil.
    public static func source(of module: String) -> String? { nil }
}
