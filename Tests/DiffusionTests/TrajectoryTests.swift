import Diffusion
import Foundation
import Tensors
import Testing

/// Whole runs of every scheduler on model outputs that a formula gives, against diffusers (`make_trajectories.py`).
@Suite struct TrajectoryTests {
    static let goldens = Result { try JSON.read(path: "\(GoldenTests.fixtures)/trajectories.json") }
    /// max |a − b| / max |b| of what the UNet is given and of the latents after a call.
    static let tolerance = 1e-4

    static let classes = [
        "DDPMScheduler", "DDIMScheduler", "DDIMInverseScheduler", "PNDMScheduler", "LMSDiscreteScheduler",
        "EulerDiscreteScheduler", "EulerAncestralDiscreteScheduler", "HeunDiscreteScheduler",
        "DPMSolverMultistepScheduler", "UniPCMultistepScheduler",
    ]

    private func values(_ formula: (Double) -> Double) throws -> Tensor {
        try Tensor((0..<6).map { Float(formula(Double($0))) }, shape: [1, 2, 3, 1])
    }
    private func output(_ call: Int) throws -> Tensor {
        try values { 0.9 * sin(0.7 * $0 + 1.3 * Double(call) + 0.4) + 0.1 * cos($0 * Double(call)) }
    }
    private func noise(_ call: Int) throws -> Tensor { try values { cos(1.1 * $0 + 0.37 * Double(call) + 0.2) } }

    private func error(_ found: Tensor, _ wanted: JSON?) throws -> Double {
        var (difference, size) = (0.0, 1e-30)
        for (a, b) in zip(try found.floats(), try #require(wanted?.array)) {
            guard let b = b.number else { continue }
            difference = max(difference, abs(Double(a) - b))
            size = max(size, abs(b))
        }
        return difference / size
    }

    private func plan(_ example: JSON) throws -> any DenoisingPlan {
        var config = try #require(example["config"]?.object)
        config["_class_name"] = example["class"]
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/scheduler_config.json"
        try writeAside(path, Array(JSON.object(config).serialized().utf8))
        var scheduler = try SchedulerConfiguration(path: path).scheduler()
        if let eta = example["eta"]?.number, var ddim = scheduler as? DDIMScheduler {
            ddim.eta = eta
            scheduler = ddim
        }
        if let timesteps = example["timesteps"]?.array {
            return try scheduler.plan(timesteps: timesteps.compactMap(\.number))
        }
        return try scheduler.plan(steps: try #require(example["steps"]?.int))
    }

    @Test(arguments: classes) func agreesWithDiffusers(_ name: String) throws {
        let cases = try #require(Self.goldens.get()["cases"]?.array).filter { $0["class"]?.string == name }
        #expect(cases.count >= 16)
        var largest = (error: 0.0, place: "")
        for example in cases {
            let title =
                "\(name) \(example["config"]?.serialized() ?? "") "
                + (example["timesteps"]?.serialized() ?? "in \(example["steps"]?.int ?? 0) steps")
            let plan = try plan(example)
            guard plan.timesteps.count == example["calls"]?.int else {
                Issue.record("\(title): \(plan.timesteps.count) calls, \(example["calls"]?.int ?? 0) wanted")
                continue
            }
            for (place, item) in try #require(example["times"]?.array).enumerated() {
                let (index, time) = (item[0]?.int ?? place, item[1]?.number ?? item.number ?? .nan)
                #expect(abs(plan.timesteps[index] - time) <= 1e-4 * max(1, time), "\(title): timestep \(index)")
            }
            let scale = Float(try #require(example["scale"]?.number))
            #expect(abs(plan.initialNoiseScale - scale) <= 1e-5 * scale, "\(title)")
            var kept: [Int: JSON] = [:]
            for item in try #require(example["kept"]?.array) { kept[item[0]?.int ?? -1] = item }
            var sample = try values { sin(0.5 * $0 + 1) }.map(Float.self) { $0 * scale }
            var run = plan.begin()
            for call in plan.timesteps.indices {
                let given = try plan.input(sample, at: call)
                sample = try run.advance(
                    sample, output: output(call), at: call, noise: plan.drawsNoise ? noise(call) : nil
                ).next
                guard let wanted = kept[call] else { continue }
                for (what, found) in [
                    ("input", try error(given, wanted[1])), ("latents", try error(sample, wanted[2])),
                ] {
                    if found > largest.error { largest = (found, "\(title), \(what) of call \(call)") }
                    #expect(found <= Self.tolerance, "\(title): \(what) of call \(call)")
                    if found > Self.tolerance { break }
                }
            }
        }
        print("\(name): \(cases.count) runs, largest error \(largest.error) at \(largest.place)")
    }
}
