/// What other languages print with, and the call of `print` that says the same.
enum PrintElsewhere {
    /// Functions that print, by their own name.
    static let words: Set<String> = ["println", "printf", "puts", "echo", "disp", "putStrLn", "writeln"]

    /// Functions that print, behind the name of what holds them.
    private static let paths: Set<String> = [
        "console.log", "console.error", "console.warn", "console.info", "console.debug", "System.out.println",
        "System.out.print", "System.out.printf", "System.err.println", "Console.WriteLine", "Console.Write",
        "fmt.Println",
        "fmt.Printf", "fmt.Print", "sys.stdout.write", "process.stdout.write", "io.write", "IO.puts", "IO.inspect",
        "logging.info", "logging.warning", "logging.error", "log.Println", "log.Printf", "logger.info",
    ]

    /// The call that stands for the one whose name begins at `span`, and what it takes the place of; nil where nothing
    /// is printed there.
    static func call(_ word: String, in source: Source, at span: Span) -> (place: Span, text: String)? {
        var end = span.end
        while let byte = source.bytes[safe: end], byte == UInt8(ascii: ".") || Lexer.isNamePart(byte) { end += 1 }
        let path = Span(span.start, end)
        guard words.contains(word) && end == span.end || paths.contains(source.text(in: path)) else { return nil }
        let line = source.lineSpan(source.lineNumber(at: span.start))
        let rest = source.text(in: Span(end, max(line.end, end)))
        if rest.hasPrefix("("), let (whole, length) = formatted("f" + rest) {
            return (Span(span.start, end + length - 1), whole)
        }
        return (path, "print")
    }

    /// `f("%d of %s", a, b)` as `print("$a of $b")`, and the bytes of the call; nil where the first argument is no format
    /// of as many values as stand behind it.
    static func formatted(_ call: String) -> (text: String, length: Int)? {
        let source = Source(name: "", text: call)
        var parser = ScriptParser(source)
        parser.isTrial = true
        guard let (tree, _) = parser.attempting({ parser throws(Diagnostic) in try parser.expression(.power) }),
            case .call(_, let arguments, hasBlock: false) = tree.kind, let format = arguments.first,
            case .string = format.value.kind, arguments.allSatisfy({ $0.name == nil })
        else { return nil }
        let literal = source.text(in: format.value.span)
        guard literal.hasPrefix("\""), !literal.hasPrefix("\"\"\""), literal.contains("%") || arguments.count == 1
        else {
            return nil
        }
        var values = arguments.dropFirst().map { source.text(in: $0.value.span) }[...]
        if values.count == 1, let only = values.first, ["\"%d\"", "\"%s\"", "\"%d\\n\"", "\"%s\\n\""].contains(literal)
        {
            return ("print(\(only))", tree.span.end)
        }
        guard let text = filled(literal.dropFirst().dropLast(), &values), values.isEmpty else { return nil }
        return ("print(\"\(text)\")", tree.span.end)
    }

    /// The format with a value in the place of each `%d`; without the line end that `print` adds itself.
    private static func filled(_ format: Substring, _ values: inout ArraySlice<String>) -> String? {
        var (rest, text) = (format, "")
        while let sign = rest.first {
            rest = rest.dropFirst()
            guard sign == "%" else {
                text.append(sign)
                continue
            }
            if rest.first == "%" {
                text.append("%")
                rest = rest.dropFirst()
                continue
            }
            let options = rest.prefix { $0.isNumber || ".-+# ".contains($0) }
            rest = rest.dropFirst(options.count)
            guard let kind = rest.first, "diufFeEgGsxcv".contains(kind), let value = values.popFirst() else {
                return nil
            }
            rest = rest.dropFirst()
            let point = options.firstIndex(of: ".")
            let digits = point.map { options[options.index(after: $0)...] } ?? ""
            let isName = value.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } && value.first?.isNumber == false
            let isEnded = rest.first.map { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "." } ?? true
            if !digits.isEmpty, digits.allSatisfy(\.isNumber), "fF".contains(kind) {
                text += "$(string(\(value), digits=\(digits)))"
            } else if options.isEmpty, value.allSatisfy(\.isNumber) {
                text += value
            } else {
                text += isName && isEnded ? "$\(value)" : "$(\(value))"
            }
        }
        return text.hasSuffix("\\n") ? String(text.dropLast(2)) : text
    }
}
