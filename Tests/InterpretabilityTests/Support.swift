import Interpretability
import Tensors
import Testing

let testFolder = "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/")

/// The tokenizer of the model that ships with the repository.
let scenesTokenizer = scenesModel + "/tokenizer"

/// The model that ships with the repository.
let scenesModel =
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/models/scenes"

/// Tensors made by a script beside them.
struct Fixture {
    private let file: SafetensorsFile

    init(_ name: String) throws { file = try SafetensorsFile(path: testFolder + "/Fixtures/\(name).safetensors") }

    func tensor(_ name: String, _ axes: [String] = []) throws -> Tensor {
        let tensor = try file.tensor(name)
        return axes.isEmpty ? tensor : try tensor.renamed(axes)
    }
}

/// Whether two numbers agree to a relative or absolute difference.
func agree(_ a: Double, _ b: Double, _ tolerance: Double = 1e-6) -> Bool {
    a == b || abs(a - b) <= tolerance * max(1, abs(b))
}

/// The id of the problem that `body` throws; "" where it throws none.
func problemID(_ body: () throws -> Any) -> String {
    do {
        _ = try body()
        return ""
    } catch let problem as Problem { return problem.id } catch { return "\(error)" }
}
