import Neural
import Tensors

/// How far Limn's numbers are from a reference's, part by part.
///
/// The norm is max |a − b| / max |b| over the values that the reference kept of a tensor: b is the reference.
public struct NumericReport: Sendable {
    public struct Row: Sendable {
        /// `text`, `unet`, `attention`, `ddim`, `euler`, `encode`, `decode`.
        public var part: String
        /// Tensors that were compared.
        public var count: Int
        /// The largest relative error among them.
        public var largest: Double
        /// Where it was found.
        public var worst: String
    }

    /// Name of the model that was compared.
    public var model: String
    public var rows: [Row] = []
    /// Every tensor that was compared, with its error, in the order of the computation.
    public var entries: [(key: String, error: Double)] = []
    /// Tensors that the reference has and Limn did not compute.
    public var missing: [String] = []

    public var largest: Double { rows.map(\.largest).max() ?? 0 }

    /// Folds one tensor into its part. NaN counts as an infinite error.
    mutating func add(part: String, key: String, _ found: [Float], _ wanted: [Float]) {
        var error = found.count == wanted.count ? 0.0 : Double.infinity
        if found.count == wanted.count {
            var difference = 0.0
            var size = 0.0
            for (a, b) in zip(found, wanted) {
                let distance = Double(abs(a - b))
                difference = distance.isNaN && !(a.isNaN && b.isNaN) ? .infinity : max(difference, distance)
                size = max(size, Double(abs(b)))
            }
            error = difference == 0 ? 0 : difference / size
        }
        entries.append((key, error))
        guard let index = rows.firstIndex(where: { $0.part == part }) else {
            rows.append(Row(part: part, count: 1, largest: error, worst: key))
            return
        }
        rows[index].count += 1
        if error > rows[index].largest {
            rows[index].largest = error
            rows[index].worst = key
        }
    }

    /// The report as lines of text, aligned.
    public var table: String {
        let header = ["part", "tensors", "largest error", "where"]
        let lines = rows.map { [$0.part, "\($0.count)", NumericReport.scientific($0.largest), $0.worst] }
        let widths = header.indices.map { column in ([header] + lines).map { $0[column].count }.max() ?? 0 }
        return ([header] + lines).map { line in
            let cells = line.indices.map { line[$0] + String(repeating: " ", count: widths[$0] - line[$0].count) }
            return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }

    /// 3.2e-06
    static func scientific(_ value: Double) -> String {
        guard value.isFinite, value > 0 else { return value == 0 ? "0" : "infinite" }
        var exponent = 0
        var digits = value
        while digits < 1 { (digits, exponent) = (digits * 10, exponent - 1) }
        while digits >= 10 { (digits, exponent) = (digits / 10, exponent + 1) }
        let tenths = (digits * 10).rounded() / 10
        return "\(tenths)e\(exponent < 0 ? "-" : "+")\(abs(exponent) < 10 ? "0" : "")\(abs(exponent))"
    }
}
