import Neural
import Tensors

/// Reads one JSON configuration key by key and gathers all that is wrong with it.
///
/// Every key has to be asked for: one that nobody knows is refused by name, never ignored, unless it is private (`_…`).
final class ConfigReader {
    /// What messages begin with: `unet`.
    let part: String
    let path: String
    private var entries: JSON
    private var seen: Set<String> = []
    /// Keys that were read, not only let pass.
    private var asked: Set<String> = []
    /// Keys that a script laid over the file, and what reads them.
    private var given: (keys: [String], owner: String) = ([], "")
    private var faults: [String] = []
    private var unsupported: [String] = []

    /// - Throws: `file.missing`, `json.syntax`, `model.config` where the file holds no object.
    convenience init(part: String, path: String) throws {
        // Python's writer leaves infinities in such files.
        try self.init(part: part, json: JSON.read(path: path, infinities: true), path: path)
    }

    /// - Parameter path: where the settings come from, for messages.
    init(part: String, json: JSON, path: String) throws {
        self.part = part
        self.path = path
        entries = json
        guard entries.object != nil else {
            throw Problem("model.config", "\(part): \(path) holds \(entries.kind); wanted an object")
        }
    }

    /// Takes values in the place of the file's.
    /// - Parameter owner: whose settings a script gave by them; a key that it does not read is then refused. Nil where
    ///   Limn itself knows them.
    func lay(_ values: [String: JSON], givenFor owner: String? = nil) {
        guard !values.isEmpty, var object = entries.object else { return }
        for (key, value) in values { object[key] = value }
        entries = .object(object)
        if let owner { given = (values.keys.sorted(), owner) }
    }

    /// The value of a key; nil where it is absent or null.
    func value(_ key: String) -> JSON? {
        seen.insert(key)
        asked.insert(key)
        guard let value = entries[key], !value.isNull else { return nil }
        return value
    }

    func has(_ key: String) -> Bool { entries[key] != nil }

    var hasFaults: Bool { !faults.isEmpty || !unsupported.isEmpty }

    /// Notes a fault; the value read is then a stand-in.
    func fault(_ text: String) { faults.append(text) }

    private func wrong(_ key: String, _ value: JSON, _ wanted: String) {
        fault("`\(key)` is \(shown(value)); wanted \(wanted)")
    }

    func integer(_ key: String, default standard: Int? = nil, in range: ClosedRange<Int>) -> Int {
        guard let value = value(key) else { return absent(key, standard) ?? range.lowerBound }
        guard let number = whole(value), range.contains(number) else {
            wrong(key, value, "an integer from \(range.lowerBound) to \(range.upperBound)")
            return standard ?? range.lowerBound
        }
        return number
    }

    /// An integer, or nil where the key is absent or null.
    func optionalInteger(_ key: String, in range: ClosedRange<Int>) -> Int? {
        value(key) == nil ? nil : integer(key, in: range)
    }

    func number(_ key: String, default standard: Double? = nil, in range: ClosedRange<Double>) -> Double {
        guard let value = value(key) else { return absent(key, standard) ?? range.lowerBound }
        guard let number = value.number, range.contains(number) else {
            wrong(key, value, "a number from \(range.lowerBound) to \(range.upperBound)")
            return standard ?? range.lowerBound
        }
        return number
    }

    func flag(_ key: String, default standard: Bool) -> Bool {
        guard let value = value(key) else { return standard }
        guard let flag = value.bool else {
            wrong(key, value, "true or false")
            return standard
        }
        return flag
    }

    /// One of several words. - Parameter default: nil where the key must be there.
    func word(_ key: String, default standard: String? = nil, from words: [String]) -> String {
        guard let value = value(key) else { return absent(key, standard) ?? words[0] }
        guard let word = value.string else {
            wrong(key, value, "one of \(words.joined(separator: ", "))")
            return standard ?? words[0]
        }
        if !words.contains(word) { refuse(key, value, known: words) }
        return words.contains(word) ? word : standard ?? words[0]
    }

    func activation(_ key: String, default standard: String) -> Activation {
        let words = Activation.allCases.map(\.rawValue) + ["swish"]
        return Activation(named: word(key, default: standard, from: words)) ?? .silu
    }

    /// A list of integers. - Parameter default: nil where the key must be there.
    func integers(_ key: String, default standard: [Int]? = nil, in range: ClosedRange<Int>) -> [Int] {
        guard let value = value(key) else { return absent(key, standard) ?? [] }
        guard let items = value.array, items.count <= 64 else {
            wrong(key, value, "a list of at most 64 integers")
            return standard ?? []
        }
        let numbers = items.compactMap(whole).filter(range.contains)
        guard numbers.count == items.count else {
            wrong(key, value, "integers from \(range.lowerBound) to \(range.upperBound)")
            return standard ?? []
        }
        return numbers
    }

    /// An integer for all blocks, or a list with one for each.
    func perBlock(_ key: String, blocks: Int, default standard: Int, in range: ClosedRange<Int>) -> [Int] {
        guard let value = value(key), value.array != nil else {
            return Array(repeating: integer(key, default: standard, in: range), count: blocks)
        }
        let numbers = integers(key, in: range)
        guard numbers.count == blocks else {
            fault("`\(key)` is \(shown(value)); wanted an integer or a list of \(blocks)")
            return Array(repeating: standard, count: blocks)
        }
        return numbers
    }

    /// A list of words of a known set.
    func words(_ key: String, default standard: [String], from known: [String]) -> [String] {
        guard let value = value(key) else { return standard }
        guard let items = value.array, items.count <= 64 else {
            wrong(key, value, "a list of words")
            return standard
        }
        let words = items.compactMap(\.string)
        guard words.count == items.count else {
            wrong(key, value, "a list of words")
            return standard
        }
        if let strange = words.first(where: { !known.contains($0) }) { refuse(key, .string(strange), known: known) }
        return words.allSatisfy(known.contains) ? words : standard
    }

    /// Keys that Limn does not do: fine while absent, null or one of the values that change nothing.
    func notSupported(_ keys: [String], neutral: [JSON] = []) {
        for key in keys {
            if let value = value(key), !neutral.contains(value) { refuse(key, value, known: []) }
        }
    }

    /// Keys that have no bearing on what the model computes.
    func ignore(_ keys: [String]) { seen.formUnion(keys) }

    /// - Throws: one `model.config` or `model.unsupported` with everything that was found; `scheduler.setting` for what
    ///   a script laid over the file.
    func finish() throws {
        if let key = given.keys.first(where: { !asked.contains($0) }) {
            let known = asked.sorted()
            throw Problem(
                "scheduler.setting", "the scheduler \(given.owner) has no setting `\(key)`",
                notes: ["settings: \(known.joined(separator: ", "))"],
                help: nearest(to: key, among: known).map { "did you mean `\($0)`?" })
        }
        if let fault = (faults + unsupported).first(where: { fault in given.keys.contains { fault.hasPrefix("`\($0)`") }
        }) {
            throw Problem("scheduler.setting", "the scheduler \(given.owner): \(fault)")
        }
        for (key, value) in entries.object ?? [:] where !seen.contains(key) && !key.hasPrefix("_") {
            unsupported.append("`\(key)` is not a key that Limn knows (found \(shown(value)))")
        }
        let all = faults + unsupported
        guard let first = all.first else { return }
        throw Problem(
            faults.isEmpty ? "model.unsupported" : "model.config", "\(part): \(first)",
            notes: Array(all.dropFirst().prefix(24)) + ["in \(path)"])
    }

    private func refuse(_ key: String, _ value: JSON, known: [String]) {
        let choices = known.isEmpty ? "" : "; Limn knows \(known.joined(separator: ", "))"
        unsupported.append("`\(key)` is not supported (found \(shown(value))\(choices))")
    }

    private func absent<Value>(_ key: String, _ standard: Value?) -> Value? {
        if standard == nil { fault("`\(key)` is missing") }
        return standard
    }

    /// JSON writers of other languages turn 8 into 8.0.
    private func whole(_ value: JSON) -> Int? {
        if let number = value.int { return number }
        return value.number.flatMap { Int(exactly: $0) }
    }

    private func shown(_ value: JSON) -> String {
        let text = value.serialized()
        return text.count > 80 ? "\(text.prefix(80))…" : text
    }
}
