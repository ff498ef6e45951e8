import Language
import Runtime

extension Diagnostic {
    /// What is missing before the first answer is that answer, not a name.
    var namingAnswers: Diagnostic {
        guard id == "name.unknown", message == "there is no name `ans`" else { return self }
        var other = self
        (other.id, other.message, other.fixes) = ("answer.none", "there is no answer yet", [])
        other.help = "`ans`, and a pipe that begins an entry, go on from the last value of an expression"
        return other
    }

    /// In the words of a session, where no command line can be changed any more.
    var forSession: Diagnostic {
        var other = self
        other.help = help?.inSessionWords
        return other
    }
}

extension Problem {
    /// As `Diagnostic.forSession`.
    var forSession: Problem {
        var other = self
        other.help = help?.inSessionWords
        return other
    }
}

extension String {
    fileprivate var inSessionWords: String { replacing("--limit ", with: ":limits ") }
}
