/// Smallest, mean and largest number of a tensor, and how its numbers are spread.
struct TensorStatistics {
    private(set) var least = Double.infinity
    private(set) var most = -Double.infinity
    private(set) var mean = Double.nan
    /// Of the numbers themselves, not an estimate for more (NumPy's `std`).
    private(set) var deviation = Double.nan
    private(set) var nans = 0
    private(set) var infinities = 0
    /// Looked at some of the elements only.
    let isSampled: Bool
    /// How many it looked at.
    let looked: Int
    /// Counts in equal parts from `least` to `most`.
    private(set) var histogram: [Int] = []

    /// A tensor with more elements is sampled, so that one of any size is shown at once.
    static let sampleLimit = 1 << 20
    /// A sample is so many runs of neighbours: each costs one access to memory, or to a file that is mapped.
    private static let runs = 4096
    private static let runLength = 16

    init(_ tensor: TensorReader, bins: Int = 16) {
        let count = tensor.count
        isSampled = count > TensorStatistics.sampleLimit
        looked = isSampled ? TensorStatistics.runs * TensorStatistics.runLength : count
        var numbers: [Double] = []
        numbers.reserveCapacity(looked)
        var sum = 0.0
        for index in 0..<looked {
            let number = tensor.element(at: isSampled ? TensorStatistics.place(index, in: count) : index)
            if number.isNaN {
                nans += 1
            } else if number.isInfinite {
                infinities += 1
            } else {
                numbers.append(number)
                sum += number
                least = min(least, number)
                most = max(most, number)
            }
        }
        guard !numbers.isEmpty else { return }
        mean = sum / Double(numbers.count)
        deviation = (numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count)).squareRoot()
        guard most > least else { return }
        histogram = [Int](repeating: 0, count: bins)
        // Halved before they are subtracted: the range of two finite numbers may not be finite.
        let scale = Double(bins) / (most / 2 - least / 2) / 2
        for number in numbers {
            let bin = ((number / 2 - least / 2) * 2 * scale)
            histogram[min(max(Int(bin), 0), bins - 1)] += 1
        }
    }

    /// Runs are spread over the whole tensor, jumping within each part so that no column is met again and again.
    private static func place(_ index: Int, in count: Int) -> Int {
        let (run, within) = index.quotientAndRemainder(dividingBy: runLength)
        let part = count / runs
        let jump = Int((UInt64(run) &* 0x9E37_79B9_7F4A_7C15) >> 33) % part
        return min(run * part + jump, count - runLength) + within
    }

    /// `▁▂▅█▃▁`; empty where all numbers are equal.
    var histogramText: String {
        let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
        let highest = histogram.max() ?? 0
        guard highest > 0 else { return "" }
        return String(
            histogram.map { count in
                count == 0 ? " " : bars[min(count * bars.count / highest, bars.count - 1)]
            })
    }
}
