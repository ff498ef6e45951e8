// Words that other languages and libraries use, and what stands for them here.

/// What stands for a word of another language that is a statement by itself there; nil for any other word.
public func pointer(forForeign word: String) -> String? {
    switch word {
    case "pass": "leave it out: a block may be empty"
    case "elif", "elsif": "write `elseif`"
    case "except", "catch", "finally": "write `try expr else fallback`"
    case "who", "whos", "dir", "locals", "globals": "`:vars` lists the names of the session"
    case "timeit": "write `:timeit f(x)`"
    case "begin": "a block begins with `if`, `for`, `while`, `with`, `def` or `do`"
    case "self", "this": "there are no classes; a function takes what it needs as parameters"
    case "np", "numpy", "torch", "plt", "math": "write the name alone: mean(x), sqrt(x)"
    case "dict", "Dict", "Map": "a record is written `{a: 1}`, the empty one `{}`"
    case "set", "Set", "frozenset": "there are no sets; `unique(xs)` is a list without repeats"
    case "tuple", "Tuple": "a list holds several values: `[a, b]`"
    case "input", "readline", "raw_input": "a script asks nothing; give values as names at its top"
    case "open", "fopen": "`read(path)` reads a whole file, `save(value, path)` writes one"
    case "exit", "quit": "a script ends with its last line; `error(\"why\")` ends it earlier"
    default: nil
    }
}

/// The name that a word of another language stands for; nil for any other word.
public func name(meantBy word: String) -> String? {
    let elsewhere = [
        "display": "show", "nothing": "none", "missing": "none", "NA": "nan", "NaN": "nan", "Inf": "inf",
        "Infinity": "inf", "π": "pi",
        "PI": "pi", "Pi": "pi", "isinstance": "type", "typeof": "type", "sorted": "sort", "range_": "range",
        "size": "length", "count": "length", "toString": "string", "String": "string", "parseInt": "int",
        "Int": "int", "Float64": "float", "Float32": "float", "require": "use",
    ]
    return elsewhere[word]
}

/// What to say of a name that nobody gave a value, beside what it is near to.
public struct ForeignName {
    public var help: String
    public var fixes: [Diagnostic.Fix]

    /// `np.mean`, `x = 3 // count`, `println`: nil for a name that is simply unknown.
    /// - Parameters:
    ///   - resolve: the name here of a function that another language calls so; nil where there is none.
    public init?(_ word: String, in source: Source, at span: Span, resolve: (String) -> String?) {
        if let (place, call) = PrintElsewhere.call(word, in: source, at: span) {
            help = "write `\(call)`"
            fixes = [.init(place, call)]
            return
        }
        if let (path, last) = ForeignName.libraryPath(word, in: source, at: span) {
            help = pointer(forForeign: word) ?? ""
            fixes = (resolve(last) ?? name(meantBy: last)).map { [.init(path, $0)] } ?? []
            if let quoted = ForeignName.elementType(last, in: source, at: path) {
                help = "write `\(quoted)`"
                fixes = [.init(path, quoted)]
            }
            return
        }
        if let quoted = ForeignName.elementType(word, in: source, at: span) {
            help = "the type of elements is a string: write `\(quoted)`"
            fixes = [.init(span, quoted)]
            return
        }
        if let (call, test) = ForeignName.typeTest(word, in: source, at: span) {
            help = "write `\(test)`"
            fixes = [.init(call, test)]
            return
        }
        let line = source.lineSpan(source.lineNumber(at: span.start))
        let before = source.text(in: Span(line.start, max(span.start, line.start)))
        if before.hasSuffix(" // ") || before == "// " {
            help = "comments begin with `#`; `//` is whole division"
            fixes = [.init(Span(span.start - 3, span.start - 1), "#")]
            return
        }
        if let stands = name(meantBy: word) {
            help = "write `\(stands)`"
            fixes = [.init(span, stands)]
            return
        }
        guard let pointer = pointer(forForeign: word) else { return nil }
        help = pointer
        fixes = []
    }

    /// The whole of `np.linalg.svd` and its last part, where a library's name stands at `span`.
    private static func libraryPath(_ word: String, in source: Source, at span: Span) -> (Span, String)? {
        guard ["np", "numpy", "torch", "plt", "math", "F", "tf", "jnp", "cv2", "sp"].contains(word) else { return nil }
        var end = span.end
        let bytes = source.bytes
        guard end < bytes.count, bytes[end] == UInt8(ascii: ".") else { return nil }
        while end < bytes.count, bytes[end] == UInt8(ascii: ".") || Lexer.isNamePart(bytes[end]) { end += 1 }
        let whole = Span(span.start, end)
        guard let last = source.text(in: whole).split(separator: ".").last else { return nil }
        return (whole, String(last))
    }
}

extension ForeignName {
    /// `dtype=float32`: the word in quotes.
    fileprivate static func elementType(_ word: String, in source: Source, at span: Span) -> String? {
        let before = source.text(in: Span(max(span.start - 12, 0), span.start)).filter { $0 != " " }
        guard before.hasSuffix("dtype="), ["float32", "float16", "bfloat16", "int64"].contains(word) else { return nil }
        return "\"\(word)\""
    }

    /// `isinstance(x, int)`, and `type(x) == "int"` for it.
    fileprivate static func typeTest(_ word: String, in source: Source, at span: Span) -> (Span, String)? {
        guard word == "isinstance", source.bytes[safe: span.end] == UInt8(ascii: "(") else { return nil }
        let rest = source.text(in: Span(span.end, source.lineSpan(source.lineNumber(at: span.start)).end))
        let types = [
            "int": "int", "float": "float", "str": "string", "bool": "bool", "list": "list", "tuple": "list",
            "dict": "record", "Tensor": "tensor", "torch.Tensor": "tensor", "np.ndarray": "tensor",
        ]
        guard let close = rest.firstIndex(of: ")"), let comma = rest[..<close].lastIndex(of: ",") else { return nil }
        let value = rest[rest.index(after: rest.startIndex)..<comma]
        let given = rest[rest.index(after: comma)..<close].trimmed
        guard let type = types[given], !value.contains("("), !value.contains("[") else { return nil }
        let end = span.end + rest[...close].utf8.count
        return (Span(span.start, end), "type(\(value.trimmed)) == \"\(type)\"")
    }
}

extension Source {
    /// A field of what stands at `span` is read: `sd.unet`.
    public func isBeforeField(_ span: Span) -> Bool {
        bytes[safe: span.end] == UInt8(ascii: ".") && bytes[safe: span.end + 1].map(Lexer.isNameStart) == true
    }

    /// The name is one of several arguments, as a function is that goes over a list: `map(len, xs)`.
    public func isAmongArguments(_ span: Span) -> Bool {
        let line = lineSpan(lineNumber(at: span.start))
        let before = text(in: Span(line.start, span.start)).last { $0 != " " }
        let after = text(in: Span(span.end, line.end)).first { $0 != " " }
        return before == "(" && after == "," || before == "," && after == ")"
    }
}

/// The option that was meant: the nearest of `names`, or what another library calls `word`; nil where there is neither.
public func option(meantBy word: String, among names: [String]) -> String? {
    let elsewhere: [String: [String]] = [
        "axis": ["over", "axes"], "dim": ["over", "axis", "axes"], "dims": ["over", "axes"], "keepdims": ["keep"],
        "keepdim": ["keep"], "sep": ["separator"], "delimiter": ["separator"], "reverse": ["descending"],
        "key": ["by"], "by": ["on"], "on": ["by"], "random_state": ["seed"], "generator": ["seed"],
        "num_inference_steps": ["steps"], "guidance_scale": ["guidance"], "cfg": ["guidance"],
        "negative_prompt": ["negative"], "height": ["size"], "width": ["size"], "shape": ["size"], "cmap": ["colormap"],
        "alpha": ["opacity"], "lr": ["rate"], "learning_rate": ["rate"], "num_steps": ["steps"], "ord": ["order"],
        "q": ["shares"], "batch_size": ["batch"], "n_bins": ["bins"], "torch_dtype": ["dtype"], "mode": ["method"],
    ]
    if let known = elsewhere[word]?.first(where: names.contains) { return known }
    return suggestion(for: word, among: names)
}
