extension ErrorPages {
    /// Names, modules, calls and their arguments.
    static let names = #"""
        ## name.unknown
        A name has no value here.
            heat = 1
            print(haet)
        why: It is misspelt, it gets its value further down, or it belongs to another function. A name given a value
        inside a function is not known outside of it.
        mend: Take the suggestion if there is one. `:vars` lists the names of a session, `??words` finds commands.
        see: name.outer, module.unknown

        ## name.outer
        A function changes a name of the outside.
            count = 0
            def more()
                count += 1
            end
            more()
        why: Functions read outer names and never write them, so that a call changes nothing that is not seen.
        mend: Return the new value, `count = more(count)`, or make a copy inside: `count = count`.
        see: name.unknown

        ## module.unknown
        There is no such module.
            use metrics.gronding
        why: A dotted path names a module of the standard library; a file of yours is named by its path in quotes,
        which starts at the folder of the script.
        mend: Take the suggestion, or write `use "./mine.limn"`.
        see: module.cycle, file.missing

        ## module.cycle
        Modules use each other in a circle.
            use "./circle.limn"
        why: Each would need the other to be finished first. The message names the circle.
        mend: Move what both need into a third module.
        see: module.unknown

        ## module.inside-function
        `use` stands inside a function.
            def f()
                use metrics.grounding
            end
        why: Which names a script has is settled at its top level.
        mend: Move the line to the top of the script.
        see: module.unknown

        ## module.too-long
        A module has more than 16 MiB of text.
            use "./long.limn"
        why: A data file was named in the place of a script.
        mend: Read data with `read`, `csv` or `read_text`.
        see: script.too-long

        ## call.not-a-function
        What is called is not a function.
            x = [1, 2, 3]
            x(0)
        why: A value stands before the brackets: an element is read with `x[0]`, a field such as `x.shape` has no
        brackets, a product needs its `*`. A name that was given a value hides the command of that name.
        mend: Follow the help line, or give the name that hides a command another one.
        see: field.unknown, index.type

        ## call.missing-argument
        A function was not given a value that it needs.
            reshape([1, 2, 3, 4])
        why: Only parameters with a default may be left out.
        mend: Give it; the help line lists the parameters, `?name` explains them.
        see: call.too-many-arguments, syntax.parameter-order

        ## call.too-many-arguments
        A function was given more values than it takes.
            zeros(2, 3)
        why: A size is one list, as in `zeros([2, 3])`. Options are given by name only.
        mend: Put several numbers into one list, or name the option.
        see: call.missing-argument, call.unknown-option

        ## call.unknown-option
        A function has no option of this name.
            sum([1, 2], axis=0)
        why: It is misspelt, or called otherwise than in another library: `over` for axis and dim, `keep` for keepdims.
        mend: Take the suggestion; the note lists the options.
        see: call.unknown-choice, call.duplicate-argument

        ## call.duplicate-argument
        A parameter was given a value twice.
            round(3.14, 1, digits=2)
        why: It was filled by its place first and by its name again.
        mend: Take one away.
        see: syntax.duplicate-option

        ## call.type
        An argument is of a kind that the function does not take.
            upper(3)
        why: The message says what is expected and what was found.
        mend: Convert it: `string(x)`, `int(x)`, `float(x)`, `tensor(xs)`.
        see: operator.type, tensor.element

        ## call.wrong-unit
        A quantity has a unit that the parameter does not take.
            resize(test_image(), size=3s)
        why: A parameter declares its unit; quantities of the same kind are converted, others are refused.
        mend: Use one of the units that the message names, or a bare number.
        see: quantity.units, syntax.unknown-unit

        ## call.unknown-choice
        A string is none of the words that the parameter takes.
            resize(test_image(), size=32, method="bilinaer")
        why: It is misspelt, or called otherwise than in another library.
        mend: Take the suggestion; the note lists the words.
        see: call.unknown-option

        ## with.setting
        `with` was given something that is not a setting.
            with 3
                1
            end
        why: It puts a setting in force for the length of its body: `with seed(7), threads(1) … end`.
        mend: Write `seed(…)` or `threads(…)`. Files need no `with`; `read` closes them.
        see: threads.count

        ## assert.failed
        An `assert` does not hold.
            assert(1 + 1 == 3, "sums are wrong")
        why: A script states with `assert(condition, message)` or `assert condition, message` what must be true.
        mend: Look at the values on both sides of the condition, which the notes tell.
        see: script.error

        ## assert.comparison
        `assert` was told of a comparison that there is none of.
            assert([1, 2], comparison="~")
        why: The option is filled in for a condition that is a comparison: `assert(a < b)`.
        mend: Write the comparison as the condition.
        see: assert.failed

        ## close.shapes
        `close` compares two values of different shapes.
            close([1, 2], [1, 2, 3])
        why: It compares element by element, without repeating any.
        mend: Compare what belongs together, such as `close(mean(a), mean(b))`.
        see: tensor.shape-mismatch, assert.failed

        ## script.error
        The script itself stopped with `error("…")`.
            error("no cases left", help="loosen the filter")
        why: The message and the help are the script's own words.
        mend: Do what they say; `try expr else fallback` goes on in spite of it.
        see: assert.failed, syntax.exception

        ## progress.range
        `progress` was told of more work done than there is.
            progress(5, 3)
        why: `progress(done, total)` shows a share of a whole.
        mend: Count `done` from 0 to `total`.
        see: limit.time

        ## threads.count
        `threads` was given a number below 1.
            threads(0)
        why: At least one thread works.
        mend: Give 1 or more; without the setting all processors work.
        see: with.setting

        ## help.unknown
        Nothing is known of what help was asked for.
            help("heatmpa")
        why: No command, function, module or text holds these words.
        mend: Take the suggestion, or search with one word that must occur: `??word`.
        see: name.unknown

        ## syntax.duplicate-parameter
        Two parameters of one function have the same name.
        why: A program was built from a tree rather than read from a text, which says `syntax.duplicate-name`.
        mend: Give each its own name.
        see: syntax.duplicate-name

        ## syntax.operator
        A tree holds an operator that nothing can be done with.
        why: A program was built from a tree rather than read from a text.
        mend: Report it with the program that built the tree.
        see: internal.error

        ## assign.target
        A tree gives a value to something that cannot have one.
        why: A program was built from a tree rather than read from a text, which says `syntax.assign-target`.
        mend: Assign to a name, an item or a field.
        see: syntax.assign-target
        """#
}
