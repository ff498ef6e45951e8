import Diffusion
import Foundation
import Tensors
import Testing

/// Timesteps and steps of both schedulers under many settings, against diffusers.
@Suite struct SchedulerTests {
    static let goldens = Result { try JSON.read(path: "\(GoldenTests.fixtures)/schedulers.json") }

    struct Case: CustomTestStringConvertible {
        var json: JSON
        var testDescription: String {
            "\(json["class"]?.string ?? "") \(json["config"]?.serialized() ?? "") in \(json["steps"]?.int ?? 0) steps"
        }
    }

    static func cases() throws -> [Case] { try goldens.get()["cases"]?.array?.map { Case(json: $0) } ?? [] }

    /// A plan of the scheduler that a case describes.
    private func scheduler(_ json: JSON) throws -> any Scheduler {
        var config = try #require(json["config"]?.object)
        config["_class_name"] = json["class"]
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/scheduler_config.json"
        try writeAside(path, Array(JSON.object(config).serialized().utf8))
        return try SchedulerConfiguration(path: path).scheduler()
    }

    private func tensor(_ key: String, scale: Float = 1) throws -> Tensor {
        let values = try #require(Self.goldens.get()[key]?.array).compactMap(\.number)
        return try Tensor(values.map { Float($0) * scale }, shape: [1, 2, 3, 4])
    }

    /// max |a − b| / max |b|; what JSON could not hold (an infinity) is null there and left out.
    private func error(_ found: Tensor, _ wanted: JSON?) throws -> Double {
        let wanted = try #require(wanted?.array)
        var difference = 0.0
        var size = 1e-30
        for (a, b) in zip(try found.floats(), wanted) {
            guard let b = b.number else { continue }
            difference = max(difference, abs(Double(a) - b))
            size = max(size, abs(b))
        }
        return difference / size
    }

    @Test func agreesWithDiffusers() throws {
        let cases = try Self.cases()
        #expect(cases.count > 60)
        for example in cases {
            let json = example.json
            let steps = try #require(json["steps"]?.int)
            let scheduler = try scheduler(json)
            let plan = try scheduler.plan(steps: steps)
            let timesteps = try #require(json["timesteps"]?.array).compactMap(\.number)
            #expect(plan.timesteps.count == timesteps.count, "\(example)")
            for (a, b) in zip(plan.timesteps, timesteps) { #expect(abs(a - b) <= 1e-4 * max(1, b), "\(example)") }
            let scale = Float(try #require(json["scale"]?.number))
            #expect(abs(plan.initialNoiseScale - scale) <= 1e-5 * scale, "\(example)")
            let isDDIM = json["class"]?.string == "DDIMScheduler"
            let sample = try tensor("sample", scale: isDDIM ? 1 : scale)
            for result in json["results"]?.array ?? [] {
                let index = try #require(result["index"]?.int)
                var run = plan.begin()
                let advance = try run.advance(sample, output: tensor("output"), at: index, noise: nil)
                #expect(try error(plan.input(sample, at: index), result["input"]) < 1e-5, "\(example) input")
                #expect(try error(advance.next, result["next"]) < 2e-5, "\(example) step \(index)")
                #expect(try error(advance.original, result["original"]) < 2e-5, "\(example) original \(index)")
            }
            if let stochastic = json["stochastic"], var ddim = scheduler as? DDIMScheduler {
                ddim.eta = try #require(stochastic["eta"]?.number)
                let index = try #require(stochastic["index"]?.int)
                var run = try ddim.plan(steps: steps).begin()
                let advance =
                    try run
                    .advance(tensor("sample"), output: tensor("output"), at: index, noise: tensor("noise"))
                #expect(try error(advance.next, stochastic["next"]) < 2e-5, "\(example) with noise")
            }
        }
    }

    @Test func refusesWhatItCannotDo() throws {
        func refusal(_ extra: [(String, JSON)], name: String = "DDIMScheduler", steps: Int = 10) -> Problem? {
            var config: [(String, JSON)] = [("_class_name", .string(name))]
            config += extra
            do {
                let folder = try TemporaryFolder()
                let path = "\(folder.path)/scheduler_config.json"
                let text = "{" + config.map { "\"\($0.0)\": \($0.1.serialized())" }.joined(separator: ", ") + "}"
                try writeAside(path, Array(text.utf8))
                _ = try SchedulerConfiguration(path: path).scheduler().plan(steps: steps)
                return nil
            } catch { return error as? Problem }
        }
        #expect(refusal([]) == nil)
        #expect(refusal([("thresholding", .bool(true))])?.message.contains("`thresholding` is not supported") == true)
        #expect(refusal([("beta_schedule", .string("laplace"))])?.message.contains("`beta_schedule`") == true)
        #expect(
            refusal([("num_train_timesteps", .int(1_000_000_000))])?.message.contains("`num_train_timesteps`") == true)
        #expect(refusal([("beta_end", .string("much"))])?.id == "model.config")
        #expect(refusal([("surprise", .int(1))])?.message.contains("`surprise`") == true)
        #expect(refusal([("_private", .int(1))]) == nil)
        #expect(refusal([("use_beta_sigmas", .bool(true))], name: "EulerDiscreteScheduler")?.id == "model.unsupported")
        #expect(refusal([], steps: 0)?.id == "sample.steps")
        #expect(refusal([], steps: 1001)?.id == "sample.steps")
        let foreign = refusal([("skip_prk_steps", .bool(true))], name: "DEISMultistepScheduler")
        #expect(foreign?.message == "scheduler: `DEISMultistepScheduler` is not supported")
        #expect(foreign?.help?.contains("ddim") == true)
    }
}
