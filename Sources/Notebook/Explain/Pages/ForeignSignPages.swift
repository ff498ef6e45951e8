extension ErrorPages {
    /// Signs and loops of Python, Julia, MATLAB, JavaScript and C, and what is written here.
    static let foreignSigns = #"""
        ## syntax.caret
        `^` is not an operator here.
            x = 3 ^ 2
        why: The power is `**`, as in Python.
        mend: Write `x ** 2`.
        see: syntax.dotted-operator

        ## syntax.and
        `&&` and `&` are not operators here.
            x = true && false
        why: The word `and` joins conditions, and masks element by element.
        mend: Write `a and b`; of two masks, `(x > 1) and (x < 3)`.
        see: syntax.or, syntax.not

        ## syntax.or
        `||` and `|` are not operators here.
            x = true || false
        why: The word `or` joins conditions, and masks element by element. `|>` is a pipe.
        mend: Write `a or b`.
        see: syntax.and, syntax.not

        ## syntax.not
        `!` and `~` are not operators here.
            x = !true
        why: The word `not` turns a condition, or a mask, around.
        mend: Write `not x`; unequal is `!=`.
        see: syntax.and, syntax.pair

        ## syntax.pair
        Two signs stand together that are an operator in another language.
            x = 1 <> 2
        why: Unequal is `!=`, at most `<=`, the remainder `%`.
        mend: Write the operator that the message names.
        see: syntax.triple-equal

        ## syntax.triple-equal
        `===` is not an operator here.
            x = 1 === 1
        why: Values have no identity apart from what they hold, so there is one equality.
        mend: Write `==`.
        see: syntax.pair

        ## syntax.walrus
        `:=` is not an operator here.
            x := 3
        why: A name gets its value with `=`, in a statement of its own.
        mend: Write `=`; where it stands inside an expression, give the name its value on the line before.
        see: syntax.assignment-in-expression

        ## syntax.fat-arrow
        `=>` is not an arrow here.
            f = x => x + 1
        why: A function without a name is written `x -> x + 1`; a record pairs with `:`.
        mend: Write `->`, or `:` in a record.
        see: syntax.lambda, syntax.record-value

        ## syntax.increment
        `++` and `--` are not operators here.
            i = 0
            i++
        why: An assignment is a statement that is seen.
        mend: Write `i += 1` or `i -= 1`.
        see: syntax.assignment-in-expression

        ## syntax.shift
        `<<` and `>>` are not operators here.
            x = 1 << 3
        why: There are no operations on bits.
        mend: Write `x * 2 ** n` or `x // 2 ** n`.
        see: syntax.caret

        ## syntax.ternary
        `c ? a : b` is written with words.
            x = true ? 1 : 2
        why: `if` is an expression.
        mend: Write `if c then a else b`.
        see: syntax.python-if

        ## syntax.python-if
        The condition stands behind the value.
            x = 1 if true else 2
        why: `if` is an expression that begins with its condition.
        mend: Write `if c then a else b`.
        see: syntax.ternary, syntax.then-block

        ## syntax.word-operator
        A word stands for an operator of another language.
            x = none is none
        why: Equality is `==`, the remainder `%`, whole division `//`.
        mend: Write the operator that the message names; `x is not None` is `x != none`.
        see: syntax.pair

        ## syntax.dotted-operator
        An operator, or a call, has a dot in front.
            x = [1, 2] .* [3, 4]
        why: In Julia and MATLAB the dot means "element by element". Here every operator on tensors does that.
        mend: Write the operator alone; the matrix product is `@`. A function of one value goes over a list with `map`.
        see: syntax.caret, tensor.shape-mismatch

        ## syntax.range
        `a:b` or `a..b` stands outside square brackets.
            for i in 1:10
                print(i)
            end
        why: A colon makes a slice inside `x[…]` only. `range(1, 10)` ends before 10, as in Python; Julia's `1:10` is
        `range(1, 11)`.
        mend: Write `range(start, stop)` or `range(start, stop, step=2)`.
        see: range.zero-step, syntax.loop-in

        ## syntax.loop-in
        The names of a loop are followed by something other than `in`.
            for i = 1:10
                print(i)
            end
        why: A loop names what it goes over: `for x in xs`.
        mend: Write `for i in range(1, 11)`.
        see: syntax.range, syntax.loop-parentheses

        ## syntax.loop-parentheses
        The names of a loop stand in brackets.
            for (a, b) in [[1, 2]]
                print(a)
            end
        why: Names that take a pair apart stand without brackets, as left of `=`.
        mend: Write `for a, b in pairs`.
        see: syntax.loop-in, syntax.tuple

        ## syntax.loop
        A loop begins with a word of another language.
            until true
            end
        why: There are `for x in xs` and `while c`.
        mend: Write `while not c` for `until c`, `if not c` for `unless c`, `for` for `foreach`.
        see: syntax.loop-in

        ## syntax.loop-do
        `do` stands behind the head of a loop.
            while false do
            end
        why: The body of a loop begins on the next line. `do` opens the block of a call: `map(xs) do x … end`.
        mend: Leave it out.
        see: syntax.stray-block, syntax.colon

        ## syntax.colon
        A `:` stands behind the head of a block.
            if true:
                1
            end
        why: The body begins on the next line and ends with `end`.
        mend: Leave it out.
        see: syntax.braces, syntax.missing-end

        ## syntax.braces
        A `{` opens a block.
            if true {
                1
            }
        why: Blocks begin on the next line and end with `end`; `{…}` is a record.
        mend: Leave the `{` out and write `end` for the `}`.
        see: syntax.colon, syntax.missing-end

        ## syntax.then-block
        `then` stands before a block on lines of its own.
            if true then
                1
            end
        why: `then` belongs to an `if` on one line, which has no `end`.
        mend: Leave it out, or write all of it on one line: `if c then a else b`.
        see: syntax.same-line

        ## syntax.same-line
        The body of a block stands on the line that opens it.
            if true print(1)
            end
        why: Without a word between them, condition and body could not be told apart.
        mend: Begin a new line, or write `if c then a else b`.
        see: syntax.then-block
        """#
}
