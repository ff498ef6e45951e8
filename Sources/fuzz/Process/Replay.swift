/// Inputs of a folder, whose names begin with the kind: `scripts-trap-1f2e`.
enum Replay {
    /// Each input as a finding whose message is its file's name.
    static func inputs(in folder: String) -> [Finding] {
        return Folder.entries(folder).compactMap { name, _ in
            let parts = name.split(separator: "-").map(String.init)
            guard parts.count > 1, !name.hasSuffix(".log"), Targets.named(parts[0]) != nil,
                let kind = Finding.Kind(rawValue: parts[1]),
                let input = Corpus.read("\(folder)/\(name)", most: SharedPage.capacity)
            else { return nil }
            return Finding(kind: kind, target: parts[0], input: input, message: name)
        }
    }
}
