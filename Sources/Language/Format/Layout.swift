/// Text with the places at which lines may end: what the formatter makes of a script before it knows what fits.
///
/// The algebra is Wadler's ("A prettier printer", 2003): a group is put on one line where it fits, else all of its own
/// lines end.
struct Layout: Sendable {
    indirect enum Kind: Sendable {
        case text(String)
        /// A blank, or the end of the line where the group is broken.
        case line
        /// Nothing, or the end of the line where the group is broken.
        case softLine
        /// The end of the line, and that many empty lines.
        case lineEnd(Int)
        /// A comment behind the code of its line; the line ends after it.
        case trailing(String)
        /// A comment on a line of its own, below that many empty lines.
        case comment(String, Int)
        case sequence([Layout])
        case indented(Layout)
        case group(Layout, isBroken: Bool)
        /// Only where the group is broken.
        case ifBroken(String)
        /// The first where it fits up to its first line end, else the second.
        case either(Layout, Layout)
    }

    let kind: Kind
    /// A line ends inside in any case.
    let isTall: Bool
    /// Characters where no line ends.
    let width: Int

    private init(_ kind: Kind, isTall: Bool, width: Int) {
        self.kind = kind
        self.isTall = isTall
        self.width = width
    }

    static let nothing = Layout.sequence([])
    static let line = Layout(.line, isTall: false, width: 1)
    static let softLine = Layout(.softLine, isTall: false, width: 0)
    static let blank = Layout.text(" ")

    static func text(_ text: String) -> Layout {
        let first = text.utf8.firstIndex(of: 0x0A)
        return Layout(.text(text), isTall: first != nil, width: text[..<(first ?? text.endIndex)].count)
    }

    static func lineEnd(_ blank: Int = 0) -> Layout { Layout(.lineEnd(blank), isTall: true, width: 0) }
    static func trailing(_ text: String) -> Layout { Layout(.trailing(text), isTall: true, width: 0) }
    static func comment(_ text: String, _ blank: Int = 0) -> Layout {
        Layout(.comment(text, blank), isTall: true, width: 0)
    }

    static func sequence(_ parts: [Layout]) -> Layout {
        if parts.count == 1 { return parts[0] }
        var (isTall, width) = (false, 0)
        for part in parts {
            isTall = isTall || part.isTall
            width += part.width
        }
        return Layout(.sequence(parts), isTall: isTall, width: width)
    }

    static func indented(_ part: Layout) -> Layout { Layout(.indented(part), isTall: part.isTall, width: part.width) }

    static func group(_ part: Layout, isBroken: Bool = false) -> Layout {
        Layout(.group(part, isBroken: isBroken), isTall: isBroken || part.isTall, width: part.width)
    }

    static func ifBroken(_ text: String) -> Layout { Layout(.ifBroken(text), isTall: false, width: 0) }

    static func either(_ first: Layout, _ second: Layout) -> Layout {
        Layout(.either(first, second), isTall: first.isTall, width: first.width)
    }

    /// `rest` on the line of `head` where that fits up to its first line end; else its own lines end, indented.
    static func folded(_ head: Layout, _ rest: [Layout], isBroken: Bool = false) -> Layout {
        let broken = group(sequence([head, indented(sequence(rest))]), isBroken: true)
        return isBroken ? broken : either(sequence([head] + rest), broken)
    }
}
