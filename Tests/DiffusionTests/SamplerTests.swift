import Diffusion
import Foundation
import Neural
import Tensors
import Testing

/// Runs of the small random model: their options, their edges and what stops them.
@Suite(.serialized) struct SamplerTests {
    static let model = Result { try DiffusionModel.load(folder: LoadingTests.levels) }
    private var model: DiffusionModel { get throws { try Self.model.get() } }

    private func request(_ change: (inout SamplingRequest) -> Void = { _ in }) -> SamplingRequest {
        var request = SamplingRequest("a fox and a car")
        request.steps = 2
        request.size = (24, 32)
        change(&request)
        return request
    }

    private func failure(_ change: (inout SamplingRequest) -> Void) throws -> String? {
        let model = try model
        return problem { _ = try model.sample(request(change)) }?.id
    }

    @Test func aRunHasPicturesInRange() throws {
        let result = try model.sample(request { $0.keepsTrajectory = true })
        #expect(result.images.count == 1)
        #expect(result.images[0].shape == [24, 32, 3])
        #expect(result.images[0].names == ["y", "x", "channel"])
        #expect(try result.images[0].floats().allSatisfy { (0...1).contains($0) })
        #expect(result.latents.shape == [1, 6, 8, 4])
        #expect(result.trajectory?.shape == [3, 1, 6, 8, 4])
        #expect(result.isComplete && result.total == 2 && result.timesteps.count == 2)
        #expect(result.texts[0].words.map(\.text) == ["a", "fox", "and", "a", "car"])
        #expect(result.negative[0].words.isEmpty)
    }

    @Test func aSeedGivesTheSameBitsAndAnotherOthers() throws {
        let first = try model.sample(request { $0.seed = 4 }).latents.floats()
        #expect(try model.sample(request { $0.seed = 4 }).latents.floats() == first)
        #expect(try model.sample(request { $0.seed = 5 }).latents.floats() != first)
        let noisy = try model.sample(request { ($0.seed, $0.eta) = (4, 1) }).latents.floats()
        #expect(noisy != first)
        #expect(try model.sample(request { ($0.seed, $0.eta) = (4, 1) }).latents.floats() == noisy)
    }

    @Test func aBatchIsItsPicturesOneByOne() throws {
        var stream = RandomStream(seed: 2)
        let noise = try stream.normal([2, 4, 6, 8])
        let prompts = ["a fox", "a red circle on grass"]
        var both = request { $0.noise = noise }
        both.prompts = prompts
        both.negative = ["a pizza", "a house"]
        let together = try model.sample(both).latents.floats()
        for index in 0..<2 {
            var one = request { $0.negative = [both.negative[index]] }
            one.prompts = [prompts[index]]
            one.noise = try Tensor(Array(noise.floats()[index * 192..<(index + 1) * 192]), shape: [1, 4, 6, 8])
            let alone = try model.sample(one).latents.floats()
            let part = Array(together[index * 192..<(index + 1) * 192])
            #expect(zip(alone, part).allSatisfy { abs($0 - $1) < 1e-4 })
        }
    }

    @Test func noiseIsBoundByName() throws {
        var stream = RandomStream(seed: 8)
        let plain = try stream.normal([1, 4, 6, 8])
        let expected = try model.sample(request { $0.noise = plain }).latents.floats()
        var named = plain
        named.axes = ["batch", "channel", "y", "x"].map { Axis($0) }
        let turned = try named.transposed([2, 0, 3, 1])
        #expect(try model.sample(request { $0.noise = turned }).latents.floats() == expected)
        #expect(try failure { $0.noise = try? Tensor.zeros([1, 4, 5, 8]) } == "sample.noise")
        #expect(try failure { $0.noise = try? Tensor.zeros([1, 3, 6, 8]) } == "model.shape")
        #expect(try failure { $0.noise = try? Tensor.zeros([2, 4, 6, 8]) } == "sample.noise")
        var half = plain
        half.axes[0] = Axis("batch")
        #expect(try failure { $0.noise = half } == "model.axes")
    }

    @Test func guidanceOfOneIsNone() throws {
        let plain = try model.sample(request { $0.guidance = 1 })
        #expect(plain.negative.isEmpty)
        var infos: [StepInfo] = []
        _ = try model.sample(
            request {
                $0.guidance = 3
                $0.forward = { info in
                    infos.append(info)
                    return .plain
                }
            })
        #expect(infos.map(\.index) == [0, 1])
        #expect(infos[0].unguided == 0..<1 && infos[0].guided == 1..<2)
    }

    @Test func optionsThatDoNotFitAreRefused() throws {
        #expect(try failure { $0.prompts = [] } == "sample.prompts")
        #expect(try failure { $0.negative = ["a", "b"] } == "sample.prompts")
        #expect(try failure { $0.steps = 0 } == "sample.steps")
        #expect(try failure { $0.size = (25, 32) } == "sample.size")
        #expect(try failure { $0.size = (0, 32) } == "sample.size")
        #expect(try failure { $0.scheduler = "plmz" } == "scheduler.unknown")
        #expect(try failure { ($0.scheduler, $0.eta) = ("euler", 0.5) } == "sample.eta")
        #expect(try failure { $0.guidance = .nan } == "sample.guidance")
        #expect(try failure { $0.mask = try? Tensor.ones([24, 32]) } == "sample.mask")
        #expect(try failure { ($0.image, $0.strength) = (try? Tensor.zeros([24, 32, 3]), 0) } == "sample.strength")
        #expect(try failure { $0.size = (4_000_000, 4_000_000) } == "limit.memory")
    }

    @Test func anEditChangesWhatComesAfterIt() throws {
        let model = try model
        let site = try #require(model.sites.site(at: "unet.mid_block"))
        final class Zero: SiteVisitor {
            var seen: [[Int]] = []
            func visit(_ site: Site, _ value: Tensor) throws -> Tensor {
                seen.append(value.shape)
                return try value * 0
            }
        }
        let zero = Zero()
        let base = try model.sample(request()).latents.floats()
        let edited = try model.sample(
            request { $0.forward = { _ in Forward(table: model.sites, wanted: [site.id], visitor: zero) } })
        #expect(zero.seen == [[2, 1, 1, 32], [2, 1, 1, 32]])
        #expect(try edited.latents.floats() != base)
        final class Cut: SiteVisitor {
            func visit(_ site: Site, _ value: Tensor) throws -> Tensor { try Tensor.zeros([1]) }
        }
        let found = problem {
            _ = try model.sample(
                request { $0.forward = { _ in Forward(table: model.sites, wanted: [site.id], visitor: Cut()) } })
        }
        #expect(found?.id == "site.shape")
        #expect(found?.message.contains("`unet.mid_block`") == true)
    }

    @Test func lookingChangesNothing() throws {
        let model = try model
        final class Looker: SiteVisitor {
            var paths: Set<String> = []
            func visit(_ site: Site, _ value: Tensor) throws -> Tensor {
                paths.insert(site.path)
                #expect(value.names == site.axes.map { Optional($0) }, "\(site.path)")
                if let channels = site.channels { #expect(value.shape.last == channels, "\(site.path)") }
                return value
            }
        }
        let looker = Looker()
        let base = try model.sample(request()).latents.floats()
        let ids = model.sites.sites.map(\.id)
        let seen = try model.sample(
            request { $0.forward = { _ in Forward(table: model.sites, wanted: ids, visitor: looker) } })
        let difference = zip(try seen.latents.floats(), base).map { abs($0 - $1) }.max() ?? 1
        #expect(difference < 1e-4)
        let unet = Set(model.sites.sites.map(\.path).filter { $0 == "unet" || $0.hasPrefix("unet.") })
        #expect(looker.paths == unet)
        _ = try model.encode(text: ["a fox"], in: Forward(table: model.sites, wanted: ids, visitor: looker))
        _ = try model.decode(seen.latents, in: Forward(table: model.sites, wanted: ids, visitor: looker))
        _ = try model.encode(image: seen.images[0], in: Forward(table: model.sites, wanted: ids, visitor: looker))
        #expect(looker.paths == Set(model.sites.sites.map(\.path)))
    }

    @Test func aPictureCanBeTheBeginning() throws {
        let picture = try model.sample(request { $0.seed = 6 }).images[0]
        let near = try model.sample(request { ($0.image, $0.strength, $0.steps, $0.size) = (picture, 0.5, 4, nil) })
        #expect(near.total == 2)
        #expect(near.images[0].shape == [24, 32, 3])
        // Nothing is painted where the mask is 0: the clean latents of the picture come back.
        let kept = try model.sample(
            request { ($0.image, $0.mask, $0.steps) = (picture, try? Tensor.zeros([24, 32]), 4) })
        let clean = try model.encode(image: picture).floats()
        #expect(zip(try kept.latents.floats(), clean).allSatisfy { abs($0 - $1) < 1e-5 })
    }

    @Test func anInterruptKeepsWhatIsFinished() throws {
        func stopping(at index: Int) -> SamplingRequest {
            request {
                $0.steps = 4
                $0.keepsTrajectory = true
                $0.forward = { info in
                    if info.index == index { throw Interrupted() }
                    return .plain
                }
            }
        }
        let result = try model.sample(stopping(at: 2))
        #expect(!result.isComplete && result.total == 4 && result.timesteps.count == 2)
        #expect(result.trajectory?.shape == [3, 1, 6, 8, 4])
        #expect(result.images.count == 1)
        let model = try model
        #expect(throws: Interrupted.self) { _ = try model.sample(stopping(at: 0)) }
    }

    @Test func predictIsOneCall() throws {
        var stream = RandomStream(seed: 3)
        let latents = try stream.normal([1, 4, 6, 8])
        let plain = try model.predict(latents, timestep: 500, prompts: ["a fox"])
        let guided = try model.predict(latents, timestep: 500, prompts: ["a fox"], guidance: 2)
        let none = try model.predict(latents, timestep: 500, prompts: [""])
        #expect(plain.shape == [1, 6, 8, 4])
        let expected = try none + (plain - none) * 2
        #expect(zip(try guided.floats(), try expected.floats()).allSatisfy { abs($0 - $1) < 1e-4 })
        let model = try model
        #expect(problem { _ = try model.predict(latents, timestep: 1000, prompts: ["a"]) }?.id == "sample.timestep")
    }
}
