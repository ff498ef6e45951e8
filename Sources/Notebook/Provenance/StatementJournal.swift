import Language
import Runtime

/// The statements that ran at the top level, so that any name can say which one gave it its value. What a statement
/// names is looked up only when somebody asks.
final class StatementJournal {
    struct Entry {
        let source: Source
        let statement: Statement
        /// False where it was stopped and gave what it had finished.
        let isComplete: Bool
    }

    private var entries: [Entry] = []
    /// What the statements name, as far as somebody asked.
    private var known: [Int: StatementNames] = [:]
    private static let most = 20_000

    func add(_ source: Source, _ statement: Statement, isComplete: Bool) {
        if entries.count >= StatementJournal.most {
            entries.removeFirst(StatementJournal.most / 4)
            known = [:]
        }
        entries.append(Entry(source: source, statement: statement, isComplete: isComplete))
    }

    /// The last statement that gave a name its value, before the one at `index`; with its place in the journal.
    func last(assigning name: String, before index: Int? = nil) -> (index: Int, entry: Entry, read: [String])? {
        for place in (0..<min(index ?? entries.count, entries.count)).reversed() {
            let names = names(at: place)
            if names.assigned.contains(name) { return (place, entries[place], names.read) }
        }
        return nil
    }

    /// The statements that led to the values of these names, as places, first to last.
    func leading(to names: [String]) -> [(entry: Entry, read: [String])] {
        var found: Set<Int> = []
        var open = names.map { (name: $0, before: entries.count) }
        while let (name, before) = open.popLast(), found.count < StatementJournal.mostTold {
            guard let (index, _, read) = last(assigning: name, before: before), found.insert(index).inserted else {
                continue
            }
            open += read.map { ($0, index) }
        }
        return found.sorted().map { (entries[$0], self.names(at: $0).read) }
    }

    private static let mostTold = 64

    private func names(at place: Int) -> StatementNames {
        if let names = known[place] { return names }
        let names = StatementNames(entries[place].statement)
        known[place] = names
        return names
    }
}

extension StatementJournal.Entry {
    /// The statement's text; the first lines of a long one.
    var lines: [String] {
        let lines = statement.text(in: source).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
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

extension Statement {
    func text(in source: Source) -> String {
        let start = min(span.start, source.bytes.count)
        return String(decoding: source.bytes[start..<min(span.end, source.bytes.count)], as: UTF8.self)
    }
}
