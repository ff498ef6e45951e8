import Testing

/// Strings that grow piece by piece are what Swift's strings would be, whoever reads them in between.
@Suite struct TextTests {
    @Test(arguments: 0..<20) func growsAsAStringDoes(seed: Int) throws {
        let pieces = ["", "x", "x,", "é", "🐧", "e\u{301}", "|\u{200D}", String(repeating: "ab", count: 40)]
        var state = UInt64(seed)
        func draw(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        var (a, b, c) = ("", "", "")
        var script = "def grow()\na = \"\"\nb = \"\"\nc = \"\"\nfor turn in [0]\n"
        for _ in 0..<600 {
            let piece = pieces[draw(pieces.count)]
            switch draw(16) {
            case 0:
                script += "b = a\n"
                b = a
            case 1:
                script += "c = b\n"
                c = b
            case 2:
                script += "a += b\n"
                a += b
            case 3:
                script += "a += a\n"
                a += a
            case 4:
                script += "b += \"\(piece)\"\n"
                b += piece
            case 5, 6:
                script += "piece = \"\(piece)\" + \"\"\na += piece\n"
                a += piece
            default:
                script += "a += \"\(piece)\"\n"
                a += piece
            }
            guard a.utf8.count > 100_000 else { continue }
            script += "a = \"\"\n"
            a = ""
        }
        #expect(try output(of: script + "end\nprint(a)\nprint(b)\nprint(c)\nend\ngrow()") == "\(a)\n\(b)\n\(c)")
    }
}
