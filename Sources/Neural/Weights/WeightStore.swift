import Tensors

/// The state dict of one part of a model: layers ask it for tensors by path and shape while they are built.
///
/// What is missing, of another shape or left over is gathered and thrown once, by `finish`.
public final class WeightStore {
    /// What the paths of this part begin with in site names and messages: `unet`.
    public let part: String
    /// The safetensors files, as paths.
    public let files: [String]
    private let opened: [SafetensorsFile]
    /// Where the tensor of a name is.
    private var entries: [String: StoredWeight] = [:]
    private var asked: Set<String> = []
    private var faults: [String] = []
    /// Parts of names that earlier versions of the format wrote otherwise: `.to_q.` was `.query.`.
    public var olderNames: [(now: String, before: String)] = []
    /// What adapters add, by the path of the weight.
    public var deltas: [String: [WeightDelta]] = [:]
    /// Elements of the tensors that layers asked for.
    public private(set) var parameterCount = 0
    /// Bytes that those take on disk.
    public private(set) var byteCount = 0
    /// How many elements each stored type has.
    public private(set) var dtypes: [DType: Int] = [:]

    /// Opens the safetensors files, which stay mapped as long as a weight of theirs lives.
    /// - Throws: what `SafetensorsFile` throws; `model.weights` where two files hold the same tensor.
    public init(part: String, files: [String]) throws {
        self.part = part
        self.files = files
        opened = try files.map { try SafetensorsFile(path: $0) }
        for (index, file) in opened.enumerated() {
            for name in file.names {
                if entries.updateValue(StoredWeight(file: index, name: name), forKey: name) != nil {
                    throw Problem("model.weights", "\(part): `\(name)` is in more than one file")
                }
            }
        }
    }

    /// A part whose tensors have other names in their files.
    public init(part: String, opened: [SafetensorsFile], entries: [String: StoredWeight]) {
        self.part = part
        self.opened = opened
        self.entries = entries
        files = opened.map(\.path)
    }

    public var names: [String] { entries.keys.sorted() }

    /// The shape of a tensor under this part's names; nil where there is none.
    public func shape(of name: String) -> [Int]? {
        entries[name].flatMap { entry in opened[entry.file].shape(of: entry.name).map { entry.view.shape(of: $0) } }
    }

    public func contains(_ path: String) -> Bool { entries[path] != nil }

    /// The tensor at `path`, or a stand-in whose fault `finish` throws.
    public func weight(_ path: String, _ shape: [Int]) -> Weight {
        let full = "\(part).\(path)"
        guard let name = storedName(path), let entry = entries[name] else {
            faults.append("`\(path)` is missing; wanted \(shape)")
            return Weight(path: full, shape: shape, stored: nil)
        }
        asked.insert(name)
        do {
            let file = opened[entry.file]
            let found = entry.view.shape(of: file.shape(of: entry.name) ?? [])
            let dtype = file.dtype(of: entry.name)
            if found != shape {
                faults.append("`\(name)` has the shape \(found); wanted \(shape)")
            } else if dtype?.isFloating != true {
                let found = dtype?.rawValue ?? "of a type that Limn does not read"
                faults.append("`\(name)` is \(found); wanted float32, float16 or bfloat16")
            }
            guard found == shape, dtype?.isFloating == true else {
                return Weight(path: full, shape: shape, stored: nil)
            }
            let stored = try entry.view.of(file.tensor(entry.name))
            parameterCount += stored.count
            byteCount += stored.count * stored.dtype.size
            dtypes[stored.dtype, default: 0] += stored.count
            return Weight(path: full, shape: shape, stored: stored, deltas: deltas[name] ?? [])
        } catch let problem as Problem {
            faults.append("`\(name)`: \(problem.message)")
        } catch {
            faults.append("`\(name)`: \(error)")
        }
        return Weight(path: full, shape: shape, stored: nil)
    }

    private func storedName(_ path: String) -> String? {
        if entries[path] != nil { return path }
        for (now, before) in olderNames {
            let older = path.replacing(now, with: before)
            if entries[older] != nil { return older }
        }
        return nil
    }

    /// Ends the construction of a part.
    /// - Parameter isHarmless: names that older versions wrote and that hold no weight (`position_ids`).
    /// - Throws: `model.weights`, which names every tensor that is missing, left over or of another shape.
    public func finish(ignoring isHarmless: (String) -> Bool = { _ in false }) throws {
        var faults = faults
        for name in names where !asked.contains(name) && !isHarmless(name) {
            let shape = entries[name].flatMap { opened[$0.file].shape(of: $0.name) }
            faults.append("`\(name)` is no part of this model; found \(shape.map { "\($0)" } ?? "unreadable")")
        }
        guard let first = faults.first else { return }
        let help = "the weights and config.json must come from the same model"
        if faults.count == 1 { throw Problem("model.weights", "\(part): \(first)", help: help) }
        var notes = Array(faults.prefix(24))
        if faults.count > notes.count { notes.append("… and \(faults.count - notes.count) more") }
        throw Problem(
            "model.weights", "\(part): \(faults.count) tensors do not fit the configuration: \(first)", notes: notes,
            help: help)
    }
}
