import Diffusion
import Runtime
import Tensors

struct Timesteps: Command {
    static let name = "timesteps", summary = "The times that a sampler visits, noisiest first: for sample(timesteps=)."
    static let discussion = """
        `crowd="early"` visits most times while there is much noise, where layout and subjects come about, \
        `crowd="late"` most while there is little, where textures do ("exponential time-step sampling"); the larger \
        `gamma`, the sooner the list thins out. Without `crowd` they are those that the scheduler would choose itself.
        """
    static let searchTerms = ["schedule", "exponential", "spacing", "sigmas"]
    static let examples = [
        Example("timesteps(load(), 4, scheduler=\"ddim\")"),
        Example("timesteps(load(), 4, crowd=\"late\", gamma=1)", gives: "[999, 251, 63, 15]"),
    ]
    @Argument("A model.") var model: DiffusionModel
    @Argument("How many.") var steps = 50
    @Option("Which end of the diffusion is looked at more closely.", from: ["early", "late"]) var crowd: String?
    @Option("With crowd=: how far from the crowded end the list begins; 60 early and 30 late are usual for 30 steps.")
    var gamma: Double?
    @Option("The scheduler; the model's own where left out.", from: SchedulerConfiguration.choices) var scheduler:
        SchedulerChoice = SchedulerChoice()

    func run(in context: Context) throws -> Value {
        if let crowd, let rule = ExponentialTimesteps(rawValue: crowd) {
            let list = try rule.timesteps(
                steps: steps, of: model.scheduler.timestepCount, gamma: gamma ?? (rule == .early ? 60 : 30))
            return .list(list.map { .int($0) })
        }
        guard gamma == nil else {
            throw Problem("timesteps.gamma", "gamma= goes with crowd=\"early\" or crowd=\"late\"")
        }
        let plan = try model.scheduler.scheduler(named: scheduler.name, settings: scheduler.settings).plan(steps: steps)
        return .list(plan.timesteps.map { time in Int(exactly: time).map { .int($0) } ?? .float(time) })
    }
}
