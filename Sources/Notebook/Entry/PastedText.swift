/// The code in a text that was copied from a session: prompts taken away, what was printed between them left out.
///
/// Known are the prompts of Limn (`limn[3]> `, `...> `), Python (`>>> `, `... `), IPython (`In [1]: `, `...: `) and Julia.
public enum PastedText {
    /// - Parameters:
    ///   - text: as the terminal sends it, with any line ends.
    ///   - state: what the parser says to a text.
    /// - Returns: lines that end in `\n` but for the last.
    public static func code(of text: String, state: (String) -> SyntaxState) -> String {
        let plain = plainLines(of: text)
        // Blanks in front of words that go into the middle of a line belong to them.
        let lines = plain.count == 1 && !beginsWithPrompt(plain[0]) ? plain : dedented(plain)
        let goesOn = lines.count > 1 && Prompt(lines[1])?.isFirst == false && state(lines[0]) == .incomplete
        guard goesOn || lines.contains(where: { Prompt($0)?.isFirst ?? false }) else { return joined(lines) }
        var code: [String] = []
        var style: Style?
        var statement = ""
        for (number, line) in lines.enumerated() {
            if let prompt = Prompt(line), prompt.isFirst || prompt.style == style {
                statement = prompt.isFirst ? prompt.rest : statement + "\n" + prompt.rest
                style = prompt.style
                code.append(prompt.rest)
            } else if style == .julia, line.hasPrefix("       "), state(statement) == .incomplete {
                // Julia shows no prompt before the further lines of an entry.
                code.append(String(line.dropFirst(7)))
                statement += "\n" + line.dropFirst(7)
            } else if number == 0, state(line) != .wrong, let next = lines.dropFirst().first.flatMap({ Prompt($0) }) {
                // Copied from the middle of the first line on, without its prompt; no banner reads as code.
                code.append(line)
                statement = line
                style = next.style
            }
        }
        return joined(code)
    }

    /// Whether a line begins with the prompt of a session.
    public static func beginsWithPrompt(_ line: String) -> Bool {
        Prompt(String(line.drop { $0 == " " }))?.isFirst ?? false
    }

    private enum Style { case limn, python, ipython, julia }

    private struct Prompt {
        var style: Style
        /// The first line of an entry, not a further one.
        var isFirst: Bool
        /// What was typed after it.
        var rest: String

        init?(_ line: String) {
            let text = Substring(line)
            let inner = text.drop { $0 == " " }
            let known: [(Style, isFirst: Bool, Substring?)] = [
                (.limn, true, Prompt.counted(text, "limn[", "]>")),
                (.ipython, true, Prompt.counted(text, "In [", "]:")),
                (.python, true, Prompt.after(">>>", in: text)), (.julia, true, Prompt.after("julia>", in: text)),
                (.limn, false, Prompt.after("...>", in: inner)), (.ipython, false, Prompt.after("...:", in: inner)),
                (.python, false, Prompt.after("...", in: text)),
            ]
            for case (let style, let isFirst, let rest?) in known {
                self.style = style
                self.isFirst = isFirst
                self.rest = String(rest)
                return
            }
            return nil
        }

        /// What follows a prompt and its blank.
        private static func after(_ prompt: String, in line: Substring) -> Substring? {
            guard line.hasPrefix(prompt) else { return nil }
            let rest = line.dropFirst(prompt.count)
            return rest.isEmpty ? rest : rest.first == " " ? rest.dropFirst() : nil
        }

        /// As `after`, with a number inside of the prompt.
        private static func counted(_ line: Substring, _ start: String, _ end: String) -> Substring? {
            guard line.hasPrefix(start) else { return nil }
            let inner = line.dropFirst(start.count)
            let digits = inner.prefix { ("0"..."9").contains($0) }
            return digits.isEmpty ? nil : after(end, in: inner.dropFirst(digits.count))
        }
    }

    /// Any line end is one; a tab is blanks, and what else is no text is left out.
    private static func plainLines(of text: String) -> [String] {
        var lines = [""]
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A, 0x0D:
                let isSecondHalf = (previous == "\n" || previous == "\r") && previous != scalar
                if isSecondHalf {
                    previous = " "
                    continue
                }
                lines.append("")
            case 0x09: lines[lines.count - 1] += "    "
            case 0x00..<0x20, 0x7F..<0xA0: break
            default: lines[lines.count - 1].unicodeScalars.append(scalar)
            }
            previous = scalar
        }
        return lines
    }

    /// The lines without the blanks that all of them begin with.
    private static func dedented(_ lines: [String]) -> [String] {
        let inked = lines.filter { !$0.allSatisfy(\.isWhitespace) }
        let margin = inked.map { $0.prefix { $0 == " " }.count }.min() ?? 0
        return margin == 0 ? lines : lines.map { String($0.dropFirst(margin)) }
    }

    private static func joined(_ lines: [String]) -> String {
        var lines = lines
        while let last = lines.last, lines.count > 1, last.allSatisfy(\.isWhitespace) { lines.removeLast() }
        return lines.joined(separator: "\n")
    }
}
