import Foundation
import Language
import Notebook
import Runtime
import Tensors
import Testing

/// Interrupted at every check, also those inside of the kernels: names are kept, nothing leaks, and the same session
/// then gives what a fresh one gives.
@Suite struct RehearsalTests {
    /// Each ends with a value to be compared, and works on the names of `before`.
    static let scripts = [
        "total = 0\nfor i in range(20)\ntotal += i\nr.a[i % 2] += i\nxs += [i]\nend\n[total, r, xs]",
        "def fib(n) = if n < 2 then n else fib(n - 1) + fib(n - 2)\nfib(6)",
        "with seed(7)\na = random([4])\nwith threads(1)\nb = random([4]) @ ones([4])\nend\nend\n[list(a), b]",
        "y = x * 2 + exp(x)\n[sum(y), list(sort(y)), quantile(y, 0.3), list(cumsum(y))]",
        "m = reshape(arange(0, 16, 1), [4, 4]) + eye(4)\n[list(flatten(m @ m)), list(solve(m, ones([4])))]",
        "x[1] = 9\nx[2:4] += 1\nx = concat([x, x])\nlist(x)",
        "sort(map(xs, v -> -v), by=v -> v) + where(xs, v -> v > 1)",
        "t = table([{k: i % 3, v: i} for i in range(9)])\n[group(t, by=\"k\").count, join(t, t, on=\"v\").k, pivot(t, rows=\"k\", columns=\"v\", value=\"v\")[0]]",
        "save(table({a: xs}), \"t.csv\")\nsave({x: x}, \"t.npz\")\nsave(x, \"t.npy\")\nsave(r, \"t.json\")\n[csv(\"t.csv\").a, list(read(\"t.npz\").x), list(read(\"t.npy\")), read(\"t.json\").a]",
        "p = test_image() |> resize(size=[20, 20])\nsave(p, \"p.png\")\n[read(\"p.png\").size, mean(read(\"p.png\").pixels)]",
        "[upper(s), split(s), replace(s, \"o\", \"0\"), \"$xs $r\", length(s * 50), reverse(s), contains(s, \"dog\")]",
        "use \"./part.limn\"\npart_value(3)",
        "tokens(load(), s).token",
    ]

    static let before = """
        kept = {a: [1, 2], b: "text"}
        x = arange(0, 8, 1) * 1.0
        xs = [3, 1, 2]
        r = {a: [0, 0], n: 0}
        s = "the quick dog"
        """
    /// What every interrupted run must leave as it was, or as a whole statement made it.
    static let state = "[kept, type(x), type(xs), type(r), type(r.a[0]), type(r.a[1]), s]"
    static let wanted =
        "[{a: [1, 2], b: \"text\"}, \"tensor\", \"list\", \"record\", \"int\", \"int\", \"the quick dog\"]"

    @Test(arguments: scripts) func everyCheckMayBeTheLast(script: String) throws {
        try runOnDeepStack {
            let fresh = try scenes()
            let expected = try fresh.value(script).literal
            let reused = try scenes()
            var stop = 0
            while stop < 20_000 {
                try reused.session.run(Self.before)
                let (outcome, checks) = Rehearsal.run(stoppingAt: stop) { try reused.value(script) }
                Interrupt.clear()
                switch outcome {
                case .success(let value):
                    #expect(value.literal == expected)
                    #expect(checks <= stop, "check \(stop) passed without an end")
                    #expect(stop > 5, "\(stop) checks in all")
                    return
                case .failure(let error):
                    guard error is Interrupted else { throw error }
                }
                let context = reused.session.context
                #expect(context.depth == 0 && context.seed == 0, "at check \(stop)")
                #expect(try reused.value(Self.state).literal == Self.wanted, "at check \(stop)")
                #expect(reused.folder.names.filter { $0.hasSuffix(".tmp") } == [], "at check \(stop)")
                // After an interrupt the session gives what a fresh one gives.
                if stop % 7 == 0 {
                    try reused.session.run(Self.before)
                    context.streamsTaken = 0
                    #expect(try reused.value(script).literal == expected, "after check \(stop)")
                }
                stop += 1
            }
            Issue.record("never ended by itself")
        }
    }

    /// Sampling makes a check a block; every one would take minutes, so they are tried ever further apart.
    @Test func samplingMayEndAnywhere() throws {
        try runOnDeepStack {
            let script = "run = sample(sd, \"a fox\", steps=2, seed=1, size=[64, 64])\nsum(run.latents)"
            let scenes = try Scenes("kept = 1")
            let expected = try scenes.value(script).literal
            let (_, all) = Rehearsal.run { try scenes.value(script) }
            #expect(all > 50)
            var stop = 0
            while stop < all {
                let (outcome, _) = Rehearsal.run(stoppingAt: stop) { try scenes.value(script) }
                Interrupt.clear()
                if case .failure(let error) = outcome, !(error is Interrupted) { throw error }
                #expect(try scenes.value("kept").literal == "1")
                if case .success = outcome {
                    #expect(
                        try scenes.value("[run.complete, run.steps]").literal.hasPrefix("[false"), "at check \(stop)")
                }
                stop += max(stop / 3, all / 12)
            }
            #expect(try scenes.value(script).literal == expected)
        }
    }

    @Test func aStoppedMapSaysSo() throws {
        try runOnDeepStack {
            let scenes = try Scenes("t = table([{a: i} for i in range(50)])")
            let (outcome, _) = Rehearsal.run(stoppingAt: 90) { try scenes.value("m = map(t, row -> {b: row.a + 1})") }
            Interrupt.clear()
            _ = try outcome.get()
            #expect(try scenes.value("m.complete").literal == "false")
            #expect(try scenes.value("[length(m) > 0, length(m) < 50, m[0].b]").literal == "[true, true, 1]")
        }
    }

    private func scenes() throws -> Scenes {
        let scenes = try Scenes()
        try scenes.folder.write("part.limn", "def part_value(n) = n * 2\n")
        try scenes.session.run(Self.before)
        return scenes
    }
}
