import Language
import Notebook

/// A test report for people: a line a file; below it the statements that failed, with what they should have shown.
public struct TestText {
    private let style: Style
    private let width: Int

    public init(style: Style = .plain, width: Int = 100) {
        self.style = style
        self.width = width
    }

    /// - Parameter isVerbose: the checks that passed are listed too.
    public func lines(of report: TestReport, isVerbose: Bool = false) -> [String] {
        let failures = report.failures
        let count = report.checks.count
        let verdict = failures.isEmpty ? style(.green, "ok  ") : style(.red, "FAIL")
        let left = report.left == 0 ? "" : ", \(report.left) more not run"
        let checks = "\(report.passed) of \(count) \(count == 1 ? "check" : "checks")\(left)"
        var lines = ["\(verdict) \(report.name)  \(checks), \(TestText.time(report.seconds))"]
        for check in report.checks {
            if let failure = check.failure {
                lines += describe(check, failure, in: report.name)
            } else if isVerbose {
                lines.append("  " + style(.green, "ok") + " \(place(check, in: report.name)) \(check.subject)")
            }
        }
        return lines
    }

    /// `0.41 s`.
    public static func time(_ seconds: Double) -> String {
        let hundredths = Int((min(max(seconds, 0), 1e9) * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest) s"
    }

    private func place(_ check: TestCheck, in name: String) -> String {
        "\(name):\(check.line):" + (check.owner.isEmpty ? "" : " \(check.owner):")
    }

    private func describe(_ check: TestCheck, _ failure: TestFailure, in name: String) -> [String] {
        var lines = ["  " + style(.red, "failed") + " \(place(check, in: name)) \(failure.message)"]
        if check.subject != name { lines.append("      " + style(.bold, check.subject)) }
        if let expected = failure.expected {
            lines.append("    " + style(.dim, "- expected, + found"))
            for line in UnifiedDifference.changes(expected, failure.found ?? "") {
                let ink: Style.Ink? = line.hasPrefix("-") ? .red : line.hasPrefix("+") ? .green : nil
                lines.append("    " + (ink.map { style($0, line) } ?? line))
            }
        }
        if let diagnostic = failure.diagnostic {
            let text = DiagnosticText(style: style, width: max(width - 4, 40)).render(diagnostic)
            lines += text.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }
        }
        return lines
    }
}
