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
        Streams.output(Limn.completionScript(for: kind))
    }
}
