/// The nearest of `candidates` to a misspelt `word`: at most a third of its length in insertions, deletions and
/// substitutions away (Levenshtein), whatever the case; nil where none is.
package func nearestWord(to word: String, among candidates: some Sequence<String>) -> String? {
    let target = Array(word.lowercased().unicodeScalars)
    guard !target.isEmpty, target.count <= 200 else { return nil }
    let limit = max(1, target.count / 3)
    var best: (distance: Int, word: String)?
    for candidate in candidates {
        let other = Array(candidate.lowercased().unicodeScalars)
        guard abs(other.count - target.count) <= limit else { continue }
        var row = Array(0...other.count)
        for i in target.indices {
            var corner = row[0]
            row[0] = i + 1
            for j in other.indices {
                let cost = min(row[j] + 1, row[j + 1] + 1, corner + (target[i] == other[j] ? 0 : 1))
                corner = row[j + 1]
                row[j + 1] = cost
            }
        }
        let distance = row[other.count]
        if distance <= limit, best.map({ distance < $0.distance }) ?? true { best = (distance, candidate) }
    }
    return best?.word
}
