import Runtime

/// An operator or a word of the language, as `?|>` and `?for` tell of it.
struct LanguageTopic: Sendable {
    var names: [String]
    /// How it is written.
    var title: String
    var text: String
    var examples: [Example]

    var isOperator: Bool { names.first.map { !($0.first?.isLetter ?? false) } ?? false }

    init(_ names: [String], _ title: String, _ text: String, _ examples: Example...) {
        self.names = names
        self.title = title
        self.text = text
        self.examples = examples
    }

    static let all: [LanguageTopic] = operators + words

    private static let operators: [LanguageTopic] = [
        LanguageTopic(
            ["|>"], "x |> f(a)",
            "The pipe: calls f with x before its other arguments, so f(x, a). A line that begins with |> goes on from the last value; an entry that begins with it, from `ans`.",
            Example("[3, 1, 2] |> sort |> first", gives: "1")),
        LanguageTopic(
            ["@"], "a @ b", "The matrix product; leading axes are batches. `matmul(a, b)` is the same.",
            Example("(tensor([[1, 2], [3, 4]]) @ tensor([1, 1]))[1]", gives: "7")),
        LanguageTopic(
            ["**", "^"], "x ** n", "A power, element by element. `^` is not an operator here.",
            Example("2 ** 10", gives: "1024")),
        LanguageTopic(
            ["+", "-", "*", "/"], "a + b",
            "Arithmetic, element by element. Tensors are matched by the names of their axes where they have names, else from the last axis as NumPy does. `+` also joins strings and lists; `/` gives a float.",
            Example("[1, 2] + [3]", gives: "[1, 2, 3]"), Example("7 / 2", gives: "3.5")),
        LanguageTopic(
            ["//"], "a // b", "Division rounded down, as Python's.", Example("-7 // 2", gives: "-4")),
        LanguageTopic(
            ["%"], "a % b",
            "The remainder, of the sign of b. Directly behind a digit and not before an operand, % is a unit: 60% is a quantity.",
            Example("7 % 3", gives: "1")),
        LanguageTopic(
            ["==", "!=", "<", "<=", ">", ">="], "a < b",
            "Comparisons; of tensors element by element. They chain: 0 <= x < 1.", Example("1 < 2 < 3", gives: "true")),
        LanguageTopic(
            ["=", "+=", "-=", "*=", "/="], "x = value",
            "Gives a name, an element or a field a value. `a, b = pair` takes a list apart; `x += 1` changes what is there. A function never changes names outside of it.",
            Example("x = 2; x *= 5; x", gives: "10")),
        LanguageTopic(
            ["->"], "x -> expression", "A function without a name; (a, b) -> … takes several values.",
            Example("map([1, 2, 3], x -> x * x)", gives: "[1, 4, 9]")),
        LanguageTopic(
            ["[]", "[", ":", "..."], "x[i, a:b, ...]",
            "Indexing as NumPy's: from 0, negative from the end, slices to before their stop, masks, lists. By the name of an axis x[step=10:40], by a label x[token=\"dog\"]. `:` stands only inside brackets; elsewhere it is range(a, b).",
            Example("[10, 20, 30, 40][1:3]", gives: "[20, 30]")),
        LanguageTopic(
            ["."], "x.name",
            "A field of a record, a column of a table, a fact about a tensor, a model or a run. Methods are written with a pipe: x |> f.",
            Example("{a: 1, b: 2}.b", gives: "2")),
        LanguageTopic(
            [";"], "expression;",
            "At the end of a line: the value is not shown. Between statements: several on one line."),
        LanguageTopic(
            ["#"], "# comment",
            "To the end of the line. The block above a `def` is its help, lines after >>> in it are tests. `# %% Title` begins a cell, `#| key: value` sets an option of it."
        ),
        LanguageTopic(
            ["$", "\""], "\"text $name $(expression)\"",
            "A string with values put in. 'single quotes' take everything as it stands; \"\"\"three\"\"\" go over lines.",
            Example("n = 3; \"$n plus one is $(n + 1)\"", gives: "\"3 plus one is 4\"")),
        LanguageTopic(
            ["{", "{}"], "{name: value}", "A record: named fields in their order.", Example("{a: 1}.a", gives: "1")),
    ]

    private static let words: [LanguageTopic] = [
        LanguageTopic(
            ["for"], "for x in values … end",
            "Goes through a list, a table's rows, a tensor's first axis or a range. `for a, b in pairs` takes elements apart. As a list: [f(x) for x in xs if c].",
            Example("[x * x for x in range(4) if x > 1]", gives: "[4, 9]")),
        LanguageTopic(
            ["while"], "while condition … end", "Repeats as long as the condition is true.",
            Example("n = 1\nwhile n < 100\n    n *= 2\nend\nn", gives: "128")),
        LanguageTopic(
            ["if", "then", "else", "elseif"], "if c … elseif d … else … end",
            "An expression: its value is that of the branch taken. On one line: if c then a else b.",
            Example("x = 3\nif x > 2 then \"large\" else \"small\"", gives: "\"large\"")),
        LanguageTopic(
            ["def", "return"], "def f(x, k=3) … end",
            "A function; the last expression is its value, `return` ends it earlier. def f(x) = expression stands on one line. The comment block above it is its help.",
            Example("def twice(x) = 2 * x\ntwice(21)", gives: "42")),
        LanguageTopic(
            ["do", "end"], "f(x) do y … end",
            "A block as the last argument of a call: a function over several lines. `end` closes blocks of every kind.",
            Example("map([1, 2]) do x\n    x + 10\nend", gives: "[11, 12]")),
        LanguageTopic(
            ["with"], "with seed(7), threads(1) … end", "Settings that hold for the length of a block.",
            Example("with seed(7)\n    a = random([2])\nend\nshape(a)", gives: "[2]")),
        LanguageTopic(
            ["try"], "try expression else fallback", "The fallback where the expression fails.",
            Example("try int(\"x\") else 0", gives: "0")),
        LanguageTopic(
            ["use", "import"], "use module",
            "Brings the names of a module: of the library (use metrics.grounding) or a file (use \"./mine.limn\"). `use m as a` keeps them behind a.name. Names that begin with _ stay private."
        ),
        LanguageTopic(
            ["and", "or", "not"], "a and b", "Of two truths; the second is only looked at where it matters.",
            Example("true and not false", gives: "true")),
        LanguageTopic(
            ["in"], "x in values", "Whether a list, a string or a record holds it; also the head of a `for`.",
            Example("2 in [1, 2]", gives: "true")),
        LanguageTopic(
            ["break", "continue"], "break", "Ends the innermost loop; `continue` goes on with its next round.",
            Example("for i in range(9)\n    if i == 3\n        break\n    end\nend\ni", gives: "3")),
        LanguageTopic(["none"], "none", "The value of what is not there.", Example("none == none", gives: "true")),
        LanguageTopic(["true", "false"], "true", "Truths.", Example("not true", gives: "false")),
        LanguageTopic(
            ["pi", "inf", "nan"], "pi", "Constants: π, infinity, and what is no number.",
            Example("pi > 3", gives: "true")),
        LanguageTopic(
            ["ans", "out"], "ans",
            "The last answer; out[3] is that of prompt 3. Only a session has them."),
    ]
}
