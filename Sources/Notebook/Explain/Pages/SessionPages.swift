extension ErrorPages {
    /// The session, its limits and its meta commands.
    static let session = #"""
        ## session.unknown-word
        There is no meta command of this name.
            :hlep
        why: What begins with a colon is for the session itself and no part of the language.
        mend: Take the suggestion; `:help` lists them.
        see: help.unknown

        ## explain.unknown
        No error has this name.
            :explain tensor.shape-missmatch
        why: The name of an error stands in brackets behind its message.
        mend: Take the suggestion; `limn explain` lists all of them.
        see: session.unknown-word

        ## explain.nothing
        There is no error to explain yet.
            :explain
        why: `:explain` without a name speaks of the last error of the session.
        mend: Name one: `:explain tensor.shape-mismatch`.
        see: explain.unknown

        ## cache.off
        Nothing is kept in this session, so there is no cache to speak of.
            :cache clear
        why: It was turned off, or its folder cannot be used; the message says which.
        mend: Turn it on, or name a folder that can be written to.
        see: cache.word, cache.size

        ## cache.word
        What follows `:cache` is not understood.
            :cache lsit
        why: It shows what is kept, and takes few words.
        mend: The help line has them.
        see: cache.off, session.unknown-word

        ## cache.size
        The size that a cache may have cannot be read.
        why: It is a number with a unit.
        mend: Write for example `8GiB` or `500MB`.
        see: cache.off, limit.bad-value

        ## cache.write
        A result could not be kept. The result itself is unharmed.
        why: The disk is full, or the folder of the cache may not be written to.
        mend: Free some space, or name another folder.
        see: file.disk-full

        ## cache.corrupt
        An entry of the cache cannot be read; it is made again.
        why: The file was cut short or changed.
        mend: Nothing has to be done; `:cache` can clear the rest.
        see: cache.write

        ## provenance.no-name
        `:provenance` does not say of which value.
            :provenance
        why: It tells how one value was made.
        mend: Write `:provenance x`, or `:provenance x.image`.
        see: session.unknown-word

        ## history.count
        Fewer than one entry of the history is asked for.
            :history 0
        why: The number says how many of the last entries are shown; words behind it must occur in them.
        mend: Write `:history 20`, or `:history` alone.
        see: session.unknown-word

        ## history.unwritable
        The entries of this session cannot be kept. The session itself goes on.
        why: The folder of the history may not be written to, or the disk is full.
        mend: Look at the permissions of the file that the message names.
        see: file.unwritable

        ## limit.time
        The time that a script may take is used up.
        why: It was started with `--limit time=…`, or `:limits time=…` was entered. What was assigned before stays.
        mend: Raise it, or do less: fewer steps, a part of the data. In a session `:limits time=none` lifts it.
        see: limit.memory

        ## limit.memory
        A tensor, a list or a recording would need more memory than is allowed. Nothing was taken yet.
            x = zeros([1_000_000, 1_000_000])
        why: Sizes are priced before they are taken. A recording of self-attention at full size is gigabytes a picture.
        mend: Use a smaller size, average while recording with `over=`, or raise `--limit memory=…`.
        see: price.range, limit.nesting

        ## limit.depth
        Calls are nested too deeply.
            def f(n) = f(n + 1)
            f(0)
        why: A function calls itself without an end. The trace shows the innermost and the outermost call.
        mend: Give it a case that ends; a loop needs no depth. `--limit depth=…` raises the limit.
        see: limit.nesting

        ## limit.nesting
        Lists and records are nested too deeply.
            x = []
            for i in range(5000)
                x = [x]
            end
        why: A loop wraps a value again and again.
        mend: Append instead: `x += [item]`.
        see: tensor.too-deep

        ## limit.output
        The script would write more than it may.
        why: It was started with `--limit output=…`, which counts what is printed and what is saved.
        mend: Write less, or raise the limit.
        see: limit.root

        ## limit.root
        A path lies outside of the folder that a script may touch.
        why: It was started with `--limit root=…`; links that lead out count as outside.
        mend: Move the file inside, or name another root.
        see: file.missing

        ## limit.unknown
        `--limit` names a limit that there is none of.
        why: The message lists the limits.
        mend: Write for example `--limit time=30min,memory=8GiB`.
        see: limit.bad-value

        ## limit.bad-value
        The value of a limit cannot be read.
        why: Times and sizes have a unit behind them: 30min, 8GiB.
        mend: Write for example `--limit time=30min,memory=8GiB,depth=500,root=./project`.
        see: limit.unknown

        ## format.refused
        `limn format` made something else of a script than a layout of it.
        why: It compares the program and the comments before and after, and does not write where they differ.
        mend: The file is as it was. This is a fault in Limn: report the script and the message.
        see: internal.error

        ## internal.error
        Something went wrong that should not be able to.
        why: This is a fault in Limn, not in the script. The session and its names are unharmed.
        mend: Report the script and the whole message.
        see: script.error
        """#
}
