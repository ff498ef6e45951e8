extension ErrorPages {
    /// Numbers, quantities, strings, lists, records, and the operators on them.
    static let values = #"""
        ## operator.type
        An operator does not join these kinds of values.
            x = "a" + 1
        why: Nothing is converted in silence: a string and a number are not added, a list is not a tensor.
        mend: Put a value into a string with "… $(value)"; make a tensor of a list with `tensor(xs)`.
        see: call.type, quantity.units

        ## quantity.units
        Two quantities have units of different things.
            x = 3px + 5s
        why: Only units of one kind add and compare: px; %; ns to d; B to TiB. The marks show which side has which.
        mend: Give both a unit of one kind, or take the number of one: `x.amount`.
        see: call.wrong-unit, syntax.unknown-unit

        ## condition.type
        A condition is neither true nor false.
            if [1, 2]
                print("some")
            end
        why: Numbers, strings and lists do not count as true; a tensor of many elements has many answers.
        mend: Compare: `length(xs) > 0`, `x != 0`, `x != none`; of a mask, `all(m)` or `any(m)`.
        see: operator.type

        ## number.division-by-zero
        A whole number is divided by zero.
            x = 1 // 0
        why: Whole numbers have no infinity.
        mend: Test the divisor, or make it a float: `x / 0.0` is `inf`.
        see: tensor.division-by-zero

        ## number.overflow
        A result does not fit into a whole number of 64 bits.
            x = 2 ** 64
        why: Whole numbers end at 9_223_372_036_854_775_807, and do not turn into floats by themselves.
        mend: Make one operand a float: `2.0 ** 64`.
        see: syntax.number-too-large

        ## number.not-a-number
        A string is not a number.
            x = int("seven")
        why: `int` and `float` read the digits of a string, with blanks around them at most.
        mend: Look at the text; `try int(s) else none` gives none where it is no number.
        see: number.not-an-integer

        ## number.not-an-integer
        A float has no whole number.
            x = int(0.0 / 0.0)
        why: Not-a-number, infinity and floats beyond 64 bits have no int.
        mend: Test it with `is_finite(x)`, or clamp it first.
        see: tensor.not-an-integer

        ## number.range
        A number of digits is out of range.
            x = round(3.14, digits=99)
        why: A float has about 16 digits.
        mend: Give a number within the range that the message names.
        see: call.type

        ## range.zero-step
        A range has a step of 0.
            x = range(0, 10, step=0)
        why: It would never reach its end.
        mend: Give a positive step, or a negative one to count down.
        see: range.step

        ## range.step
        Start, stop or step of a range is not finite, or its step is 0.
            x = arange(0, 1, 0)
        why: Such a range has no end.
        mend: Give finite numbers; `linspace(0, 1, 11)` takes a count in the place of a step.
        see: range.zero-step

        ## index.out-of-range
        A position lies outside of a list, a string or a table.
            x = [1, 2, 3]
            x[3]
        why: Positions count from 0; the last is the length less 1, or -1.
        mend: Use `x[-1]` for the last; `length(x)` says how many there are.
        see: tensor.index-out-of-range, syntax.end-index

        ## index.type
        A value is indexed by something that is no position of it.
            x = [1, 2, 3]
            x[1.0]
        why: Lists and strings are indexed by ints and slices, records by the name of a field, tensors also by lists,
        masks and labels. Numbers and functions have no items.
        mend: Write `int(…)`, or divide with `//`, which gives a whole number.
        see: index.out-of-range, field.unknown

        ## index.count
        Several indices were given where one is taken.
            x = [[1, 2], [3, 4]]
            x[0, 1]
        why: A list of lists is no tensor.
        mend: Write `x[0][1]`, or make a tensor: `tensor(x)[0, 1]`.
        see: tensor.bad-index

        ## index.axis
        An axis is named in the index of something that has no axes.
            x = [1, 2, 3]
            x[step=1]
        why: Only tensors and recordings have named axes.
        mend: Write `x[1]`, or make a tensor with names: `tensor(x, axes=["step"])`.
        see: tensor.unknown-axis

        ## index.mask
        A mask is not as long as what it selects from.
            x = [1, 2, 3]
            x[[true, false]]
        why: A mask says of every item whether it is kept.
        mend: Make it from the same list, as in `where(xs, x -> x > 1)`.
        see: where.length, tensor.shape-mismatch

        ## index.step
        A slice has a step of 0.
            x = [1, 2, 3]
            x[::0]
        why: It would never move.
        mend: `x[::2]` takes every second item, `x[::-1]` turns it around.
        see: range.zero-step

        ## field.unknown
        A value has no field of this name.
            r = {width: 3}
            r.widht
        why: It is misspelt, or it is a function: `.` only ever reads a field, and a function is called as `mean(x)` or
        `x |> mean`.
        mend: Take the suggestion; the note lists the fields.
        see: table.unknown-column, call.not-a-function

        ## assign.count
        The number of values differs from the number of places.
            a, b = [1, 2, 3]
        why: Each name takes one part.
        mend: Write as many names as there are values, or take a slice of them first.
        see: assign.parts

        ## assign.parts
        A value without parts is taken apart into names.
            a, b = 3
        why: Lists, tensors and other values with elements have parts; a number or a string has none.
        mend: Give a list, or one name.
        see: assign.count

        ## assign.index
        An item is set that cannot be set like this.
            s = "abc"
            s[0] = "x"
        why: Strings cannot be changed in place, a list takes one index, and the column of a table is named first.
        mend: Make a new string with `replace`, or name the column: `t.column[0] = 1`.
        see: index.count, assign.field

        ## assign.field
        A field is set of something that has none to set.
            x = 3
            x.name = "a"
        why: Only records and tables have fields that can be set.
        mend: Make a record: `x = {value: 3, name: "a"}`.
        see: field.unknown

        ## loop.type
        A loop goes over something that has no items.
            for i in 10
                print(i)
            end
        why: Lists, strings, records, tables and tensors have items; a number has none.
        mend: Write `range(10)` for the numbers from 0 to 9.
        see: syntax.range

        ## list.empty
        The first or the last item of something empty is asked for.
            x = first([])
        why: There is none.
        mend: Ask for `length(xs) > 0` first, or write `try first(xs) else none`.
        see: index.out-of-range

        ## list.chunk-size
        A list is cut into chunks of less than one item.
            x = chunks([1, 2, 3], 0)
        why: Each chunk holds at least one.
        mend: Give a size of 1 or more.
        see: list.negative-count

        ## list.negative-count
        A negative number of items is asked for.
            x = first([1, 2, 3], -1)
        why: A count is 0 or more.
        mend: For the items but the last use a slice: `xs[:-1]`.
        see: list.chunk-size

        ## sort.mixed-types
        Values of kinds that have no common order are sorted.
            x = sort([1, "a"])
        why: Numbers have an order, strings have one, and lists by their first difference; a number and a string have none.
        mend: Give `by=` a function that makes one kind of them: `sort(xs, by=x -> string(x))`.
        see: operator.type

        ## zip.length
        Lists of different lengths are put together.
            x = zip([1, 2], [1])
        why: Each item needs its partner; nothing is dropped in silence.
        mend: Cut the longer one: `zip(xs[:n], ys[:n])`.
        see: table.ragged

        ## reduce.empty
        `reduce` of an empty list has nothing to begin with.
            x = reduce([], (a, b) -> a + b)
        why: The first item is the start where none is given.
        mend: Give a start: `from=0`.
        see: list.empty

        ## where.length
        Conditions and values are not equally many.
            x = where([true, false], ["a", "b", "c"], "d")
        why: Each condition chooses for one place.
        mend: Make the conditions from the same list.
        see: index.mask

        ## where.mask
        `where` alone was given something other than a mask.
            x = where(tensor([1, 2]))
        why: With one argument it gives the positions at which a mask is true.
        mend: Write `where(x > 0)`, or give a condition: `where(xs, x -> x > 0)`.
        see: where.length

        ## replace.empty
        `replace` was given an empty string to look for.
            x = replace("abc", "", "-")
        why: An empty string stands between all signs and nowhere.
        mend: Name what is to be replaced; `join(list("abc"), "-")` puts something between the signs.
        see: text.empty-separator

        ## text.empty-separator
        A string is split or joined at an empty separator.
            x = split("abc", "")
        why: There would be a cut between all signs and nowhere.
        mend: Leave the separator out to split at blanks; `list("abc")` gives the characters.
        see: call.type
        """#
}
