import Language
import Tensors

/// What can be wrong with the arguments of a call.
extension Problem {
    static func missingArgument(_ name: String, of code: FunctionCode) -> Problem {
        missingArgument(name, of: code.title, signature: code.parameters.map { $0.name })
    }

    static func missingArgument(_ name: String, of function: String, signature: [String]) -> Problem {
        Problem(
            "call.missing-argument", "`\(function)` needs a value for `\(name)`",
            help: "it takes (\(signature.joined(separator: ", ")))")
    }

    static func tooManyArguments(_ found: Int, _ most: Int, _ function: String, help: String? = nil) -> Problem {
        let limit = most == 0 ? "no arguments" : most == 1 ? "one argument" : "at most \(most) arguments"
        return Problem("call.too-many-arguments", "`\(function)` takes \(limit), found \(found)", help: help)
    }

    static func unknownOption(_ name: String, of function: String, among names: [String]) -> Problem {
        var problem = unknownMember(
            "call.unknown-option", "`\(function)` has no option `\(name)`", name, "options", names)
        problem.help = Language.option(meantBy: name, among: names).map { "did you mean `\($0)`?" }
        return problem
    }

    static func duplicateArgument(_ name: String, of function: String) -> Problem {
        Problem("call.duplicate-argument", "`\(function)` was given `\(name)` twice")
    }

    static func argumentType(_ mismatch: Mismatch, _ parameter: String, of function: String) -> Problem {
        Problem(
            mismatch.id, "`\(function)` expects \(mismatch.expected) for `\(parameter)`, found \(mismatch.found)",
            help: mismatch.help)
    }
}
