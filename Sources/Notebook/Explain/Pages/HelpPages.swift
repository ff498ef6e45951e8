extension ErrorPages {
    /// Help, and the words of the session that time, show, load and save.
    static let help = #"""
        ## help.nothing-found
        No text of the help holds all of these words.
            :help qzqz wvwv
        why: Every word has to occur: in a name, in what other tools call it, in a summary or in the text below.
        mend: Try fewer words, or `?` for where to begin.
        see: help.unknown

        ## session.unknown-name
        A word of the session was given a name that has no value here.
            :info nowhere
        why: `:info`, `:vars` and `:reset` speak of the names of this session; a pattern has to fit one at least.
        mend: Take the suggestion; `:vars` lists the names.
        see: name.unknown, session.bad-argument

        ## session.bad-argument
        What follows a word of the session is missing, or is nothing that it takes.
            :seed seven
        why: The message says what the word takes.
        mend: Write it as the help line shows.
        see: session.unknown-word

        ## session.foreign-word
        A word of the session is written with `%`, as IPython writes it.
        why: Here such words begin with a colon.
        mend: The help line has the word that was meant.
        see: session.unknown-word

        ## session.nothing-to-save
        There is nothing that `:save` could write.
            :save kept.limn
        why: It writes the entries that went well, and there is none yet.
        mend: Run something first.
        see: session.bad-argument

        ## session.file-exists
        `:save` would write over a file that it did not write.
        why: It takes the place only of what an earlier `:save` has written; any other file may be somebody's work.
        mend: Name another file; `:save FILE --force` writes over any.
        see: session.nothing-to-save
        """#
}
