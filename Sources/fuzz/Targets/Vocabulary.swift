import Notebook
import Runtime

/// Words that scripts are made of: from the declarations, so that a new command is tried without a change here.
enum Vocabulary {
    static var words: [String] {
        let descriptions = Session().context.registry.descriptions
        return signs + literals
            + descriptions.flatMap { command in
                [command.name, "\(command.name)("] + command.parameters.map { "\($0.name)=" }
                    + command.parameters.flatMap { ($0.choices ?? []).map { "\"\($0)\"" } }
            }
    }

    /// The examples of every command.
    static var examples: [[UInt8]] {
        Session().context.registry.descriptions.flatMap { $0.examples.map { Array($0.script.utf8) } }
    }

    static let signs = [
        "def ", "end", "if ", "then ", "else", "elseif ", "for ", " in ", "while ", "return ", "break", "continue",
        "try ", "with ", "use ", " as ", "and ", "or ", "not ", "->", "|>", "=", "==", "+=", "**", "//", "%", "@", "(",
        ")", "[", "]", "{", "}", ":", ",", ".", "...", "$", "\"", "'", "\"\"\"", "$(", "#", "# %% ", "#| ", ";", "\n",
        "\t",
        " ", "\\", "\r", "?", "!", "`", "^", "&&", "|",
    ]

    static let literals = [
        "0", "1", "-1", "2", "3", "7", "255", "65536", "-9223372036854775808", "9223372036854775807", "1e308",
        "-1e-320",
        "0.5", "nan", "inf", "-inf", "none", "true", "false", "\"\"", "\"a\"", "\"é漢🙂\"", "'\\'", "[]", "[1, 2]",
        "[[1], [2, 3]]",
        "{}", "{a: 1}", "512px", "60%", "30s", "8GiB", "x -> x", "(a, b) -> a", "range(3)", "range(10 ** 18)",
        "zeros([2, 3])",
        "zeros([0])", "zeros([])", "tensor([[1, 2], [3, 4]], axes=[\"y\", \"x\"])", "test_image()", "table([{a: 1}])",
        "ans", "out", "pi", "0x", "1__0", "1e", "\u{0}", "\u{FEFF}", "\u{202E}", "ﬁ", "１",
    ]
}
