import Language

/// The tree of a text as nested brackets, so that tests can compare it as one line.
func dump(_ text: String) throws -> String {
    unescaped(try Parser.parse(Source(name: "test", text: text)).body.map(\.outline).joined(separator: " "))
}

func dump(_ expression: Expression) -> String { unescaped(expression.outline) }

/// Strings as they are, which a reader of a test sees more easily.
private func unescaped(_ outline: String) -> String {
    outline.replacing("\\$", with: "$").replacing("\\\"", with: "\"").replacing("\\\\", with: "\\")
}

func diagnostic(_ text: String, name: String = "test") -> Diagnostic? {
    do throws(Diagnostic) {
        _ = try Parser.parse(Source(name: name, text: text))
        return nil
    } catch {
        return error
    }
}
