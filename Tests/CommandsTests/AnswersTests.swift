import Language
import Notebook
import Runtime
import Testing

/// `ans` and `out[n]` at a prompt.
@Suite struct AnswersTests {
    private let session = Session()

    private func shown(_ entries: String...) -> [String] {
        entries.map { entry in
            var lines: [String] = []
            do {
                try session.enter(entry) { lines.append($0.plainDisplay()) }
            } catch let diagnostic as Diagnostic {
                lines.append("[\(diagnostic.id)]")
            } catch { lines.append("\(error)") }
            return lines.joined(separator: " ")
        }
    }

    @Test func answersKeepTheirNumbers() {
        #expect(
            shown("1 + 1", "nowhere", "a = 5", "a * 2;", "7; nowhere", "|> string", "out[1] + out[4] + out[5]", "ans")
                == ["2", "[name.unknown]", "", "", "[name.unknown]", "\"7\"", "19", "19"])
        #expect(session.promptNumber == 9)
    }

    @Test func theSetOfAnswersHoldsNotItself() {
        #expect(
            shown("out", "out", "2", "[out]", "out", "string([out])")
                == [
                    "no answers yet", "no answers yet", "2", "[out[3]  2]", "out[3]  2\nout[4]  [out]",
                    "\"[out[3]  2]\"",
                ]
        )
    }

    @Test func wrongNumbersSayWhatThereIs() throws {
        _ = shown("1", "a = 2", "3")
        for (text, id, part) in [
            ("out[9]", "answer.unknown", "there is no out[9]: the prompts so far are 1 to 3"),
            ("out[0]", "answer.unknown", "there is no out[0]"), ("out[2]", "answer.none", "prompt 2 gave no answer"),
        ] {
            let error = #expect(throws: Diagnostic.self) { try session.run(text) }
            #expect(error?.id == id)
            #expect(error?.message.hasPrefix(part) == true, "\(error?.message ?? "")")
            #expect(error?.help == "there are out[1], out[3]")
            #expect(error?.labels.first?.span == Span(4, text.utf8.count - 1))
        }
        #expect(try session.evaluate("out[-1]").literal == "3")
        #expect(try session.evaluate("[x + 1 for x in out]").literal == "[2, 4]")
        #expect(try session.evaluate("out").plainDisplay() == "out[1]  1\nout[3]  3")
    }

    /// A slice counts as `out[n]` does, and leaves out what gave no answer.
    @Test func slicesAreLists() throws {
        _ = shown("1", "a = 2", "3", "4")
        for (text, literal) in [
            ("out[1:4]", "[1, 3]"), ("out[3:]", "[3, 4]"), ("out[-2:]", "[3, 4]"), ("out[:]", "[1, 3, 4]"),
            ("out[::-1]", "[4, 3, 1]"), ("out[9:]", "[]"),
        ] {
            #expect(try session.evaluate(text).literal == literal, "\(text)")
        }
        #expect(throws: Diagnostic.self) { try session.evaluate("out[::0]") }
    }

    @Test func aPipeGoesOnFromTheLastValue() throws {
        #expect(shown("[1, 4, 9]", "|> mean", "|> string(digits=1)") == ["[1, 4, 9]", "4.666666666666667", "\"4.7\""])
        #expect(try session.run("# %%\n[1, 2, 3]\n# %%\n|> sum").literal == "6")
        #expect(throws: Diagnostic.self) { try Session().run("|> mean") }
    }

    @Test func aNameOfTheUsersOwnStays() {
        #expect(shown("out = 3", "1", "out") == ["", "1", "3"])
        _ = try? MetaTable.run(":reset out", in: session)
        #expect(shown("out[2] + 1", "ans = 7", "5;") == ["2", "", ""])
        session["ans"] = .int(9)
        _ = try? MetaTable.run(":reset ans", in: session)
        #expect(shown("ans") == ["5"])
    }

    @Test func noAnswerIsNoUnknownName() throws {
        #expect(shown("ans", "|> mean", "out[9]") == ["[answer.none]", "[answer.none]", "[answer.unknown]"])
        #expect(session.lastError?.message.contains("there is no out[9]") == true)
        let error = #expect(throws: Diagnostic.self) { try Session().run("1 + ans") }
        #expect(error?.message == "there is no answer yet" && error?.fixes.isEmpty == true)
    }
}
