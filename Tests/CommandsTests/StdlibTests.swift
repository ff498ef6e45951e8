import Foundation
import Language
import Notebook
import Runtime
import Testing

/// The part of Limn that is written in Limn, and the lessons.
@Suite struct LibraryTests {
    @Test func everyFunctionIsDocumented() throws {
        let modules = try LibraryModule.all()
        #expect(modules.count >= 3)
        for module in modules {
            #expect(!module.summary.isEmpty, "\(module.name) does not say what it is for")
            #expect(!module.entries.isEmpty, "\(module.name)")
            for entry in module.entries {
                #expect(entry.summary.count > 20, "\(module.name): \(entry.name) has no comment above it")
            }
        }
    }

    @Test func everyDoctestPasses() throws {
        var count = 0
        for file in TestFile.library {
            for check in try file.run().checks {
                count += 1
                #expect(check.failure == nil, "\(file.name), \(check.owner): \(check.failure?.message ?? "")")
            }
        }
        #expect(count >= 3)
    }

    /// A doctest that is wrong is told from one that is right.
    @Test func aWrongDoctestFails() throws {
        let folder = try CommandLine.Folder()
        let path = try folder.write(
            "a.limn", "# Twice.\n# >>> twice(2)\n# 4\n# >>> twice(3)\n# 7\n# >>> twice()\n# 0\ndef twice(n) = 2 * n\n")
        let checks = try TestFile(file: path).run().checks
        #expect(checks.map { $0.failure == nil } == [true, false, false])
        #expect(checks.map(\.line) == [2, 4, 6])
        #expect(checks[1].failure?.expected == "7" && checks[1].failure?.found == "6")
    }

    @Test func theLibraryChecks() throws {
        let folder = Scenes.root.appendingPathComponent("stdlib/library").path
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".limn") }
        #expect(names.count >= 3)
        for name in names {
            let findings = Session().check(try ScriptFile.read("\(folder)/\(name)"))
            #expect(findings.isEmpty, "\(name): \(findings.map(\.story))")
        }
    }

    @Test func theLessonsCheck() throws {
        let folder = Scenes.root.appendingPathComponent("examples").path
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".limn") }
        #expect(names.count >= 4)
        for name in names {
            let findings = Session(directory: Scenes.root.path).check(try ScriptFile.read("\(folder)/\(name)"))
            #expect(findings.isEmpty, "\(name): \(findings.map(\.story))")
        }
    }
}
