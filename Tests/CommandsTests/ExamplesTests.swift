import Foundation
import Language
import Notebook
import Runtime
import Testing

/// What every command's documentation shows is what happens.
@Suite struct ExamplesTests {
    static let commands: [CommandDescription] = {
        let registry = Session().context.registry
        return registry.names.sorted().compactMap { registry.description(of: $0) }
    }()

    @Test func thereAreCommands() {
        #expect(Self.commands.count > 100)
        #expect(Self.commands.contains { $0.name == "sample" } && Self.commands.contains { $0.name == "help" })
    }

    @Test(arguments: commands.map(\.name)) func examplesGiveWhatTheySay(_ name: String) throws {
        let command = try #require(Self.commands.first { $0.name == name })
        #expect(!command.examples.isEmpty, "`\(name)` has no example")
        for example in command.examples {
            let scenes = try Scenes()
            let source = Source(name: "example of \(name)", text: example.script)
            _ = try Parser.parse(source)
            #expect(
                scenes.session.check(source).isEmpty,
                "\(example.script): \(scenes.session.check(source).map(\.message))")
            do {
                let value = try scenes.session.run(source)
                guard let wanted = example.gives else { continue }
                let shown = value.plainDisplay().split(separator: "\n", omittingEmptySubsequences: false).first ?? ""
                #expect(shown == wanted, "\(example.script)")
            } catch let problem as Diagnostic {
                Issue.record("\(example.script): \(problem.story) [\(problem.id)]")
            }
        }
    }

    /// An example says how its own command is used.
    @Test func examplesCallTheirCommand() {
        for command in Self.commands {
            for example in command.examples {
                #expect(example.script.contains(command.name), "\(command.name): \(example.script)")
            }
        }
    }
}
