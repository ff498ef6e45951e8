import Language
import Runtime

/// The statements that ran at the top level, so that any name can say which one gave it its value. What a statement
/// names is looked up only when somebody asks.
final class StatementJournal {
    struct Entry {
        let source: Source
        let statement: Statement
    }

    private var entries: [Entry] = []
    private static let most = 20_000

    func add(_ source: Source, _ statement: Statement) {
        if entries.count >= StatementJournal.most { entries.removeFirst(StatementJournal.most / 4) }
        entries.append(Entry(source: source, statement: statement))
    }

    /// The last statement that gave a name its value, before the one at `index`; with its place in the journal.
    func last(assigning name: String, before index: Int? = nil) -> (index: Int, entry: Entry, read: [String])? {
        for place in (0..<min(index ?? entries.count, entries.count)).reversed() {
            let names = StatementNames(entries[place].statement)
            if names.assigned.contains(name) { return (place, entries[place], names.read) }
        }
        return nil
    }
}

extension StatementJournal.Entry {
    /// The statement's text; the first lines of a long one.
    var lines: [String] {
        let start = min(statement.span.start, source.bytes.count)
        let text = String(decoding: source.bytes[start..<min(statement.span.end, source.bytes.count)], as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return lines.count > 6 ? lines.prefix(5) + ["…"] : lines
    }

    /// `in[3]`, `script.limn:12`, with the cell's title where there is one.
    var place: (name: String, line: Int, cell: String?) {
        let line = source.position(at: statement.span.start).line
        let cell = (try? Parser.parse(source))?.cells.last {
            $0.span.start <= statement.span.start && !$0.title.isEmpty
        }
        return (source.name, line, cell?.title)
    }
}
