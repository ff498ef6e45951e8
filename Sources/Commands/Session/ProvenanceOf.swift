import Runtime

struct ProvenanceOf: Command {
    static let name = "provenance", summary = "How a value was made: a record, or none where nobody wrote it down."
    static let discussion = """
        Runs, tables, pictures, and the tensors that a model gave tell their command, its arguments, the model and its \
        hash, the seed, the kernels and threads, and what they were made of. `call` is a line that gives the value \
        again. What was computed from those tells the `statements` that led to it, and of the runs that they used. \
        `complete` is false where work was stopped.
        """
    static let searchTerms = ["metadata", "history", "origin", "lineage"]
    static let examples = [
        Example(
            "provenance(encode_text(load(), \"a dog\")).call",
            gives: "\"encode_text(load(\\\"scenes\\\"), \\\"a dog\\\")\"")
    ]
    @Argument("Any value.") var subject: Value
    func run(in context: Context) throws -> Value { context.account(of: subject).map { .record($0) } ?? .none }
}
