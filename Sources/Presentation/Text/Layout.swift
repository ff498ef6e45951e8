/// `parts` side by side, as many a line as fit; further lines are indented, and what fits no line is cut.
func flow(_ parts: [String], width: Int, gap: String = "  ", indent: String = "  ") -> [String] {
    var lines: [String] = []
    var line = ""
    for part in parts where !part.isEmpty {
        if line.isEmpty {
            line = part
        } else if displayWidth(of: line) + displayWidth(of: gap) + displayWidth(of: part) <= width {
            line += gap + part
        } else {
            lines.append(cut(line, to: width))
            line = indent + part
        }
    }
    if !line.isEmpty { lines.append(cut(line, to: width)) }
    return lines
}

/// A text in lines of at most `width` columns, broken at blanks where there are any; at most `most` lines, the last one
/// cut.
func wrapped(_ text: String, width: Int, most: Int = 4) -> [String] {
    let width = max(width, 1)
    var lines: [String] = []
    for word in oneLine(text).split(separator: " ", omittingEmptySubsequences: false) {
        if let last = lines.last, displayWidth(of: last) + 1 + displayWidth(of: word) <= width {
            lines[lines.count - 1] = last + " " + word
        } else {
            lines += pieces(String(word), width: width)
        }
        if lines.count > most {
            return Array(lines.prefix(most - 1)) + [cut(lines[most - 1] + " …", to: width)]
        }
    }
    return lines
}

/// A word in parts that fit a line.
private func pieces(_ word: String, width: Int) -> [String] {
    var pieces = [""]
    var used = 0
    for character in word {
        let next = displayWidth(of: character)
        if used + next > width, used > 0 {
            pieces.append("")
            used = 0
        }
        pieces[pieces.count - 1].append(character)
        used += next
    }
    return pieces
}

/// Named texts, the names in a column of their own.
func factLines(_ facts: [(name: String, text: String)], width: Int, indent: String = "  ") -> [String] {
    let room = width - displayWidth(of: indent)
    let widest = facts.map { displayWidth(of: oneLine($0.name)) }.max() ?? 0
    // A name that would leave no room stands above its text.
    let column = min(widest, max(room / 2, 8))
    return facts.flatMap { name, text -> [String] in
        let name = oneLine(name)
        let isAbove = displayWidth(of: name) > column
        let space = String(repeating: " ", count: column + 2)
        var lines = wrapped(text, width: room - column - 2).map { indent + space + $0 }
        if isAbove || lines.isEmpty {
            lines.insert(indent + cut(name, to: room), at: 0)
        } else {
            lines[0] = indent + pad(name, to: column) + "  " + lines[0].dropFirst(indent.count + space.count)
        }
        return lines.map { line in String(line.reversed().drop { $0 == " " }.reversed()) }
    }
}
