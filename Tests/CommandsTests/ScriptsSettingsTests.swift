import Testing

/// `with seed(7), threads(1) … end`.
@Suite struct ScriptsSettingsTests {
    @Test func aSeedRepeatsWhatIsRandom() throws {
        let script = """
            with seed(7)
                a = random([4])
                b = random([4])
            end
            with seed(7)
                c = random([4])
            end
            [all(a == c), all(a == b), all(a == random([4], seed=7))]
            """
        #expect(try Scripts.output(script) == "[true, false, false]")
    }

    @Test func theStreamsOutsideGoOnAsIfNothingWere() throws {
        let plain = "a = random([2])\nb = random([2])\n[list(a), list(b)]"
        let between = "a = random([2])\nwith seed(3)\n x = random([2])\nend\nb = random([2])\n[list(a), list(b)]"
        #expect(try Scripts.output(plain) == Scripts.output(between))
    }

    @Test func aSettingInAVariableMayBeEnteredAgain() throws {
        let script = """
            s = seed(7)
            def f(n)
                with s
                    if n > 0 then f(n - 1) else random()
                end
            end
            f(3);
            random()
            """
        #expect(try Scripts.output(script) == Scripts.output("random()"))
    }

    @Test func anErrorRestoresWhatWasThere() throws {
        let script = "def f()\n with seed(3)\n  error(\"no\")\n end\nend\nx = try f() else 0\nrandom()"
        #expect(try Scripts.output(script) == Scripts.output("random()"))
    }

    @Test func threadsHoldInside() throws {
        #expect(try Scripts.output("with threads(1), seed(7)\n x = ones([2]) @ ones([2])\nend\nx") == "2.0")
        #expect(Scripts.failure("threads(0)") == "threads.count: at least one thread works, found 0")
        #expect(Scripts.failure("with seed(1.5)\n 1\nend")?.hasPrefix("call.type") == true)
    }

    @Test func aloneTheySayWhereTheyHold() throws {
        #expect(try Scripts.output("seed(7)") == "seed 7: holds inside `with seed(7)` … `end`")
    }
}
