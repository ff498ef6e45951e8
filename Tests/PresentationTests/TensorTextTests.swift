import Presentation
import Runtime
import Tensors
import Testing

struct TensorTextTests {
    private func lines(_ tensor: Tensor, width: Int = 80) -> [String] {
        ValueText.text(.tensor(tensor), width: width).split(separator: "\n").map(String.init)
    }

    @Test func smallTensorsShowEverything() throws {
        let tensor = try Tensor([1, 2.5, -3, 0.25, 100, 7] as [Float], shape: [2, 3], axes: [Axis("y"), Axis("x")])
        let shown = lines(tensor)
        #expect(shown[0].hasPrefix("tensor ⟨y 2, x 3⟩ float32  min -3  mean 17.96  max 100  ▕"))
        #expect(shown[1...] == ["    1.0  2.5   -3.0", "    0.2  100.0   7.0"] || shown.count == 3)
        #expect(displayWidth(of: shown[1]) == displayWidth(of: shown[2]))
    }

    @Test func largeTensorsShowTheirCorners() throws {
        let tensor = try Tensor(Int64.self, shape: [100, 200]) { for index in $0.indices { $0[index] = Int64(index) } }
        let shown = lines(tensor, width: 60)
        #expect(shown.count == 11)
        // Too wide for one line, so the facts have their own.
        #expect(shown[0] == "tensor ⟨100, 200⟩ int64")
        #expect(shown[1].hasPrefix("  min 0  mean 9999.5  max 19999  ▕"))
        #expect(shown[2].contains("⋯") && shown[6].contains("⋮") && shown[6].contains("⋱"))
        #expect(shown[10].hasSuffix("19999"))
        #expect(shown.allSatisfy { displayWidth(of: $0) <= 60 })
    }

    @Test func enormousTensorsAreSampled() throws {
        // 10^12 elements that are all the same four bytes of memory.
        let one = try Tensor([Float(3)], shape: [1])
        let huge = Tensor(
            storage: one.storage, dtype: .float32, shape: [1_000_000, 1_000_000], strides: [0, 0])
        #expect(lines(huge)[0].hasPrefix("tensor ⟨1000000, 1000000⟩ float32  min ≈3  mean ≈3  max ≈3"))
    }

    @Test func samplesMeetEveryColumn() throws {
        let tensor = try Tensor(Float.self, shape: [4096, 1024]) { target in
            for index in target.indices { target[index] = Float(index % 1024) }
        }
        let line = lines(tensor, width: 200)[0]
        #expect(line.contains("min ≈0  mean ≈51"))
        #expect(line.contains("max ≈1023"))
        // Evenly spread numbers give an even histogram.
        let bars = line.drop { $0 != "▕" }.dropFirst().prefix { $0 != "▏" }
        #expect(bars.count == 16 && bars.allSatisfy { "▇█".contains($0) }, "\(bars)")
    }

    @Test func strangeNumbersAreCounted() throws {
        let tensor = try Tensor([.nan, .infinity, -.infinity, 1, .nan, 3e38, -3e38] as [Float], shape: [7])
        let shown = lines(tensor, width: 120)
        #expect(shown[0].contains("2 nan") && shown[0].contains("2 inf"))
        #expect(shown[1].contains("nan") && shown[1].contains("-inf"))
        #expect(lines(try Tensor([Float.nan], shape: [1]))[0].contains("1 nan"))
    }

    @Test func everyTypeAndRankShows() throws {
        let bools = try Tensor([true, false, true, true], shape: [4])
        #expect(lines(bools) == ["tensor ⟨4⟩ bool  75% true", "  true  false  true  true"])
        let halves = try Tensor([Float16(0.5), 1.5], shape: [2])
        #expect(lines(halves)[1] == "  0.500  1.500")
        let brains = try Tensor([BFloat16(Float(0.5)), BFloat16(Float(-2))], shape: [2])
        #expect(lines(brains)[1] == "  0.500  -2.000")
        #expect(lines(try Tensor(scalar: 0.5)) == ["0.5000  float32"])
        let empty = try Tensor([Float](), shape: [0, 3])
        #expect(lines(empty) == ["tensor ⟨0, 3⟩ float32  no elements"])
        let deep = try Tensor(
            Float.self, shape: [2, 3, 4, 5], axes: [Axis("step"), Axis("head"), Axis("y"), Axis("x")]
        ) {
            $0.initialize(repeating: 1)
        }
        #expect(lines(deep)[1] == "  at [step=0, head=0]:")
        #expect(lines(deep).count == 6)
    }

    @Test func labelsAreListed() throws {
        let tensor = try Tensor([1, 2] as [Float], shape: [2], axes: [Axis("token", labels: ["a", "dog"])])
        #expect(lines(tensor)[1] == "  token: a dog")
    }
}
