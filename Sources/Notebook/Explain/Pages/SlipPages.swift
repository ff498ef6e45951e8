extension ErrorPages {
    /// What ended too early, or not where it was meant to.
    static let slips = #"""
        ## syntax.early-quote
        A string ended at a quote that was meant as a part of it.
            x = 'it's'
        why: The first quote of the same kind closes a string.
        mend: Put the text into quotes of the other kind, or write `\"` in "…".
        see: syntax.unclosed-string, syntax.joined-strings

        ## syntax.dangling-operator
        A line ends with an operator, and the next line is no right side of it.
            x = true and
            y = 3
        why: Behind an operator an expression goes on in the next line.
        mend: Write what belongs behind the operator, or leave it out.
        see: syntax.unexpected-end, syntax.chained-assignment

        ## syntax.starred-parameter
        A parameter has a star, which gathers arguments in Python.
            def f(*args)
                length(args)
            end
        why: A function takes as many values as it has parameters.
        mend: Take a list, `def f(args)`, or give parameters defaults, `def f(x, k=3)`.
        see: syntax.parameter-order, call.too-many-arguments

        ## syntax.spread
        `*` or `**` stands in front of a value, which spreads it in Python.
            def f(a, b) = a + b
            pair = [1, 2]
            f(*pair)
        why: What is given to each parameter can be read where the function is called.
        mend: Write `f(pair[0], pair[1])`, `a + b` for `[*a, *b]`, `b = a[-1]` for `*rest, b = a`.
        see: syntax.starred-parameter, call.missing-argument

        ## syntax.cell-marker
        A line begins with `%%`, without the `#` of a comment.
            %% Title
            x = 1
        why: The marker of a cell is a comment, so that a script with cells is a plain script too.
        mend: Write `# %% Title`.
        see: syntax.shell

        ## syntax.with-as
        `with` is followed by `as`, as where Python opens a file.
            with read("a.txt") as f
                print(f)
            end
        why: `with` changes settings, such as the seed, for the lines of its block. Files are read and written whole.
        mend: Write `text = read(path)`, or `save(value, path)`.
        see: syntax.same-line
        """#
}
