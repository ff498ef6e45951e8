/// The candidate that `word` was probably meant to be: at an edit distance of at most a third of its length.
///
/// A swap of neighbouring letters counts as one edit; case counts for nothing.
package func nearest(to word: String, among candidates: [String]) -> String? {
    let wanted = Array(word.lowercased().unicodeScalars.prefix(64))
    var best: (name: String, distance: Int)?
    for candidate in candidates {
        let letters = Array(candidate.lowercased().unicodeScalars.prefix(64))
        let limit = max(wanted.count, letters.count) / 3
        if abs(letters.count - wanted.count) > limit { continue }
        let distance = editDistance(wanted, letters)
        if distance <= limit, distance < best?.distance ?? Int.max { best = (candidate, distance) }
    }
    return best?.name
}

/// The least number of insertions, deletions, changes and swaps of neighbours (optimal string alignment).
private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
        var row = [i] + [Int](repeating: 0, count: b.count)
        for j in 1...b.count {
            let change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
            row[j] = min(change, last[j] + 1, row[j - 1] + 1)
            if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], beforeLast[j - 2] + 1) }
        }
        beforeLast = last
        last = row
    }
    return last[b.count]
}
