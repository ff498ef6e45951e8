import Language

/// One thing that a script says must hold, and what became of it.
public struct TestCheck: Sendable {
    /// The statement or the example as it is written, in one line.
    public var subject: String
    /// Whose example it is; empty for a statement of the script itself.
    public var owner: String
    /// Where it stands, from 1.
    public var line: Int
    /// Nil where it passed.
    public var failure: TestFailure?
}

/// Why a check failed.
public struct TestFailure: Sendable {
    /// One sentence.
    public var message: String
    /// What stopped the statement, where something did.
    public var diagnostic: Diagnostic?
    /// What should have been shown, and what was.
    public var expected: String?
    public var found: String?

    public init(_ message: String, _ diagnostic: Diagnostic? = nil, expected: String? = nil, found: String? = nil) {
        self.message = message
        self.diagnostic = diagnostic
        self.expected = expected
        self.found = found
    }
}

/// What one file's tests gave.
public struct TestReport: Sendable {
    public var name: String
    public var checks: [TestCheck]
    /// Checks that were not made, because something before them failed.
    public var left = 0
    public var seconds: Double

    public var failures: [TestCheck] { checks.filter { $0.failure != nil } }
    public var passed: Int { checks.count { $0.failure == nil } }
}
