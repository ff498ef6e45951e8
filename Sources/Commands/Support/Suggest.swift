import Language

/// The nearest of `candidates` to a misspelt word, or nil.
func nearest(_ word: String, _ candidates: some Sequence<String>) -> String? {
    suggestion(for: word, among: candidates)
}
