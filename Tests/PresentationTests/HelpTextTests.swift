import Notebook
import Presentation
import Runtime
import Testing

/// Pages of help fit the window.
@Suite struct HelpTextTests {
    @Test(arguments: [20, 40, 80, 200]) func everyPageFits(_ width: Int) throws {
        let session = Session()
        let handbook = Handbook(session)
        for name in ["sample", "overlay", "heatmap", "", "|>", "for", "sites"] {
            let page = try handbook.page(for: name)
            let code = page.blocks.contains { if case .code = $0 { true } else { false } }
            for line in HelpText(page, width: width).text.split(separator: "\n") {
                let isCode = code || line.hasPrefix("    ")
                #expect(isCode || displayWidth(of: line) <= width, "\(name) at \(width): \(line)")
            }
        }
    }

    @Test func columnsStandBelowEachOther() {
        let page = HelpPage(
            title: "f(x)", kind: "command", blocks: [.prose("One."), .rows([("a", "first"), ("bcd=", "second")])])
        #expect(HelpText(page, width: 60).text == "f(x)    command\n\nOne.\n\n  a     first\n  bcd=  second")
    }

    @Test func coloursOnlyWhereThereAreSome() {
        let page = HelpPage(
            title: "f(x)", kind: "", blocks: [.prose("Takes `x`."), .example(script: "f(1)", gives: "2")])
        #expect(!HelpText(page, width: 60).text.contains("\u{1B}"))
        #expect(HelpText(page, width: 60, style: .colored).text.contains("\u{1B}[36mx\u{1B}[0m"))
        #expect(HelpText(page, width: 60).text.hasSuffix("    >>> f(1)\n    2"))
    }

    @Test func textIsWrapped() {
        #expect(wrapped("one two three", to: 7) == ["one two", "three"])
        #expect(wrapped("abcdefghij", to: 4) == ["abcd", "efgh", "ij"])
        #expect(wrapped("", to: 10) == [""])
    }
}
