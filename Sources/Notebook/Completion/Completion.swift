/// What may stand at a place of a text: texts that replace the bytes from `start` to the cursor, the likeliest first.
public struct Completion: Sendable {
    public struct Candidate: Sendable, Equatable {
        /// What replaces the bytes.
        public var text: String
        /// A signature, a type, or one line of help; may be empty.
        public var detail: String

        public init(text: String, detail: String = "") {
            self.text = text
            self.detail = detail
        }
    }

    /// A UTF-8 offset, at most the cursor's.
    public var start: Int
    public var candidates: [Candidate]

    public init(start: Int, candidates: [Candidate] = []) {
        self.start = start
        self.candidates = candidates
    }
}
