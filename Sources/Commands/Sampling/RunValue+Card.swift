import Diffusion
import Interpretability
import Runtime
import Tensors

extension RunValue {
    /// What was asked for, what it took, what was kept.
    var card: Card {
        let made = origin?.record ?? Record()
        var facts: [(name: String, text: String)] = []
        for text in texts { facts.append(("prompt", text.prompt.isEmpty ? "(empty)" : "\"\(text.prompt)\"")) }
        if case .record(let given)? = made["arguments"], let negative = given["negative"] {
            facts.append(("negative", negative.brief(200)))
        }
        facts.append(("steps", steps))
        for name in ["guidance", "seed", "scheduler"] {
            switch made[name] {
            case nil, Value.none?: break
            case .string(let text)?: facts.append((name, text.string))
            case let value?: facts.append((name, value.literal))
            }
        }
        if hasImages { facts.append(("size", "\(size.width)×\(size.height)")) }
        if isCached { facts.append(("time", "none: it was kept from a run before")) }
        if let seconds { facts.append(("time", RunValue.text(seconds: seconds))) }
        if !recording.isEmpty {
            let count = recording.entries.count
            facts.append(("recorded", "\(count) site\(count == 1 ? "" : "s"), \(describeBytes(recording.bytes))"))
        }
        let state = isComplete ? "" : ", incomplete: it was stopped before the end"
        return Card("run of \(model.name)\(state)", facts, table: recording.isEmpty ? nil : recording.cardTable)
    }

    private var steps: String {
        guard case .int(let wanted)? = origin?.record["steps"], wanted != timesteps.count, !isComplete else {
            return "\(timesteps.count)"
        }
        return "\(timesteps.count) of \(wanted)"
    }

    private static func text(seconds: Double) -> String {
        if seconds < 1 { return "\(Int((seconds * 1000).rounded())) ms" }
        if seconds < 60 { return "\((seconds * 10).rounded() / 10) s" }
        return "\(Int(seconds) / 60) min \(Int(seconds) % 60) s"
    }
}
