import Runtime

struct ProvenanceOf: Command {
    static let name = "provenance", summary = "How a value was made: a record, or none where nobody wrote it down."
    static let discussion = """
        Runs, tables, pictures, and the tensors that a model gave tell their command, its arguments, the model and its \
        hash, the seed, the kernels and threads, and what they were made of. `call` is a line that gives the value \
        again. A tensor that was computed from others tells nothing; `:provenance NAME` shows the statement that gave a \
        name its value.
        """
    static let searchTerms = ["metadata", "history", "origin", "lineage"]
    static let examples = [
        Example(
            "provenance(encode_text(load(), \"a dog\")).call",
            gives: "\"encode_text(load(\\\"scenes\\\"), \\\"a dog\\\")\"")
    ]
    @Argument("Any value.") var subject: Value
    func run(in context: Context) throws -> Value { subject.provenance.map { .record($0.record) } ?? .none }
}
