import Language
import Runtime

/// A word of the session itself, typed with a colon in front: `:vars`, `:time x = f()`.
///
/// One file a word, and one row in `MetaTable.words`; help, completion and suggestions come from the declaration.
public protocol MetaCommand {
    /// Without the colon.
    static var name: String { get }
    /// What else it is called, without the colon.
    static var aliases: [String] { get }
    /// What follows the name, as help shows it: `[GLOB]`; empty where nothing does.
    static var usage: String { get }
    static var summary: String { get }
    /// What the words after the name are, for completion.
    static var completes: MetaCompletion { get }
    /// - Parameter words: what follows the name, without spaces around it.
    /// - Throws: `Problem`, `Diagnostic`, `Interrupted`.
    static func run(_ words: String, in session: Session) throws -> MetaOutcome
}

extension MetaCommand {
    public static var aliases: [String] { [] }
    public static var usage: String { "" }
    public static var completes: MetaCompletion { .nothing }
}

/// What a meta command wants to be completed with.
public enum MetaCompletion: Sendable { case nothing, name, word, code, path, diagnostic, choices([String]) }

/// What the prompt does after a meta command.
public enum MetaOutcome: Sendable { case goOn, quit }
