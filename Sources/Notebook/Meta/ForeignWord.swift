import Runtime

/// What IPython and shells call the words of the session: answered with ours.
enum ForeignWord {
    private static let known = [
        "time": "time", "timeit": "timeit", "who": "vars", "whos": "vars", "who_ls": "vars", "run": "load",
        "load": "load", "save": "save", "reset": "reset", "history": "history", "hist": "history", "pinfo": "info",
        "memit": "time", "prun": "time", "exit": "quit", "quit": "quit", "seed": "seed", "magic": "help",
        "lsmagic": "help",
    ]

    /// What `%time x` should have been. - Parameter name: without the signs in front.
    static func problem(_ name: String, _ rest: String, sign: String) -> Problem {
        let ours = known[name]
        return Problem(
            "session.foreign-word", "words of the session begin with a colon, found `\(sign)\(name)`",
            help: ours.map { "write :\($0)\(rest.isEmpty ? "" : " " + rest)" } ?? ":help lists them")
    }
}
