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

    /// The names that `sample(scheduler=)` takes.
    public static let names = [DDIMScheduler.name, EulerScheduler.name]

    /// - Throws: `model.config`, `model.unsupported`, `file.missing`, `json.syntax`.
    public init(path: String) throws { try self.init(json: JSON.read(path: path), path: path) }

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
        // A fault in the file is found when the model is loaded, not after the first sampling has begun.
        if SchedulerConfiguration.byClass[name] != nil {
            _ = try scheduler()
        } else {
            _ = try DDIMScheduler(reader())
        }
    }

    /// ᾱ of every training timestep. - Throws: `model.config`.
    public func noiseSchedule() throws -> NoiseSchedule {
        CommonSchedulerSettings(try reader(), defaultSpacing: .leading).schedule
    }

    private func reader() throws -> ConfigReader { try ConfigReader(part: "scheduler", json: json, path: path) }

    /// What Limn's schedulers are called there.
    private static let byClass = ["DDIMScheduler": DDIMScheduler.name, "EulerDiscreteScheduler": EulerScheduler.name]

    /// The name of the model's own scheduler; nil where Limn has not got it.
    public var ownName: String? { SchedulerConfiguration.byClass[className] }

    /// The scheduler of that name with this model's settings; nil takes the model's own.
    /// - Throws: `scheduler.unknown`; `model.unsupported` where the model's own is one that Limn has not got.
    public func scheduler(named name: String? = nil) throws -> any Scheduler {
        guard let wanted = name ?? ownName else {
            throw Problem(
                "model.unsupported", "scheduler: `\(className)` is not supported",
                help: "choose one that reads the same settings: \(SchedulerConfiguration.names.joined(separator: ", "))"
            )
        }
        switch wanted {
        case DDIMScheduler.name: return try DDIMScheduler(reader())
        case EulerScheduler.name: return try EulerScheduler(reader())
        default:
            throw Problem(
                "scheduler.unknown",
                "there is no scheduler \"\(wanted)\"; there are \(SchedulerConfiguration.names.joined(separator: ", "))"
            )
        }
    }
}

/// The keys that all schedulers share.
struct CommonSchedulerSettings {
    var schedule: NoiseSchedule
    var prediction: PredictionType
    var spacing: TimestepSpacing
    var offset: Int
    var rescalesToZero: Bool

    init(_ reader: ConfigReader, defaultSpacing: TimestepSpacing) {
        let count = reader.integer("num_train_timesteps", default: 1000, in: 1...100_000)
        let first = reader.number("beta_start", default: 0.0001, in: 0...0.9999)
        let last = reader.number("beta_end", default: 0.02, in: 0...0.9999)
        let shape =
            NoiseSchedule.Shape(
                rawValue: reader.word(
                    "beta_schedule", default: "linear", from: NoiseSchedule.Shape.allCases.map(\.rawValue))) ?? .linear
        rescalesToZero = reader.flag("rescale_betas_zero_snr", default: false)
        prediction =
            PredictionType(
                rawValue: reader.word(
                    "prediction_type", default: "epsilon", from: PredictionType.allCases.map(\.rawValue))) ?? .epsilon
        spacing =
            TimestepSpacing(
                rawValue: reader.word(
                    "timestep_spacing", default: defaultSpacing.rawValue,
                    from: TimestepSpacing.allCases.map(\.rawValue))) ?? defaultSpacing
        offset = reader.integer("steps_offset", default: 0, in: 0...count)
        if let trained = reader.value("trained_betas") {
            let betas = (trained.array ?? []).compactMap(\.number).filter { (0...0.9999).contains($0) }
            if betas.isEmpty || betas.count != trained.array?.count || betas.count != count {
                reader.fault("`trained_betas` must be \(count) numbers from 0 to 0.9999")
            }
            schedule = NoiseSchedule(betas: betas.map { Float($0) }, rescalesToZero: rescalesToZero)
        } else {
            schedule = NoiseSchedule(count: count, from: first, to: last, shape: shape, rescalesToZero: rescalesToZero)
        }
        reader.ignore(CommonSchedulerSettings.otherSchedulersKeys)
    }

    /// Keys that a file carries for other schedulers.
    private static let otherSchedulersKeys = [
        "skip_prk_steps", "set_alpha_to_one", "clip_sample", "clip_sample_range", "thresholding",
        "dynamic_thresholding_ratio", "sample_max_value", "interpolation_type", "use_karras_sigmas",
        "use_exponential_sigmas", "use_beta_sigmas", "sigma_min", "sigma_max", "timestep_type", "final_sigmas_type",
        "variance_type", "algorithm_type", "solver_order", "solver_type", "lower_order_final", "euler_at_final",
        "lambda_min_clipped", "use_lu_lambdas", "use_flow_sigmas", "flow_shift",
    ]
}
