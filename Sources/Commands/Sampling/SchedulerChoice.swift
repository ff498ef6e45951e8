import Diffusion
import Runtime
import Tensors

/// `scheduler=`: a name, or a record of a name and of settings that go over the model's, by diffusers' keys.
struct SchedulerChoice: ValueRepresentable {
    static let typeName = "string or record"
    /// nil takes the model's own.
    var name: String?
    var settings: [String: JSON] = [:]

    static func from(_ value: Value) throws -> SchedulerChoice {
        switch value {
        case .none: return SchedulerChoice()
        case .string(let text): return SchedulerChoice(name: text.string)
        case .record(let record):
            var choice = SchedulerChoice()
            for (key, item) in record.fields {
                if key == "name" {
                    choice.name = try String.from(item)
                } else {
                    choice.settings[key] = try item.json(path: "scheduler.\(key)")
                }
            }
            return choice
        default:
            throw Mismatch(
                expected: "a scheduler's name, or a record with name and settings", found: value)
        }
    }

    var value: Value {
        guard !settings.isEmpty else { return name.map { .string($0) } ?? .none }
        var record = Record()
        if let name { record["name"] = .string(name) }
        for (key, item) in settings.sorted(by: { $0.key < $1.key }) {
            record[key] = (try? Value(json: item)) ?? Value.none
        }
        return .record(record)
    }

    /// What the run really uses, for keys and provenance.
    func settled(_ configuration: SchedulerConfiguration) -> Value? {
        guard let known = configuration.name(of: name) ?? name else { return nil }
        return SchedulerChoice(name: known, settings: settings).value
    }
}
