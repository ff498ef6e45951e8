/// The brackets left of the text, one a mark of several lines.
///
/// ```
/// 3 |   y = map(xs) do x
///   |  _____^
/// 4 | |   x + 1
/// 5 | | end
///   | |___^ what is wrong with it
/// ```
struct Lanes {
    private let marks: [Mark]
    /// The lane of each mark, the leftmost first.
    private let lanes: [Int]
    private let count: Int

    init(_ marks: [Mark]) {
        self.marks = marks.filter { $0.first < $0.last }.sorted { ($0.first, $1.last) < ($1.first, $0.last) }
        var ends: [Int] = []
        var lanes: [Int] = []
        for mark in self.marks {
            if let free = ends.firstIndex(where: { $0 < mark.first }) {
                ends[free] = mark.last
                lanes.append(free)
            } else {
                ends.append(mark.last)
                lanes.append(ends.count - 1)
            }
        }
        self.lanes = lanes
        count = ends.count
    }

    /// Columns that the lanes take before the text of every line.
    var width: Int { count == 0 ? 0 : count + 1 }

    /// What stands before the text of a line, or before the rows below it.
    /// - Parameters:
    ///   - opens: it is the line itself, where a mark that begins it bends.
    ///   - isBelow: it is a row below the line, so marks that begin in it have begun.
    func prefix(at line: Int, opens: Bool = false, isBelow: Bool = false) -> [Excerpt.Piece] {
        if count == 0 { return [] }
        return signs(at: line, opens: opens, isBelow: isBelow) + [.init(text: " ", role: .source)]
    }

    private func signs(at line: Int, opens: Bool, isBelow: Bool) -> [Excerpt.Piece] {
        var signs = [Excerpt.Piece](repeating: .init(text: " ", role: .source), count: count)
        for (mark, lane) in zip(marks, lanes) where mark.first <= line && line <= mark.last {
            if line > mark.first || isBelow && mark.opensLine {
                signs[lane] = .init(text: "|", role: mark.role)
            } else if opens, mark.opensLine {
                signs[lane] = .init(text: "/", role: mark.role)
            }
        }
        return signs
    }

    /// The row in which a mark leaves its lane for the column where it begins, or comes back from where it ends.
    func arm(of mark: Mark, to column: Int, opens: Bool, text: String) -> [Excerpt.Piece] {
        guard let index = marks.firstIndex(where: { $0.start == mark.start && $0.end == mark.end }) else { return [] }
        let lane = lanes[index]
        var pieces = signs(at: opens ? mark.first : mark.last, opens: false, isBelow: true)
        pieces[lane] = .init(text: opens ? " " : "|", role: mark.role)
        pieces.removeLast(count - lane - 1)
        let reach = String(repeating: "_", count: max(count - lane + column, 0))
        return pieces + [.init(text: reach + mark.sign + (text.isEmpty ? "" : " " + text), role: mark.role)]
    }
}
