import Presentation
import Testing

struct ProgressTests {
    @Test func theLineIsAFunctionOfTheState() {
        var state = ProgressState(title: "sampling", total: 30, started: 100)
        state.done = 12
        state.detail = "loss 0.12"
        #expect(
            state.line(width: 80, now: 104)
                == "sampling  ━━━━━━━━━━━━──────────────────  12/30  3.0/s  6.0 s left  loss 0.12")
        #expect(state.line(width: 44, now: 104) == "sampling  12/30  3.0/s  6.0 s left  loss 0.…")
        state.done = 30
        state.detail = ""
        #expect(state.line(width: 50, now: 110).hasSuffix("━  30/30  3.0/s  10 s"))
    }

    @Test func unknownTotalsCount() {
        var state = ProgressState(title: "reading", total: nil, started: 0)
        #expect(state.line(width: 60, now: 0) == "reading  0  0.0 s")
        state.done = 12_345
        #expect(state.line(width: 60, now: 3) == "reading  12,345  4,115/s  3.0 s")
    }

    @Test(arguments: [0, 1, 5, 20, 200])
    func noWidthIsExceeded(width: Int) {
        var state = ProgressState(title: "犬の写真を数える長い題名", total: 7, started: 0)
        state.detail = "\u{1B}[2Jdetail\n"
        for done in [0, 3, 7, 9] {
            state.done = done
            let line = state.line(width: width, now: 1e12)
            #expect(displayWidth(of: line) <= width)
            #expect(!line.contains("\u{1B}") && !line.contains("\n"))
        }
    }

    @Test func slowWorkSaysHowLongOneTakes() {
        var state = ProgressState(title: "t", total: 10, started: 0)
        state.done = 1
        #expect(state.line(width: 60, now: 400).contains("400 s each"))
        #expect(state.line(width: 60, now: 400).hasSuffix("1:00 h left"))
    }

    /// A clock and a screen under the test's control.
    private final class World {
        var time = 0.0
        var sent: [String] = []
        func bar(_ mode: ProgressBar.Mode) -> ProgressBar {
            ProgressBar(mode: mode, width: { 61 }, now: { self.time }, write: { self.sent.append($0) })
        }
    }

    @Test func terminalsAreRedrawnAtMostTenTimesASecond() {
        let world = World()
        let bar = world.bar(.terminal)
        bar.begin("work", total: 1000)
        for step in 1...1000 {
            world.time = Double(step) / 1000
            bar.update(step, detail: "")
        }
        bar.end()
        #expect((9...13).contains(world.sent.count))
        #expect(world.sent.dropLast().allSatisfy { $0.hasPrefix("\r") && $0.hasSuffix("\u{1B}[K") })
        #expect(world.sent.last?.hasSuffix("1,000/1,000  1,000/s  1.0 s\u{1B}[K\n") == true)
    }

    @Test func logsGetALineNowAndThenAndPipesNothing() {
        for (mode, wanted) in [(ProgressBar.Mode.log, 3), (.silent, 0)] {
            let world = World()
            let bar = world.bar(mode)
            bar.begin("work", total: 36)
            for step in 1...36 {
                world.time = Double(step)
                bar.update(step, detail: "")
            }
            bar.end()
            #expect(world.sent.count == wanted)
            #expect(world.sent.allSatisfy { !$0.contains("\r") && !$0.contains("\u{1B}") && $0.hasSuffix("\n") })
        }
    }

    @Test func workInsideWorkShowsBoth() {
        let world = World()
        let bar = world.bar(.terminal)
        bar.begin("grounding", total: 20)
        bar.update(3, detail: "")
        world.time = 1
        bar.begin("sampling", total: 30)
        #expect(world.sent.last?.contains("grounding 3/20 › sam") == true)
        bar.end()
        bar.hide()
        #expect(world.sent.last == "\r\u{1B}[K")
        bar.end()
        bar.end()
        bar.update(1, detail: "")
    }
}
