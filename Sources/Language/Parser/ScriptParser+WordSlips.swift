// Words of other languages, and what stands for them here.
extension ScriptParser {
    private typealias Slip = (words: Set<String>, id: String, message: String, help: String)

    /// A statement's word of another language, read as a name with something behind it.
    func wordSlip(_ word: String, _ span: Span, before token: Token) -> Diagnostic? {
        let isFollowed = token.beginsOperand || token.is(.colon) || token.is(.star) || token.is(.openBrace)
        guard isFollowed || token.keyword != nil else { return nil }
        if let slip = typedName(word, span, before: token) { return slip }
        if word == "begin", beginsStatement(span.start) { return beginBlock(span) }
        // Rust's functions have names too.
        let word = word == "fn" && self.token(at: position + 1).is(.openParenthesis) ? "func" : word
        let slips: [Slip] = [
            (["elif", "elsif", "elsei"], "syntax.elif", "`\(word)` is written `elseif`", "write `elseif`"),
            (
                ["let", "var", "const", "local", "global", "val", "auto", "nonlocal"], "syntax.let",
                "a name needs no `\(word)`", "write `x = 3`"
            ),
            (
                ["lambda", "fn"], "syntax.lambda", "a function without a name is written with an arrow",
                "write `x -> x + 1` or `(a, b) -> a + b`"
            ),
            (
                ["function", "func", "fun", "sub", "proc"], "syntax.function", "a function is written with `def`",
                "write `def f(x) … end` or `def f(x) = x + 1`"
            ),
            (
                ["import", "from", "include", "using", "require", "library"], "syntax.import",
                "a module is brought in with `use`", "write `use metrics.grounding` or `use \"./mine.limn\"`"
            ),
            (
                ["class", "struct", "enum", "interface", "type"], "syntax.class", "there are no classes",
                "a record holds fields: `{a: 1}`"
            ),
            (
                ["switch", "match", "case"], "syntax.switch", "there is no `\(word)`",
                "write `if … elseif … else … end`"
            ),
            (
                ["unless", "until", "repeat", "loop", "foreach"], "syntax.loop", "there is no `\(word)`",
                "write `if not …`, `while …` or `for x in xs`"
            ),
            (
                ["except", "catch", "finally"], "syntax.exception", "there are no exceptions",
                "write `try expr else fallback`"
            ),
            (
                ["raise", "throw"], "syntax.exception", "there are no exceptions",
                "stop with `error(\"what is wrong\")`; `try expr else fallback` goes on"
            ),
            (
                ["yield"], "syntax.foreign-word", "there is no `yield`",
                "return a list: `[f(x) for x in xs]`, or `ys += [y]` in a loop and `ys` at its end"
            ),
            (
                ["del"], "syntax.foreign-word", "there is no `del`",
                "a list is made anew without the item: `[x for x in xs if x != 3]`; a name can get `none`"
            ),
            (
                ["async", "await", "public", "static", "private", "export"], "syntax.foreign-word",
                "there is no `\(word)`", "leave it out"
            ),
        ]
        guard let slip = slips.first(where: { $0.words.contains(word) }) else { return nil }
        var diagnostic = Diagnostic(slip.id, slip.message, labels: [.init(source, span)], help: slip.help)
        diagnostic.fixes = fixes(for: slip.id, word, span, before: token)
        if slip.id == "syntax.function", let whole = diagnostic.fixes.first?.replacement, whole != "def" {
            diagnostic.help = "on one line, write `\(whole)`"
        }
        if slip.id == "syntax.loop", let stands = diagnostic.fixes.first?.replacement {
            diagnostic.help = "write `\(stands)`"
        }
        if slip.id == "syntax.import", !diagnostic.fixes.isEmpty {
            let module = diagnostic.fixes[0].replacement
            diagnostic.help =
                module.isEmpty ? "its commands are here without an import: leave the line out" : "write `\(module)`"
        }
        return diagnostic
    }

    private func fixes(for id: String, _ word: String, _ span: Span, before token: Token) -> [Diagnostic.Fix] {
        switch (id, word) {
        case ("syntax.elif", _): return [.init(span, "elseif")]
        case ("syntax.function", _): return [functionFix(span)]
        case ("syntax.let", _): return [.init(Span(span.start, token.span.start), "", "leave it out")]
        case ("syntax.lambda", _): return lambdaFix(span)
        case ("syntax.import", _): return [importFix(word, span)]
        case ("syntax.loop", "foreach"): return [.init(span, "for")]
        case ("syntax.loop", "until"): return [.init(span, "while not")]
        case ("syntax.loop", "unless"): return [.init(span, "if not")]
        case ("syntax.exception", "raise"), ("syntax.exception", "throw"): return raiseFix(span)
        case ("syntax.foreign-word", "del"), ("syntax.foreign-word", "yield"): return []
        case ("syntax.foreign-word", _): return [.init(Span(span.start, token.span.start), "", "leave it out")]
        default: return []
        }
    }

    /// `lambda a, b: a + b`; the first parameter, or the colon, is next.
    private func lambdaFix(_ span: Span) -> [Diagnostic.Fix] {
        let read = attempting { parser throws(Diagnostic) -> ([String], Expression)? in
            var names: [String] = []
            while let name = parser.peek().name {
                names.append(name)
                parser.advance()
                if !parser.take(.comma) { break }
            }
            guard parser.take(.colon) || parser.take(.arrow) || parser.take(.fatArrow) else { return nil }
            return (names, try parser.expression())
        }
        guard let (names, body) = read?.result ?? nil else { return [] }
        let head = names.count == 1 ? names[0] : "(\(names.joined(separator: ", ")))"
        return [.init(Span(span.start, body.span.end), "\(head) -> \(text(body.span))")]
    }

    /// What other languages need an import for is here from the start; a file of one's own is used by its path.
    private func importFix(_ word: String, _ span: Span) -> Diagnostic.Fix {
        let line = Span(span.start, endOfCode(at: span.end))
        let rest = text(Span(span.end, line.end)).trimmed
        let module = String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." })
        let libraries: Set<String> = [
            "numpy", "torch", "torchvision", "math", "matplotlib", "pandas", "scipy", "random", "os", "sys", "PIL",
            "diffusers", "transformers", "sklearn", "skimage", "cv2", "json", "csv", "time", "itertools", "functools",
            "collections", "seaborn", "tqdm", "pathlib", "re", "typing", "einops", "jax", "Statistics", "LinearAlgebra",
            "Plots", "Random", "DataFrames", "CSV", "Images", "dplyr", "ggplot2", "copy", "glob", "warnings",
        ]
        let first = module.split(separator: ".").first.map(String.init) ?? ""
        if module.isEmpty || libraries.contains(first) { return .init(line, "", "leave it out") }
        return .init(line, "use \"./\(module.replacing(".", with: "/")).limn\"")
    }

    /// `raise ValueError("…")`.
    private func raiseFix(_ span: Span) -> [Diagnostic.Fix] {
        guard let value = attempting({ parser throws(Diagnostic) in try parser.expression() })?.result else {
            return []
        }
        let whole = Span(span.start, value.span.end)
        switch value.kind {
        case .string: return [.init(whole, "error(\(text(value.span)))")]
        case .call(_, let arguments, _):
            guard let first = arguments.first, first.name == nil, case .string = first.value.kind else { return [] }
            return [.init(whole, "error(\(text(first.value.span)))")]
        default: return []
        }
    }

    /// Words that end a block elsewhere, alone on their line.
    func refuseEndWord(_ token: Token) throws(Diagnostic) {
        let words: Set<String> = [
            "endif", "endfor", "endwhile", "endfunction", "endfunc", "enddef", "wend", "End", "END", "esac",
        ]
        guard let word = token.name, words.contains(word) else { return }
        let next = self.token(at: position + 1)
        guard next.isNewline || next.isEnd || next.is(.semicolon) else { return }
        throw Diagnostic(
            "syntax.end-word", "`\(word)` is written `end`", labels: [.init(source, token.span)],
            fixes: [.init(token.span, "end")])
    }

    /// `True`, `None`, `null` and the like.
    func foreignLiteral(_ word: String, _ span: Span) -> Diagnostic? {
        let stands: String
        switch word {
        case "True", "TRUE": stands = "true"
        case "False", "FALSE": stands = "false"
        case "None", "null", "nil", "NULL", "undefined": stands = "none"
        default: return nil
        }
        return Diagnostic(
            "syntax.literal", "`\(word)` is written `\(stands)`", labels: [.init(source, span)],
            fixes: [.init(span, stands)])
    }
}
