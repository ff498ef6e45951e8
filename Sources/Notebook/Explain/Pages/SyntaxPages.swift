extension ErrorPages {
    /// The grammar: brackets, blocks, strings, numbers, assignments.
    static let syntax = #"""
        ## syntax.unexpected
        The grammar wanted something else at the marked place.
            x = 1 2
        why: Two values stand side by side, a bracket holds a sign that it cannot hold, or a word is missing.
        mend: The message says what was expected. Look at the end of the line before the mark, too.
        see: syntax.unexpected-end, syntax.unclosed-bracket, syntax.missing-parentheses

        ## syntax.unexpected-end
        The text ends in the middle of an expression.
            x = 1 +
        why: An operator, a dot or `=` has nothing behind it. At a prompt this asks for another line instead.
        mend: Write what is missing, or take the last sign away.
        see: syntax.unclosed-bracket, syntax.missing-end

        ## syntax.unexpected-character
        A character stands outside a string that means nothing to the language.
            x = 3 − 1
        why: Word processors and web pages put curly quotes, long dashes, full-width brackets and invisible blanks in
        the place of the plain signs.
        mend: Write the plain sign; the fix replaces all of them in the line.
        see: syntax.control-character

        ## syntax.control-character
        A control character, or a mark that turns the order of reading around, stands in the script.
        why: Such characters are invisible, and text could read otherwise than it runs.
        mend: Remove it. In a string it is written by its number, as in `\u{202E}`.
        see: syntax.unexpected-character, syntax.unknown-escape

        ## syntax.unclosed-bracket
        A `(`, `[` or `{` has no partner. The mark shows the one that is open.
            x = mean([1, 2
        why: Inside brackets a line end means nothing, so the reader goes on to the end of the text.
        mend: Close it where the expression ends.
        see: syntax.mismatched-bracket, syntax.unclosed-string

        ## syntax.mismatched-bracket
        A bracket is closed by one of another kind.
            x = [1, 2)
        why: Brackets close in the reverse order in which they were opened; the first mark shows the opener.
        mend: Write the closer that belongs to the marked opener, or open the bracket that is missing.
        see: syntax.unclosed-bracket

        ## syntax.unclosed-string
        A string has no closing quote on its line.
            x = "abc
        why: `"…"` and `'…'` end on the line on which they begin. A `'` behind a name, which elsewhere means the
        transpose, begins a string too.
        mend: Close it. A text of several lines stands in `"""…"""`; the transpose is `transpose(x)`.
        see: syntax.unclosed-interpolation, syntax.unknown-escape

        ## syntax.unclosed-interpolation
        A `$(` in a string is not closed by `)`.
            x = "mean: $(mean([1, 2])"
        why: `$(…)` holds an expression with brackets of its own; each needs its partner.
        mend: Close it, or write `\$(` for the two signs themselves.
        see: syntax.unclosed-string

        ## syntax.unknown-escape
        A backslash in a string stands before a letter that gives no escape.
            x = "\d+"
        why: `"…"` knows \n \t \r \0 \e \\ \" \$ \x41 \u{1F33B} and no others, so that a typing error is seen.
        mend: Write `\\`, or put the text into `'…'`, where a backslash is itself.
        see: syntax.unclosed-string

        ## syntax.number
        A number is not written as numbers are.
            x = 1__000
        why: A `_` stands between two digits, `0x` wants digits from 0 to F, `0b` only 0 and 1.
        mend: Write for example `10_000`, `0xFF`, `1.5` or `1e-3`.
        see: syntax.number-too-large, syntax.unknown-unit

        ## syntax.number-too-large
        A number is larger than a value can hold.
            x = 99999999999999999999
        why: Whole numbers have 64 bits and end at 9_223_372_036_854_775_807; floats end at about 1.8e308.
        mend: Write it as a float, `1e20`, where its last digits do not matter.
        see: number.overflow

        ## syntax.unknown-unit
        Letters directly behind a number are none of the units.
            wait = 5sec
        why: A name directly behind a digit is read as a unit: px, %, ns us ms s min h d, B kB MB GB TB KiB MiB GiB TiB.
        mend: Take one of these. A product is written with its sign, `3 * x`, and no name begins with a digit.
        see: syntax.spaced-unit, quantity.units, call.wrong-unit

        ## syntax.missing-end
        A block has no `end`.
            for x in [1, 2]
                print(x)
        why: `if`, `for`, `while`, `with`, `def` on several lines and `do` each have an `end` of their own. Where the
        indentation shows which block was forgotten, that one is marked.
        mend: Write `end` under the line that opened the block.
        see: syntax.closes-nothing, syntax.end-word

        ## syntax.closes-nothing
        An `end`, `else` or `elseif` belongs to no block.
            x = if true then 1 else 2
            end
        why: One `end` too many was written, or the block above is one of those that have none: `if c then a else b`,
        `def f(x) = …`, `try a else b`.
        mend: Take it away.
        see: syntax.missing-end

        ## syntax.reserved
        A keyword stands where a name is needed.
            end = 3
        why: `and or not in if then else elseif end for while do with def return break continue use try none true
        false` cannot name a value. They can name an option (`f(in=1)`), a field (`r.end`) and the key of a record.
        mend: Take another name, such as the same word with a `_` behind it.
        see: name.unknown

        ## syntax.duplicate-name
        A parameter, or a name of a loop, appears twice.
            def f(a, a) = a
        why: The second would hide the first.
        mend: Give each its own name; `_` may come several times where a value is not needed.
        see: syntax.duplicate-option

        ## syntax.duplicate-option
        An option is given twice in one call.
            round(3.14, digits=1, digits=2)
        why: One of the two values would be lost.
        mend: Take one away.
        see: call.duplicate-argument, syntax.positional-after-option

        ## syntax.duplicate-key
        A key appears twice in a record.
            r = {a: 1, a: 2}
        why: A record has one value a key; the first would be lost.
        mend: Take one away, or rename it.
        see: syntax.record-key

        ## syntax.positional-after-option
        An argument without a name follows one with a name.
            round(digits=1, 3.14)
        why: Arguments are taken in their order first and by name then.
        mend: Put those without a name in front: `f(a, b, option=value)`.
        see: call.too-many-arguments

        ## syntax.record-key
        The key of a record is neither a name nor a plain string.
            r = {1: "one"}
        why: Keys are words, so that `r.word` reads them; they are not computed.
        mend: Write the key in quotes, `{"1": "one"}`.
        see: syntax.record-value

        ## syntax.record-value
        A field of a record has no value, or `=` stands where `:` does.
            r = {a = 1}
        why: A record pairs each key with a value, `{a: 1, "b c": 2}`. Sets do not exist; a list is `[a, b]`.
        mend: Write `:` and the value.
        see: syntax.record-key

        ## syntax.tuple
        Several values stand in round brackets, or behind `=`, with commas between them.
            point = (1, 2)
        why: There are no tuples. A list holds several values; round brackets only group.
        mend: Write `[1, 2]`. To take a pair apart, write names on the left: `a, b = pair`.
        see: assign.count, syntax.empty-parentheses

        ## syntax.empty-parentheses
        Round brackets hold nothing.
            x = ()
        why: Brackets group one expression.
        mend: The empty list is `[]`, the empty record `{}`, and nothing at all is `none`.
        see: syntax.tuple

        ## syntax.empty-subscript
        Square brackets behind a value select nothing.
            x = [1, 2, 3][]
        why: An index needs a position, a slice, a label or `...`.
        mend: Write `x[0]`, `x[1:3]`, `x[step=10:40]`, or `x[...]` for all of it.
        see: index.count, tensor.bad-index

        ## syntax.assign-target
        What stands left of `=` cannot be given a value.
            3 = x
        why: A name, an item `x[i]` or a field `r.a` can be given one; a call, a literal or a sum cannot.
        mend: Write the name on the left. A function is written `def f(x) = …`; a list is taken apart without brackets.
        see: syntax.chained-assignment, assign.target

        ## syntax.chained-assignment
        Two `=` stand in one statement.
            a = b = 3
        why: An assignment has no value of its own.
        mend: Give each name its value on a line of its own; `==` compares.
        see: syntax.assignment-in-expression

        ## syntax.assignment-in-expression
        `=` stands inside an expression.
            y = 1 + (x = 3)
        why: An assignment is a statement.
        mend: Give the name its value on the line before, or write `==` to compare.
        see: syntax.assignment-in-condition, syntax.walrus

        ## syntax.assignment-in-condition
        `=` stands in a condition.
            x = 3
            if x = 3
                1
            end
        why: `=` gives a name its value, `==` compares.
        mend: Write `==`.
        see: syntax.assignment-in-expression

        ## syntax.pipe-target
        What stands behind `|>` is no function.
            [1, 2] |> 3
        why: `x |> f(a)` calls `f(x, a)`. It binds more loosely than any operator, so `x |> f + 1` pipes into a sum.
        mend: Put the pipe into brackets to go on with its result: `(x |> f(a)) + 1`.
        see: syntax.pipe-without-value, call.not-a-function

        ## syntax.pipe-without-value
        A line begins with `|>`, and nothing stands before it.
            for a in [1, 2]
                a;
                |> print
            end
        why: Such a line goes on from the expression above it; at a prompt, from the last answer.
        mend: Put the value in front.
        see: syntax.pipe-target

        ## syntax.stray-block
        A `do … end` block follows something that is not a call.
            3 do x
                x
            end
        why: The block is the last argument of the call before it.
        mend: Write `map(xs) do x … end`.
        see: syntax.loop-do

        ## syntax.parameter-order
        A parameter without a default follows one with a default.
            def f(a=1, b) = a
        why: Arguments are filled from the left, so `b` could never be reached without `a`.
        mend: Put parameters with defaults last.
        see: call.missing-argument

        ## syntax.missing-parameters
        The name of a function is not followed by its parameters.
            def f
                1
            end
        why: The brackets are there even where there are no parameters.
        mend: Write `def f() … end`.
        see: syntax.function

        ## syntax.return-outside
        `return` stands outside a function.
            return 3
        why: A script or a cell ends with its last line, whose value is the answer.
        mend: Leave it out.
        see: syntax.break-outside

        ## syntax.break-outside
        `break` stands outside a loop.
            break
        why: It leaves the loop around it. A function or a `do` block inside a loop is not part of that loop.
        mend: In a block, `return` leaves the block.
        see: syntax.continue-outside, syntax.return-outside

        ## syntax.continue-outside
        `continue` stands outside a loop.
            continue
        why: It goes on with the next turn of the loop around it. A `do` block is no part of a loop outside.
        mend: In a block, `return` ends this turn.
        see: syntax.break-outside

        ## syntax.module-path
        The path of a module is computed.
            name = "metrics"
            use "$name"
        why: Which names a script has is known before it runs.
        mend: Write the path itself: `use metrics.grounding` or `use "./mine.limn"`.
        see: module.unknown

        ## syntax.too-deep
        Brackets, blocks or operators are nested too deeply.
        why: 200 brackets or blocks, or 1000 operators in a row, are more than a person wrote. The limit keeps
        machine-made text from using up the stack.
        mend: Give parts names, or put them into functions or lists.
        see: limit.nesting

        ## source.not-utf8
        The text is not UTF-8. The message names the first byte that fits nowhere.
        why: The file was saved in another encoding, or is no text at all.
        mend: Save it as UTF-8, or convert it: `iconv -f latin1 -t UTF-8 old.limn > new.limn`.
        see: file.encoding
        """#
}
