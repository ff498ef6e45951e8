import Language
import Testing

@Suite struct SourceTests {
    @Test func badBytesAreNamedByTheirOffset() {
        let cases: [([UInt8], Int)] = [
            (Array("x = 1\ny = \"".utf8) + [0xFF, 0x22], 11),
            ([0xC3], 0), (Array("é".utf8) + [0xE2, 0x82], 2), ([0x41, 0xED, 0xA0, 0x80], 1), ([0xC0, 0x80], 0),
            ([0xEF, 0xBB, 0xBF, 0x41, 0x80], 4),
        ]
        for (bytes, offset) in cases {
            do throws(Diagnostic) {
                _ = try Source(name: "bad", bytes: bytes)
                Issue.record("accepted \(bytes)")
            } catch {
                #expect(error.id == "source.not-utf8")
                #expect(error.message.contains("byte \(offset) "))
            }
        }
    }

    @Test func drawnWhole() throws {
        do throws(Diagnostic) {
            _ = try Source(name: "bad.limn", bytes: Array("x = 1\ny = \"".utf8) + [0xFF, 0x22])
            Issue.record("accepted")
        } catch {
            #expect(
                error.plain == """
                    bad.limn:2:6: error: this is not UTF-8 text: byte 11 (0xFF) fits nowhere [source.not-utf8]
                    2 | y = "\u{FFFD}
                      |      ^
                    help: save the file as UTF-8
                    """)
        }
    }

    @Test func aMarkInFrontIsLeftOut() throws {
        let source = try Source(name: "mark", bytes: [0xEF, 0xBB, 0xBF] + Array("x = ^".utf8))
        #expect(source.text == "x = ^")
        #expect(try Source(name: "none", bytes: []).text.isEmpty)
    }

    @Test(arguments: [
        "x = \0", "x\u{7}", "\"\u{1}\"", "# \u{8}\nx", "'''\u{B}'''", "x = 1\r2", "\"a\u{202E}b\"", "x\u{85}",
    ])
    func controlCharactersAreRefused(_ text: String) {
        #expect(diagnostic(text)?.id == "syntax.control-character")
    }

    @Test func linesEndInBothWays() throws {
        let source = Source(name: "crlf", text: "a\r\nb\r\n  ^")
        let found = diagnostic(source.text, name: "crlf")
        #expect(found?.plain.hasPrefix("crlf:3:3: error") == true)
    }

    @Test func incompleteTextsAskForMore() {
        let incomplete = [
            "f(", "[1,", "{a:", "x = ", "x +", "if x", "if x\n  1", "for x in xs\n", "def f(x)", "def f(",
            "map(xs) do x\n",
            "\"\"\"abc", "x |>", "a and", "with seed(3)\n", "x[1:", "f(x -> ", "try a else", "if a then", "not",
            "'''a\n",
            "\"\"\"$(f(", "while x\n if y\n end\n", "x =\n", "a, b =", "use", "x.", "f(1,\n\n", "def f() =",
        ]
        for text in incomplete { #expect(diagnostic(text)?.isIncomplete == true, "\(text.debugDescription)") }
        let wrong = [
            "f)", "\"abc", "x = = 3", "end", "x = ^", "\"$(f(\"", "try a\n", "(]", "f(1 2", "x[1 2]", "$", "5furlong",
        ]
        for text in wrong { #expect(diagnostic(text)?.isIncomplete == false, "\(text.debugDescription)") }
    }
}
