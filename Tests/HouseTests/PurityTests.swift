import Testing

/// A command that asks the session for more than to call functions must say that it is not pure: what a function with
/// it in gives may not be kept.
@Suite struct PurityTests {
    static let tells = [
        "context.output", "context.write", "context.show", "context.resolve", "context.stream(", "context.seed",
        "context.services", "context.directory", "context.registry", "context.streamsTaken", "modelFolder",
        "knownModels(", "MemoryBudget", "Threads.count", "ScopedSetting", "Setting {",
    ]

    @Test func commandsThatDoMoreThanComputeSaySo() throws {
        var seen = 0
        for file in try Repository.sources()
        where file.path.contains("Sources/Commands/") || file.path.contains("Notebook/") {
            for part in file.text.split(separator: "\nstruct ", omittingEmptySubsequences: false).dropFirst() {
                let head = part.prefix { $0 != "{" }
                guard head.contains(": Command") else { continue }
                seen += 1
                let body = part.firstRange(of: "\n}\n").map { part[..<$0.lowerBound] } ?? part
                guard let tell = Self.tells.first(where: { body.contains($0) }) else { continue }
                #expect(body.contains("static let purity"), "\(head) uses \(tell) and declares no purity")
            }
        }
        #expect(seen > 100)
    }
}
