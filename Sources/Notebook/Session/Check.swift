import Language
import Runtime

extension Session {
    /// What a program that parses says that cannot be right.
    func findings(in program: Program) throws -> [Diagnostic] { [] }
}
