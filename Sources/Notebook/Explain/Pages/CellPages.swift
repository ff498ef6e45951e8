extension ErrorPages {
    /// Answers of a session, and the cells of a script.
    static let cells = #"""
        ## answer.unknown
        `out[n]` was asked for a prompt that was not used yet.
        why: Answers are kept by the number of the prompt that they were given at, from 1.
        mend: Take one of the numbers in the message; `ans` is the last answer.
        see: answer.none

        ## answer.none
        The prompt with this number was used and gave no answer; or there is no answer at all yet for `ans`, or for a
        pipe that begins an entry.
        why: An assignment, a `print` or an entry that failed gives none.
        mend: Take one of the numbers in the help line, or repeat the entry without the assignment.
        see: answer.unknown

        ## cell.unknown
        No cell of the script has this number, label or title.
        why: Cells are counted from 1, the text before the first `# %%` too where there is any; labels come from
        `#| label:` and titles stand behind `# %%`.
        mend: `limn run --list-cells FILE` shows them.
        see: cell.ambiguous, cell.order

        ## cell.ambiguous
        Several cells have this label or title.
        why: A name that is there twice does not say which is meant.
        mend: Name one by its number.
        see: cell.unknown, cell.same-label

        ## cell.order
        The first cell to run stands below the last.
        why: `--from` names the upper end of what is run, `--until` the lower.
        mend: Exchange the two.
        see: cell.unknown

        ## cell.prose
        The cell that was named is text and holds no code.
        why: A cell that begins with `# %% [markdown]` is prose.
        mend: Name a cell of code; `limn run --list-cells FILE` says which are.
        see: cell.unknown

        ## cell.no-file
        Which cells have run is kept beside the script, and standard input has no place.
        why: `--stale` compares a file with its last run.
        mend: Save the script and name the file.
        see: cell.unwritable

        ## cell.unwritable
        Which cells have run could not be kept.
        why: It is written to the folder `.limn` beside the script.
        mend: Give the folder back its permissions, or copy the script to a folder of yours; the next run has more to do,
        and nothing else is lost.
        see: cell.no-file, file.unwritable

        ## cell.unknown-option
        A `#|` line of a cell has a key that means nothing.
        why: The keys are those of Quarto and Jupytext that Limn reads; another one is most likely misspelt.
        mend: Take the suggestion, or write an ordinary comment.
        see: cell.option-value

        ## cell.option-value
        A `#|` line needs true or false and has something else.
        why: `eval`, `output`, `include`, `echo` and `cache` are switches.
        mend: Write `true` or `false`; until then it counts as true.
        see: cell.unknown-option

        ## cell.same-label
        Two cells have the same label.
        why: `limn run --cell LABEL` could mean either.
        mend: Give one of them another label.
        see: cell.ambiguous

        ## library.missing
        A library that Limn loads when it is first needed is not there.
        why: Linear algebra, drawing and hashing come with the system's packages, not with Limn.
        mend: Install the package in the message; `scripts/packages.txt` names all of them.
        see: internal.error
        """#
}
