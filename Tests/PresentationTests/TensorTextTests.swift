import Presentation
import Runtime
import Synchronization
import Tensors
import Testing

struct TensorTextTests {
    private func lines(_ tensor: Tensor, width: Int = 80) -> [String] {
        ValueText.text(.tensor(tensor), width: width).split(separator: "\n").map(String.init)
    }

    @Test func smallTensorsShowEverything() throws {
        let tensor = try Tensor([1, 2.5, -3, 0.25, 100, 7] as [Float], shape: [2, 3], axes: [Axis("y"), Axis("x")])
        #expect(
            lines(tensor, width: 100) == [
                "tensor ⟨y 2, x 3⟩ float32  min -3  mean 17.96  max 100  std 36.81  ▕█▃             ▃▏",
                "  1.00    2.50  -3.00", "  0.25  100.00   7.00",
            ])
    }

    @Test func largeTensorsShowTheirCorners() throws {
        let tensor = try Tensor(Int64.self, shape: [100, 200]) { for index in $0.indices { $0[index] = Int64(index) } }
        let shown = lines(tensor, width: 60)
        // Too wide for one line, so the facts have their own.
        #expect(shown[0] == "tensor ⟨100, 200⟩ int64")
        #expect(shown[1] == "  min 0  mean 9999.5  max 19999  std 5773.5")
        #expect(shown[2] == "  ▕████████████████▏")
        #expect(shown.count == 12)
        #expect(shown[3].contains("⋯") && shown[7].contains("⋮") && shown[7].contains("⋱"))
        #expect(shown[11].hasSuffix("19999"))
        #expect(shown.allSatisfy { displayWidth(of: $0) <= 60 })
    }

    @Test func enormousTensorsAreSampled() throws {
        // 10^12 elements that are all the same four bytes of memory.
        let one = try Tensor([Float(3)], shape: [1])
        let huge = Tensor(
            storage: one.storage, dtype: .float32, shape: [1_000_000, 1_000_000], strides: [0, 0])
        #expect(
            lines(huge, width: 100)[0]
                == "tensor ⟨1000000, 1000000⟩ float32  min ≈3  mean ≈3  max ≈3  std ≈0  (of a sample of 65,536)")
    }

    /// Elements are counted, not time: as many for 10^9 as for 2·10^6.
    @Test(arguments: [[2_000_000], [1_000_000_000], [1_000_000_000_000], [1000, 1000, 1000], [30_000_000, 40]])
    func aTensorOfAnySizeCostsTheSame(shape: [Int]) {
        let counter = Counter()
        let reader = TensorReader(shape: shape) { index in
            counter.count.add(1, ordering: .relaxed)
            return Double(index % 1000)
        }
        let text = TensorText(tensor: reader, width: 100).text.replacing("\n", with: "")
        #expect(text.contains("(of a sample of 65,536)"))
        let count = counter.count.load(ordering: .relaxed)
        #expect((65_536...75_000).contains(count), "\(count)")
    }

    private final class Counter: Sendable { let count = Atomic<Int>(0) }

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
        #expect(lines(halves)[1] == "  0.5  1.5")
        let brains = try Tensor([BFloat16(Float(0.5)), BFloat16(Float(-2))], shape: [2])
        #expect(lines(brains)[1] == "  0.5  -2.0")
        #expect(lines(try Tensor(scalar: 0.5)) == ["0.5  float32"])
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

    @Test func labelsStandBesideTheValues() throws {
        let tensor = try Tensor(
            [0.25, 0.5, 0.125, 0, 1, 0.75] as [Float], shape: [2, 3],
            axes: [Axis("head", labels: ["first", "犬"]), Axis("token", labels: ["a", "dog", "on"])])
        #expect(
            lines(tensor) == [
                "tensor ⟨head 2, token 3⟩ float32", "  min 0  mean 0.4375  max 1  std 0.3517  ▕█ █ █   █   █  █▏",
                "             a    dog     on", "  first  0.250  0.500  0.125", "  犬     0.000  1.000  0.750",
            ])
        let deep = try Tensor(
            [1, 2] as [Float], shape: [1, 1, 2], axes: [Axis("step", labels: ["last"]), Axis("y"), Axis("x")])
        #expect(
            lines(deep) == [
                "tensor ⟨step 1, y 1, x 2⟩ float32", "  min 1  mean 1.5  max 2  std 0.5  ▕█              █▏",
                "  step: last", "  at [step=\"last\"]:", "  1.0  2.0",
            ])
    }

    @Test(arguments: [20, 21, 30, 47, 80, 200]) func noLineIsWiderThanTheWindow(width: Int) throws {
        let long = Axis("a_rather_long_name", labels: (0..<40).map { "label number \($0) 犬" })
        func fill(_ target: UnsafeMutableBufferPointer<Float>) {
            for index in target.indices { target[index] = Float(index) * 1.37e-3 - 7 }
        }
        let tensors = [
            try Tensor(Float.self, shape: [40], axes: [long]) { fill($0) },
            try Tensor(Float.self, shape: [40, 50], axes: [long, Axis("x")]) { fill($0) },
            try Tensor(Float.self, shape: [3, 40, 7], axes: [Axis("y"), long, Axis("x")]) { fill($0) },
            try Tensor(Float.self, shape: [1, 1, 1, 40, 1000]) { fill($0) },
        ]
        for tensor in tensors {
            for line in lines(tensor, width: width) { #expect(displayWidth(of: line) <= width, "\(line)") }
        }
    }

    @Test func smallNumbersAreNotNothing() throws {
        #expect(lines(try Tensor([0.5, 0.00012] as [Float], shape: [2])).last == "  0.50000  0.00012")
        #expect(lines(try Tensor([0.5, 1e-9, 0] as [Float], shape: [3])).last == "  0.5  1e-09  0.0")
        #expect(lines(try Tensor([1e-9, 2e-9] as [Float], shape: [2])).last == "  1.000e-09  2.000e-09")
    }
}
