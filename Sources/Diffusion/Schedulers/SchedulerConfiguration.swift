import Neural
import Tensors

/// `scheduler/scheduler_config.json`: the noise that the model was trained with, and how its authors sample.
///
/// Any scheduler reads the same file, as diffusers' `from_config` does: a key that the file lacks takes the default of
/// the scheduler that reads it.
public struct SchedulerConfiguration: Sendable {
    /// diffusers' name of the model's own scheduler, such as `DDIMScheduler` or `PNDMScheduler`.
    public let className: String
    /// How many timesteps the model was trained with.
    public let timestepCount: Int
    let path: String
    private let json: JSON
    private let algorithm: String?

    private struct Row: Sendable {
        var name: String
        /// diffusers' class; nil for a second name of one.
        var className: String?
        /// What the name says over the file.
        var settings: [String: JSON] = [:]
        var make: @Sendable (ConfigReader) throws -> any Scheduler
    }

    /// Every scheduler that there is.
    private static let rows = [
        Row(name: DDPMScheduler.name, className: "DDPMScheduler") { try DDPMScheduler($0) },
        Row(name: DDIMScheduler.name, className: "DDIMScheduler") { try DDIMScheduler($0) },
        Row(name: DDIMInverseScheduler.name, className: "DDIMInverseScheduler") { try DDIMInverseScheduler($0) },
        Row(name: PNDMScheduler.name, className: "PNDMScheduler") { try PNDMScheduler($0) },
        Row(name: "plms", settings: ["skip_prk_steps": .bool(true)]) { try PNDMScheduler($0) },
        Row(name: LMSScheduler.name, className: "LMSDiscreteScheduler") { try LMSScheduler($0) },
        Row(name: EulerScheduler.name, className: "EulerDiscreteScheduler") { try EulerScheduler($0) },
        Row(name: EulerAncestralScheduler.name, className: "EulerAncestralDiscreteScheduler") {
            try EulerAncestralScheduler($0)
        },
        Row(name: HeunScheduler.name, className: "HeunDiscreteScheduler") { try HeunScheduler($0) },
        Row(
            name: DPMSolverScheduler.name, className: "DPMSolverMultistepScheduler",
            settings: ["algorithm_type": .string("dpmsolver++")]
        ) { try DPMSolverScheduler($0) },
        Row(
            name: DPMSolverScheduler.stochasticName,
            settings: ["algorithm_type": .string(DPMSolverScheduler.stochasticType)]
        ) { try DPMSolverScheduler($0) },
        Row(name: UniPCScheduler.name, className: "UniPCMultistepScheduler") { try UniPCScheduler($0) },
    ]

    /// The names of the schedulers.
    public static let names = rows.map(\.name)
    /// What `sample(scheduler=)` takes: the names, and diffusers' classes.
    public static let choices = names + rows.compactMap(\.className)

    /// - Throws: `model.config`, `model.unsupported`, `file.missing`, `json.syntax`.
    public init(path: String) throws { try self.init(json: JSON.read(path: path, infinities: true), path: path) }

    /// - Parameter path: where the settings come from, for messages.
    init(json: JSON, path: String) throws {
        self.path = path
        self.json = json
        guard json.object != nil else {
            throw Problem("model.config", "scheduler: \(path) holds \(json.kind); wanted an object")
        }
        guard let name = json["_class_name"]?.string else {
            throw Problem("model.config", "scheduler: `_class_name` is missing", notes: ["in \(path)"])
        }
        className = name
        timestepCount = json["num_train_timesteps"]?.int ?? 1000
        algorithm = json["algorithm_type"]?.string
        // A fault in the file is found when the model is loaded, not after the first sampling has begun.
        _ = try scheduler(named: ownName == nil ? DDIMScheduler.name : nil)
    }

    /// ᾱ of every training timestep. - Throws: `model.config`.
    public func noiseSchedule() throws -> NoiseSchedule {
        CommonSchedulerSettings(try reader(), defaultSpacing: .leading).schedule
    }

    private func reader() throws -> ConfigReader { try ConfigReader(part: "scheduler", json: json, path: path) }

    /// The name of the model's own scheduler; nil where Limn has not got it.
    public var ownName: String? { name(of: nil) }

    /// The name of a scheduler that is named by a name or by diffusers' class; nil takes the model's own.
    /// - Returns: nil where there is no such scheduler.
    public func name(of word: String?) -> String? {
        let wanted = word ?? className
        // The class is one and the file says which of the two it is; a name says it itself.
        if wanted == "DPMSolverMultistepScheduler", algorithm == DPMSolverScheduler.stochasticType {
            return DPMSolverScheduler.stochasticName
        }
        if word != nil, SchedulerConfiguration.names.contains(wanted) { return wanted }
        return SchedulerConfiguration.rows.first { $0.className == wanted }?.name
    }

    /// The scheduler of that name, or of diffusers' class of that name, with this model's settings.
    /// - Parameters:
    ///   - name: nil takes the model's own.
    ///   - settings: what to put over the file, by diffusers' keys.
    /// - Throws: `scheduler.unknown`; `scheduler.setting` for a key that the scheduler has not, or a value that the key
    ///   cannot have; `model.unsupported` where the model's own is one that Limn has not got.
    public func scheduler(named name: String? = nil, settings: [String: JSON] = [:]) throws -> any Scheduler {
        guard let wanted = self.name(of: name),
            let row = SchedulerConfiguration.rows.first(where: { $0.name == wanted })
        else {
            let names = SchedulerConfiguration.names.joined(separator: ", ")
            guard let name else {
                throw Problem(
                    "model.unsupported", "scheduler: `\(className)` is not supported",
                    help: "choose one that reads the same settings: \(names)")
            }
            throw Problem(
                "scheduler.unknown", "there is no scheduler \"\(name)\"; there are \(names)",
                help: nearest(to: name, among: SchedulerConfiguration.choices).map { "did you mean \"\($0)\"?" })
        }
        // Its own settings are the file's, all of them.
        let implied = name == nil || name == row.className ? [:] : row.settings
        let reader = try reader()
        reader.lay(implied)
        reader.lay(settings, givenFor: row.name)
        return try row.make(reader)
    }
}
