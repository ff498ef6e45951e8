import Foundation
import Language
import Notebook
import Runtime
import Testing

/// The session behind the command line: embedding, limits, the manual, examples in comments.
@Suite struct CommandLineSessionTests {
    struct Celsius: Command {
        static let name = "celsius", summary = "Degrees Fahrenheit as degrees Celsius."
        @Runtime.Argument("Degrees Fahrenheit.") var degrees: Double
        func run(in context: Context) throws -> Double { (degrees - 32) / 1.8 }
    }

    @Test func aProgramBringsItsOwnCommands() throws {
        let session = Session()
        session.add(Celsius.self)
        session.add("twice", ["x"]) { .float(2 * (try Double.from($0[0]))) }
        session["start"] = .int(100)
        try session.run("warm = [celsius(f) for f in [32, 212]]; last_one = twice(start)")
        #expect(try [Double].from(session["warm"] ?? .none) == [0, 100])
        #expect(try Double.from(session["last_one"] ?? .none) == 200)
        #expect(Help(registry: session.context.registry).text(for: "celsius")?.contains("Fahrenheit") == true)
    }

    @Test func namesStayFromOneTextToTheNext() throws {
        let session = Session()
        try session.run("x = 2")
        #expect(try Int.from(session.evaluate("x + 1")) == 3)
        #expect(session.names.contains("x"))
        #expect(throws: Diagnostic.self) { try session.run("y = 3; nowhere") }
        #expect(try Int.from(session["y"] ?? .none) == 3)
    }

    @Test func promptsNumberTheirAnswers() throws {
        let session = Session()
        var shown: [String] = []
        for text in ["1 + 1", "a = 5;", "ans * 10", "out[1] + out[3]"] {
            try session.enter(text) { shown.append($0.literal) }
        }
        #expect(shown == ["2", "20", "22"])
        #expect(session.promptNumber == 5)
    }

    @Test func limitsAreRead() throws {
        let limits = try Limits(parsing: "time=30min,memory=8GiB,depth=500,root=./project")
        #expect(limits.seconds == 1800)
        #expect(limits.memory == 8 << 30)
        #expect(limits.depth == 500)
        #expect(limits.root == "./project")
        for text in ["time=3px", "tiem=3", "memory=", "depth=-1", "depth=x", "time=-3s", "memory=nan"] {
            #expect(throws: Problem.self, "\(text)") { try Limits(parsing: text) }
        }
    }

    @Test func theManualHoldsEveryCommandOnce() throws {
        let registry = Session().context.registry
        let pages = try Manual(registry: registry).pages
        #expect(pages.map(\.text) == (try Manual(registry: Session().context.registry).pages.map(\.text)))
        #expect(Set(pages.map(\.file)).count == pages.count)
        let text = pages.map(\.text).joined()
        for name in registry.names {
            #expect(text.components(separatedBy: "\n## \(name)\n").count == 2, "\(name) has not one entry")
        }
    }

    @Test func examplesInCommentsAreTests() throws {
        let folder = try CommandLine.Folder()
        let good = "# Twice a number.\n# >>> twice(4)\n# 8\ndef twice(x) = 2 * x\n"
        try folder.write("good.limn", good)
        try folder.write("bad.limn", good.replacingOccurrences(of: "# 8", with: "# 9"))
        let passed = try CommandLine.limn(["test", "good.limn"], in: folder)
        #expect(passed.status == 0)
        #expect(passed.output.contains("\n1 of 1 check passed in 1 file"))
        let failed = try CommandLine.limn(["test", "bad.limn"], in: folder)
        #expect(failed.status == 1)
        #expect(failed.output.contains("bad.limn:2: twice"))
        #expect(failed.output.contains("- expected, + found\n    - 9\n    + 8\n"))
    }

    @Test func theStandardLibrarysExamplesPass() throws {
        let outcome = try CommandLine.limn(["test"])
        #expect(outcome.status == 0, "\(outcome.error)")
        #expect(!outcome.output.hasPrefix("0 of 0"))
    }

    /// A name, an option, a unit and a choice that cannot be right are found without running.
    @Test(arguments: [
        ("prnt(1)", "name.unknown"), ("mean([1], ovr=\"x\")", "call.unknown-option"),
        ("overlay(test_image(), test_heat(), opacity=60px)", "call.wrong-unit"),
        ("overlay(test_image(), test_heat(), colormap=\"magmaa\")", "call.unknown-choice"),
    ]) func checkFindsWhatCannotBeRight(script: String, id: String) {
        let findings = Session().check(Source(name: "check", text: script))
        #expect(findings.count == 1)
        #expect(findings.first?.id == id)
    }
}
