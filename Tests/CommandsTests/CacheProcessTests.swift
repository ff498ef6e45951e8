import Foundation
import Testing

/// Whole processes that share a cache.
@Suite struct CacheProcessTests {
    @Test func aSecondRunOfAScriptDoesNoModelWork() throws {
        let cache = try CommandLine.Folder()
        let script = try String(
            contentsOf: Scenes.root.appendingPathComponent("examples/01_first_look.limn"), encoding: .utf8)
        func run() throws -> (picture: Data, output: String) {
            let folder = try CommandLine.Folder()
            try folder.write("look.limn", script + "\nprint(\"passes $(sd.passes)\")\n")
            let outcome = try CommandLine.limn(["run", "--no-progress", "look.limn"], in: folder, cache: cache)
            #expect(outcome.status == 0 && outcome.error.isEmpty, "\(outcome.error)")
            return (try Data(contentsOf: folder.url.appendingPathComponent("out/first_look.png")), outcome.output)
        }
        let first = try run()
        let second = try run()
        #expect(!first.output.contains("passes {text_encoder: 0"))
        #expect(second.output.contains("passes {text_encoder: 0, unet: 0, vae: 0}"))
        #expect(first.picture == second.picture)
        // How long it took is of the run that sampled.
        func lasting(_ output: String) -> [Substring] {
            output.split(separator: "\n").dropLast().filter { !$0.hasPrefix("  time ") }
        }
        #expect(lasting(first.output) == lasting(second.output))
    }

    @Test func processesShareAFolder() throws {
        let cache = try CommandLine.Folder()
        let script = """
            sd = load()
            for round in range(3)
                for word in ["fox", "heart", "sunflower", "penguin"]
                    x = predict(sd, normal([16, 16, 4], seed=round), 500, word).output
                    print("$round $word $(sum(abs(x)))")
                end
            end
            """
        // Each begins while the one before it runs.
        var outcomes: [CommandLine.Outcome] = []
        func begin(_ count: Int) throws {
            guard count > 0 else { return }
            var inner: (any Error)?
            let outcome = try CommandLine.limn(["--cache-size", "200kB", "-"], input: script, cache: cache) { _, _ in
                do { try begin(count - 1) } catch { inner = error }
            }
            if let inner { throw inner }
            outcomes.append(outcome)
        }
        try begin(3)
        let plain = try CommandLine.limn(["-"], input: script)
        #expect(plain.status == 0 && plain.output.split(separator: "\n").count == 12)
        for outcome in outcomes {
            #expect(outcome.status == 0 && outcome.error.isEmpty, "\(outcome.error)")
            #expect(outcome.output == plain.output)
        }
        let left = FileManager.default.enumerator(atPath: cache.url.path)?.allObjects.compactMap { $0 as? String } ?? []
        #expect(!left.contains { $0.hasSuffix(".tmp") })
        #expect(left.contains { $0.hasSuffix(".safetensors") })
    }

    @Test func theCommandLineTellsAndClears() throws {
        let cache = try CommandLine.Folder()
        let run = try CommandLine.limn(["-e", "encode_text(load(), \"a fox\").shape"], cache: cache)
        #expect(run.status == 0, "\(run.error)")
        #expect(try CommandLine.limn(["cache", "path"], cache: cache).output == cache.url.path + "\n")
        #expect(try CommandLine.limn(["cache"], cache: cache).output.contains("encode_text: 1,"))
        #expect(try CommandLine.limn(["cache", "clear"], cache: cache).output.hasPrefix("removed 1 result,"))
        #expect(try CommandLine.limn(["cache"], cache: cache).output.contains("0 results"))
        #expect(
            try CommandLine.limn(["--no-cache", "-e", "encode_text(load(), \"a fox\").shape"], cache: cache).status == 0
        )
        #expect(try CommandLine.limn(["cache"], cache: cache).output.contains("0 results"))
        #expect(try CommandLine.limn(["--cache-size", "lots", "-e", "1"], cache: cache).status == 2)
    }
}
