import Foundation
import Testing

/// What the text of the sources may and may not hold.
@Suite struct TextTests {
    /// One idea a file.
    @Test func filesAreShort() throws {
        let endings = [".swift", ".limn"]
        let files = try ["Sources", "stdlib", "Tests", "examples"].flatMap {
            try Repository.files(below: $0, endings: endings)
        }
        #expect(files.count > 20)
        for file in files {
            let count = file.lines.count - 1
            #expect(count <= 300, "\(file.path) has \(count) lines")
        }
    }

    /// Nothing that a script, a file or a terminal says may end the process.
    /// A use that no input can reach stands here with its reason; an entry that is no longer needed fails too.
    static let mayTrap: [(path: String, word: String, reason: String)] = [
        (
            "Sources/Runtime/Commands/Parameters.swift", "preconditionFailure(",
            "a command's own code reading a parameter outside run(in:); the binder refuses the call before"
        )
    ]

    @Test func nothingTraps() throws {
        let words = [
            "fatalError(", "preconditionFailure(", "precondition(", "assertionFailure(", "try!", "as!",
            "unsafeBitCast(",
        ]
        var used: Set<String> = []
        for file in try Repository.sources() {
            for (index, line) in file.lines.enumerated() {
                let code = codePart(line)
                for word in words where code.contains(word) {
                    if Self.mayTrap.contains(where: { $0.path == file.path && $0.word == word }) {
                        used.insert(file.path + word)
                    } else {
                        Issue.record("\(file.path):\(index + 1) uses \(word) outside the list")
                    }
                }
            }
        }
        for entry in Self.mayTrap {
            #expect(used.contains(entry.path + entry.word), "\(entry.path) no longer uses \(entry.word)")
        }
    }

    /// A module hands its text to whoever runs it; only an executable knows that there is a terminal.
    @Test func onlyExecutablesTouchTheStandardStreams() throws {
        let words = [
            "print(", "readLine(", "STDIN_FILENO", "STDOUT_FILENO", "STDERR_FILENO", "FileHandle.standard", "putchar(",
            "debugPrint(", "dump(",
        ]
        let executables = ["Sources/limn/", "Sources/fuzz/"]
        for file in try Repository.sources()
        where !executables.contains(where: file.path.hasPrefix) && !file.path.contains("/Explain/Pages/") {
            for (index, line) in file.lines.enumerated() {
                for word in words where holdsCall(codePart(line), word) {
                    Issue.record("\(file.path):\(index + 1) uses \(word)")
                }
            }
        }
    }

    /// A path of one machine works on one machine.
    @Test func noPathsOfAMachine() throws {
        // Spelt in pieces, so that this file passes its own test.
        let paths = ["work", "root", "home", "Users", "opt/swift"].map { "/" + $0 + "/" }
        let endings = [".swift", ".limn", ".md", ".txt", ".json", "Makefile", ".py", ".sh", "bootstrap", ".yml"]
        for folder in ["Sources", "Tests", "stdlib", "examples", "scripts", "docs", ".ci"] {
            for file in try Repository.files(
                below: folder, endings: endings + ["run", "check-build", "check-examples"])
            {
                for (index, line) in file.lines.enumerated() {
                    for path in paths where line.contains(path) {
                        Issue.record("\(file.path):\(index + 1) holds \(path)")
                    }
                }
            }
        }
    }

    @Test func testsUseThePublicFace() throws {
        for file in try Repository.files(below: "Tests", endings: [".swift"]) {
            #expect(!file.text.contains("@testable " + "import"), "\(file.path) imports with @testable")
        }
    }

    /// The line without its comment. A `//` inside a string cuts too much, never too little of code before it.
    private func codePart(_ line: Substring) -> Substring {
        line.range(of: "//").map { line[..<$0.lowerBound] } ?? line
    }

    /// Whether `word` stands in `code` as a name of its own: not after a dot, not as the end of a longer name.
    private func holdsCall(_ code: Substring, _ word: String) -> Bool {
        var rest = code
        while let range = rest.range(of: word) {
            let before = rest[..<range.lowerBound].last
            let isOwn =
                before.map { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "." && $0 != "\"" && $0 != "`" } ?? true
            let isDeclared = rest[..<range.lowerBound].hasSuffix("func ")
            if isOwn && !isDeclared { return true }
            rest = rest[range.upperBound...]
        }
        return false
    }
}
