import ArgumentParser

/// `limn completions bash`.
struct CompletionsWord: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions", abstract: "Write the completion script of a shell to the standard output.",
        discussion: "`make install` puts the scripts of all three where the shells look for them.")

    enum Shell: String, ExpressibleByArgument, CaseIterable { case bash, zsh, fish }

    @ArgumentParser.Argument(help: "The shell.")
    var shell: Shell

    func run() {
        let kind: CompletionShell =
            switch shell {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        Streams.output(withScripts(Limn.completionScript(for: kind)))
    }

    /// The first word may be a script, which the library that writes these texts knows nothing of.
    private func withScripts(_ text: String) -> String {
        switch shell {
        case .bash: text.replacing("complete -o filenames -F", with: "complete -o filenames -o default -F")
        case .zsh:
            text.replacing(
                "        _describe -V subcommand subcommands && ret=0\n",
                with: """
                            _describe -V subcommand subcommands && ret=0
                            _files -g '*.limn' && ret=0

                    """, maxReplacements: 1)
        case .fish: text + "\ncomplete -c limn -n __fish_use_subcommand -ka '(__fish_complete_suffix .limn)'"
        }
    }
}
