import Tensors

/// The keys that all schedulers share.
struct CommonSchedulerSettings {
    var schedule: NoiseSchedule
    var prediction: PredictionType
    var spacing: TimestepSpacing
    var offset: Int
    var rescalesToZero: Bool

    /// - Parameters:
    ///   - rescales: whether diffusers' class knows `rescale_betas_zero_snr`; the others leave β as it is.
    ///   - betas: the ends of β where the file does not say.
    ///   - predictions: what the class can do.
    init(
        _ reader: ConfigReader, defaultSpacing: TimestepSpacing, rescales: Bool = true,
        betas: (first: Double, last: Double) = (0.0001, 0.02), predictions: [PredictionType] = PredictionType.allCases
    ) {
        let count = reader.integer("num_train_timesteps", default: 1000, in: 1...100_000)
        let first = reader.number("beta_start", default: betas.first, in: 0...0.9999)
        let last = reader.number("beta_end", default: betas.last, in: 0...0.9999)
        let shape =
            NoiseSchedule.Shape(
                rawValue: reader.word(
                    "beta_schedule", default: "linear", from: NoiseSchedule.Shape.allCases.map(\.rawValue))) ?? .linear
        rescalesToZero = rescales && reader.flag("rescale_betas_zero_snr", default: false)
        if !rescales { reader.ignore(["rescale_betas_zero_snr"]) }
        prediction =
            PredictionType(
                rawValue: reader.word("prediction_type", default: "epsilon", from: predictions.map(\.rawValue)))
            ?? .epsilon
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

    /// The last ᾱ of a rescaled schedule is 0 and its σ infinite; the smallest float16 keeps it finite, as diffusers
    /// does for the schedulers that count in σ.
    mutating func keepSigmasFinite() {
        if rescalesToZero, let last = schedule.alphas.indices.last { schedule.alphas[last] = 0x1p-24 }
    }

    /// Keys that a file carries for other schedulers.
    private static let otherSchedulersKeys = [
        "skip_prk_steps", "set_alpha_to_one", "clip_sample", "clip_sample_range", "thresholding",
        "dynamic_thresholding_ratio", "sample_max_value", "interpolation_type", "use_karras_sigmas",
        "use_exponential_sigmas", "use_beta_sigmas", "sigma_min", "sigma_max", "timestep_type", "final_sigmas_type",
        "variance_type", "algorithm_type", "solver_order", "solver_type", "lower_order_final", "euler_at_final",
        "lambda_min_clipped", "use_lu_lambdas", "use_flow_sigmas", "flow_shift", "predict_x0", "disable_corrector",
        "solver_p", "use_dynamic_shifting", "time_shift_type", "shift_terminal",
    ]
}
