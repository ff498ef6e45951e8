// Words that other languages and libraries use, and what stands for them here.

/// What stands for a word of another language that is a statement by itself there; nil for any other word.
public func pointer(forForeign word: String) -> String? {
    switch word {
    case "pass": "leave it out: a block may be empty"
    case "elif", "elsif": "write `elseif`"
    case "except", "catch", "finally": "write `try expr else fallback`"
    case "who", "whos", "dir", "locals", "globals": "`:vars` lists the names of the session"
    case "timeit": "write `:timeit f(x)`"
    case "begin": "a block begins with `if`, `for`, `while`, `with`, `def` or `do`"
    case "self", "this": "there are no classes; a function takes what it needs as parameters"
    case "np", "numpy", "torch", "plt", "math": "write the name alone: mean(x), sqrt(x)"
    default: nil
    }
}

/// The option that was meant: the nearest of `names`, or what another library calls `word`; nil where there is neither.
public func option(meantBy word: String, among names: [String]) -> String? {
    let elsewhere: [String: [String]] = [
        "axis": ["over", "axes"], "dim": ["over", "axis", "axes"], "dims": ["over", "axes"], "keepdims": ["keep"],
        "keepdim": ["keep"], "sep": ["separator"], "delimiter": ["separator"], "reverse": ["descending"],
        "key": ["by"], "by": ["on"], "on": ["by"], "random_state": ["seed"], "generator": ["seed"],
        "num_inference_steps": ["steps"], "guidance_scale": ["guidance"], "cfg": ["guidance"],
        "negative_prompt": ["negative"], "height": ["size"], "width": ["size"], "shape": ["size"], "cmap": ["colormap"],
        "alpha": ["opacity"], "lr": ["rate"], "learning_rate": ["rate"], "num_steps": ["steps"], "ord": ["order"],
        "q": ["shares"], "batch_size": ["batch"], "n_bins": ["bins"], "torch_dtype": ["dtype"], "mode": ["method"],
    ]
    if let known = elsewhere[word]?.first(where: names.contains) { return known }
    return suggestion(for: word, among: names)
}
