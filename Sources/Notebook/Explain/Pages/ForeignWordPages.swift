extension ErrorPages {
    /// Words of other languages, and what is written here.
    static let foreignWords = #"""
        ## syntax.elif
        `elif` is written `elseif`.
            if false
                1
            elif true
                2
            end
        why: It is one word, and shares the `end` of its `if`.
        mend: Write `elseif`.
        see: syntax.else-if

        ## syntax.else-if
        `else if` is written `elseif`.
            if false
                1
            else if true
                2
            end
        why: As two words it would be an `if` of its own, with an `end` of its own.
        mend: Write `elseif`.
        see: syntax.elif

        ## syntax.end-word
        A block ends with a word of another language.
            if true
                1
            endif
        why: Every block ends with `end`.
        mend: Write `end`.
        see: syntax.missing-end

        ## syntax.literal
        A constant is spelt as in another language.
            x = True
        why: The constants are `true`, `false` and `none`.
        mend: Write it so.
        see: name.unknown

        ## syntax.lambda
        A function without a name begins with a word.
            f = lambda x: x + 1
        why: It is written with an arrow.
        mend: Write `x -> x + 1`, or `(a, b) -> a + b`.
        see: syntax.fat-arrow, syntax.lambda-parameters

        ## syntax.lambda-parameters
        A parameter of `->` is more than a name.
            f = (a, b=2) -> a + b
        why: Defaults belong to functions that have a name.
        mend: Write `def f(a, b=2) = a + b`.
        see: syntax.lambda

        ## syntax.function
        A function begins with the word of another language.
            function f(x)
                x
            end
        why: It is `def`, as in Python; on one line, `def f(x) = x + 1`.
        mend: Write `def`.
        see: syntax.lambda, syntax.missing-parameters

        ## syntax.annotation
        A parameter, or a function, has a type.
            def f(x: int) = x
        why: Values carry their types; parameters are names.
        mend: Leave the type out.
        see: syntax.typed-name, call.type

        ## syntax.typed-name
        A name that is given a value has a type in front or behind.
            x: int = 3
        why: Names need no declaration, and values carry their types.
        mend: Leave the type out.
        see: syntax.let

        ## syntax.let
        A name that is given a value has a word such as `let` in front.
            let x = 3
        why: Names need no declaration.
        mend: Leave the word out.
        see: syntax.typed-name

        ## syntax.import
        A module is brought in with the word of another language.
            from numpy import array
        why: Commands for tensors, pictures and tables need no import. A module is brought in with `use`.
        mend: Leave the line out, or write `use metrics.grounding` or `use "./mine.limn"`.
        see: module.unknown

        ## syntax.class
        There are no classes.
            class Dog
            end
        why: A record holds fields, `{name: "Rex", age: 3}`, and functions take records.
        mend: Write a `def` that returns a record.
        see: syntax.record-value

        ## syntax.switch
        There is no `switch` and no `match`.
            switch 3
        why: A chain of conditions says the same.
        mend: Write `if x == 1 … elseif x == 2 … else … end`.
        see: syntax.elif

        ## syntax.exception
        There are no exceptions as values.
            raise problem
        why: `error("…")` stops, and `try expr else fallback` goes on.
        mend: Write `error("what is wrong", help="what to do")`.
        see: syntax.try-block, script.error

        ## syntax.try-block
        `try` stands alone on its line.
            try
                1
        why: It takes one expression and what to take in its place: `try expr else fallback`.
        mend: Put a longer attempt into a function and try its call.
        see: syntax.try-without-else

        ## syntax.try-without-else
        A `try` has no `else`, or has `except` in its place.
            x = try 1 / 0 except 2
        why: Without it there would be no value where the attempt fails.
        mend: Write `try expr else fallback`; `else none` gives nothing.
        see: syntax.try-block

        ## syntax.foreign-word
        A word of another language stands before a statement.
            await x
        why: There are no threads, no generators and no deletion of names, and no `begin` opens a block.
        mend: Leave it out; with `begin`, its `end` too.
        see: syntax.let

        ## syntax.decorator
        An `@` stands at the beginning of a statement.
            @cache
            def f(x) = x
        why: There are no decorators and no macros. `@` between two tensors is the matrix product.
        mend: Call the function with the other one: `g = twice(f)`.
        see: syntax.function

        ## syntax.shell
        A line begins with `!` or `%` and a word, as in IPython.
            !pip install numpy
        why: There is no shell escape, and `not x` is what `!x` is elsewhere. What begins with `:` at a prompt is a command of the session; `:help` lists them.
        mend: Run the program in another terminal.
        see: session.unknown-word

        ## syntax.comment
        A comment begins with `//` or `/*`.
            // the count
            n = 3
        why: Comments begin with `#` and go to the end of the line; `//` is whole division.
        mend: Write `#` before every line of it.
        see: syntax.word-operator

        ## syntax.generator
        A comprehension stands without square brackets, or in braces with a `:`.
            x = sum(i for i in [1, 2])
        why: It makes a list. A record is filled in a loop: `r = {}`, and then `r[k] = v`.
        mend: Put it into brackets: `sum([i for i in xs])`.
        see: syntax.double-comprehension, syntax.record-value

        ## syntax.double-comprehension
        A comprehension has two `for`.
            x = [a + b for a in [1] for b in [2]]
        why: One `for` a comprehension keeps the order of the loops plain.
        mend: Put one into the other, `[[f(a, b) for b in ys] for a in xs]`, or write a loop.
        see: syntax.generator

        ## syntax.missing-parentheses
        A call has no brackets.
            print "hello"
        why: The arguments of a call stand in brackets.
        mend: Write `print("hello")`.
        see: syntax.unexpected

        ## syntax.missing-comma
        Two items stand side by side without a comma.
            x = [1 2 3]
        why: Items of a list, arguments and fields are parted by commas.
        mend: Write `[1, 2, 3]`.
        see: syntax.matrix-row

        ## syntax.matrix-row
        `;` parts the rows of a matrix.
            m = [1, 2; 3, 4]
        why: A matrix is a list of its rows.
        mend: Write `tensor([[1, 2], [3, 4]])`.
        see: syntax.missing-comma, tensor.ragged

        ## syntax.end-index
        `end` stands inside an index.
            x = [1, 2, 3]
            x[end]
        why: Positions count from 0, and from the end as -1, -2 and so on.
        mend: Write `x[-1]`; a slice to the end leaves its stop out, `x[1:]`.
        see: index.out-of-range

        ## syntax.joined-strings
        Two strings stand side by side.
            x = "a" "b"
        why: Nothing is joined without a sign.
        mend: Write `"a" + "b"`, or one string.
        see: syntax.string-prefix

        ## syntax.string-prefix
        A letter stands before the quote of a string.
            x = f"a {3}"
        why: `"…"` puts in values with `$name` and `$(expr)`; in `'…'` every sign is itself.
        mend: Write `"a $(x)"` for an f-string and `'…'` for a raw one.
        see: syntax.unknown-escape

        ## syntax.spaced-unit
        A blank stands between a number and its unit.
            wait = 5 min
        why: A unit is a part of the number, so that it cannot be taken for a name.
        mend: Write `5min`.
        see: syntax.unknown-unit

        ## syntax.unknown-word
        A word before a name is no keyword.
            whlie true
            end
        why: Two words stand side by side only where the first is a keyword.
        mend: Write the keyword that the message names.
        see: syntax.missing-parentheses

        ## check.raw-dollar
        A string in single quotes holds `$` and a known name. Only `limn check` says this.
            name = "dog"
            print('a $name')
        why: In `'…'` every sign is itself, so the name is not replaced by its value.
        mend: Use `"…"` to put the value in.
        see: syntax.string-prefix

        ## check.braced-dollar
        A string holds `${…}` and a known name. Only `limn check` says this.
            name = "dog"
            print("a ${name}")
        why: A value is put in with `$name` or `$(expr)`; braces mean nothing in a string.
        mend: Write `$name`, or `$(name)` where a letter follows.
        see: check.raw-dollar

        ## check.empty-range
        A range counts down without a negative step. Only `limn check` says this.
            print(range(10, 0))
        why: `range(10, 0)` is empty, as in Python.
        mend: Write `range(10, 0, step=-1)`.
        see: range.zero-step
        """#
}
