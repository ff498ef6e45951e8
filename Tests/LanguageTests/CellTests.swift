import Language
import Testing

@Suite struct CellTests {
    func cells(_ text: String) throws -> [Cell] { try Parser.parse(Source(name: "test", text: text)).cells }

    @Test func titlesKindsAndStatements() throws {
        let text = """
            # About this script.
            a = 1
            # %% First
            b = 2; c = 3
            # %% [markdown] Prose
            # Some *text*,
            #
            # - in a list
            #   of one.

            # %%
            #| time: 30s
            #| fold: true, or not
            d = 4
            # %% Empty
            """
        let cells = try cells(text)
        #expect(cells.map(\.title) == ["", "First", "Prose", "", "Empty"])
        #expect(cells.map { $0.kind == .markdown } == [false, false, true, false, false])
        #expect(cells.map(\.statements) == [0..<1, 1..<3, 3..<3, 3..<4, 4..<4])
        #expect(cells[2].prose == "Some *text*,\n\n- in a list\n  of one.")
        #expect(cells[3].options.map(\.key) == ["time", "fold"])
        #expect(cells[3].options.map(\.value) == ["30s", "true, or not"])
        let source = Source(name: "test", text: text)
        #expect(cells.first?.span.start == 0)
        #expect(cells.last?.span.end == source.bytes.count)
        for (before, after) in zip(cells, cells.dropFirst()) { #expect(before.span.end == after.span.start) }
    }

    @Test func aScriptWithoutMarkersIsOneCell() throws {
        #expect(try cells("x\ny").map(\.statements) == [0..<2])
        #expect(try cells("").isEmpty)
        #expect(try cells("\n \n").isEmpty)
    }

    @Test func blankTextBeforeTheFirstMarkerIsNoCell() throws {
        #expect(try cells("\n\n# %% One\nx").map(\.title) == ["One"])
    }

    @Test func aMarkerStandsAtTheMarginAndOutsideStrings() throws {
        #expect(try cells("x\n  # %% indented\ny").count == 1)
        #expect(try cells("x = \"\"\"\n# %% text\n\"\"\"").count == 1)
        #expect(try cells("x # %% behind\ny").count == 1)
        #expect(try cells("#%% tight\ny").map(\.title) == ["tight"])
        #expect(try cells("# %%title").map(\.title) == ["title"])
        #expect(try cells("#%%title\n#%%\n").map(\.title) == ["title", ""])
        #expect(try cells("# %%%% a line\nx").map(\.title) == [""])
    }

    @Test func proseWithATagBehind() throws {
        let cells = try cells("# %% Words [md]\n#tight")
        #expect(cells.map(\.title) == ["Words"])
        #expect(cells.map(\.prose) == ["tight"])
    }

    @Test func documentationStandsDirectlyAbove() throws {
        let text = """
            # Not this.

            # Doubles.
            #   >>> f(2)
            # 4
            def f(x) = 2 * x
            y = 1 # nor this
            def g(x) = x
            # %% Nor this
            def h(x) = x
            """
        let program = try Parser.parse(Source(name: "test", text: text))
        let documents = program.body.compactMap { statement -> String? in
            if case .define(let definition) = statement.kind { return definition.documentation }
            return nil
        }
        #expect(documents == ["Doubles.\n  >>> f(2)\n4", "", ""])
    }
}

@Suite struct CellOptionTests {
    private func program(_ text: String) throws -> Program { try Parser.parse(Source(name: "a.limn", text: text)) }

    @Test func optionsSayWhatTheyMean() throws {
        let cell = try #require(
            try program(
                """
                # %% Figure
                #| label: fig-dog
                #| tags: [slow, figures]
                #| echo: false
                #| eval: no
                #| fig-cap: "Where it looked: the dog"
                x = 1
                """
            ).cells.first)
        #expect(cell.label == "fig-dog")
        #expect(cell.tags == ["slow", "figures"])
        #expect(!cell.isEvaluated && !cell.showsCode && cell.showsOutput && cell.isKept)
        #expect(cell.caption == "Where it looked: the dog")
    }

    @Test func strangeOptionsAreNoted() throws {
        let text = """
            # %%
            #| ehco: false
            #| eval: perhaps
            #| fig-width: 3
            #| label: a
            x = "#| nonsense: 1"
            # %%
            #| label: a
            y = 1 #| nonsense: 2
            """
        let notes = try program(text).optionNotes
        #expect(
            notes.map(\.id) == ["cell.unknown-option", "cell.option-value", "cell.unknown-option", "cell.same-label"])
        #expect(notes.allSatisfy { $0.severity == .note })
        #expect(notes[0].help == "did you mean `echo`?")
        #expect(notes[2].help?.hasPrefix("the options are label, tags, echo") == true)
        let source = Source(name: "a.limn", text: text)
        for (note, line) in zip(notes, [2, 3, 4, 8]) {
            let label = try #require(note.labels.first)
            #expect(source.position(at: label.span.start).line == line)
            #expect(source.position(at: label.span.start).column == 1)
        }
    }
}
