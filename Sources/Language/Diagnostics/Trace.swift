extension Diagnostic {
    /// A line of the trace as it is told.
    public struct Step: Sendable {
        /// `in f, called at maps.limn:12:8`, or `… 312 more calls of f`.
        public var words: String
        /// The call, to be drawn below; nil where calls were folded.
        public var call: Label?
        /// The function of the call, for emphasis.
        public var function: String?
    }

    /// The calls that led here, innermost first: at most `mostSteps`, with what is left out counted.
    public var steps: [Step] {
        var steps: [Step] = []
        let half = Diagnostic.mostSteps / 2
        let isLong = trace.count > Diagnostic.mostSteps
        var hidden = Hidden()
        for (index, frame) in trace.enumerated() {
            if isLong, index >= half, index < trace.count - half {
                hidden.add(frame)
                continue
            }
            if let step = hidden.step { steps.append(step) }
            hidden = Hidden()
            let place = frame.source.position(at: frame.span.start)
            // Of a call over several lines, the first line is enough to find it.
            let line = frame.source.lineSpan(place.line)
            let call = Span(frame.span.start, max(min(frame.span.end, line.end), frame.span.start))
            steps.append(
                Step(
                    words: "in \(frame.function), called at "
                        + "\(frame.source.name.shownOnOneLine):\(place.line):\(place.column)",
                    call: Label(frame.source, call), function: frame.function))
            hidden.count += frame.hidden
            hidden.note(frame.hiddenFunctions)
        }
        if let step = hidden.step { steps.append(step) }
        return steps
    }

    /// Calls that are shown of a longer trace.
    static let mostSteps = 8
    /// Calls that are kept of a longer trace.
    private static let mostFrames = 24

    /// Adds the call around those that are there. Of a recursion the innermost and the outermost call stay, and the
    /// rest are counted.
    package mutating func addFrame(_ frame: Frame) {
        let count = trace.count
        if count > 1, trace[count - 1].function == frame.function, trace[count - 2].function == frame.function {
            let folded = trace[count - 1]
            trace[count - 2].fold(folded)
            trace[count - 1] = frame
            return
        }
        if count >= Diagnostic.mostFrames {
            let folded = trace.remove(at: Diagnostic.mostFrames / 2)
            trace[Diagnostic.mostFrames / 2 - 1].fold(folded)
        }
        trace.append(frame)
    }
}

extension Diagnostic.Frame {
    /// Counts a call that is not shown, and those that it stands for itself.
    fileprivate mutating func fold(_ frame: Diagnostic.Frame) {
        hidden += 1 + frame.hidden
        for name in [frame.function] + frame.hiddenFunctions where !hiddenFunctions.contains(name) {
            hiddenFunctions.append(name)
        }
    }
}

/// Calls that are only counted.
private struct Hidden {
    var count = 0
    private var functions: [String] = []

    mutating func add(_ frame: Diagnostic.Frame) {
        count += 1 + frame.hidden
        note([frame.function] + frame.hiddenFunctions)
    }

    mutating func note(_ names: [String]) {
        for name in names where !functions.contains(name) { functions.append(name) }
    }

    var step: Diagnostic.Step? {
        guard count > 0 else { return nil }
        let calls = count == 1 ? "1 more call" : "\(count) more calls"
        let names = functions.prefix(4).joined(separator: ", ") + (functions.count > 4 ? ", …" : "")
        return Diagnostic.Step(words: "… \(calls) of \(names)")
    }
}
