import Language
import Runtime
import Tensors
import Testing

@Suite struct InterruptTests {
    /// Every name keeps a value that some statement gave it, and the session goes on.
    @Test func stopsAtEveryCheck() throws {
        let script = """
            xs = []
            r = {a: [0, 0], n: 0}
            def grow(n)
                ys = []
                for i in range(n)
                    ys += [i]
                end
                ys
            end
            for i in range(4)
                xs += grow(i)
                r.a[i % 2] += length(xs)
                r.n += 1
                with seed(i + 1)
                    xs = map(xs, x -> x + current_seed())
                end
            end
            print("done")
            """
        var checks = 0
        while checks < 10_000 {
            let session = Session()
            session.context.checksUntilInterrupt = checks
            do {
                _ = try session.run(script)
                break
            } catch {
                let isInterrupt = error is Interrupted
                #expect(isInterrupt, "after \(checks) checks: \(error)")
            }
            session.context.checksUntilInterrupt = -1
            #expect(session.context.depth == 0)
            #expect(session.context.seed == 0)
            let state = try session.run("print(try length(xs) else -1, try r.n else -1, try length(r.a) else -1)")
            #expect(!state.contains("none"), "after \(checks) checks")
            checks += 1
        }
        #expect(checks > 50)
        #expect(checks < 10_000)
    }

    @Test func tryLetsAnInterruptPass() {
        let session = Session()
        session.context.checksUntilInterrupt = 3
        #expect(throws: Interrupted.self) { try session.run("def f() = try g() else 1\ndef g() = g()\nf()") }
    }

    @Test func aLoopWithoutCallsStops() {
        let session = Session()
        for script in ["while true\nend", "for i in range(10**15)\nend", "[i for i in range(10**15) if false]"] {
            session.context.checksUntilInterrupt = 1000
            #expect(throws: Interrupted.self, "\(script)") { try session.run(script) }
        }
    }
}
