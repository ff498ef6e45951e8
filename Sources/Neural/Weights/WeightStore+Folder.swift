import Glibc
import Tensors

extension WeightStore {
    /// The weights in a folder of the diffusers layout: one safetensors file, or several with an index.
    ///
    /// - Parameter variant: `fp16` for `diffusion_pytorch_model.fp16.safetensors`; nil takes the plain name.
    /// - Throws: `model.missing-file`; `model.pickle` where only a pickle is there; `model.weights` for a bad index.
    public convenience init(part: String, folder: String, variant: String? = nil) throws {
        let middle = variant.map { ".\($0)" } ?? ""
        // diffusers writes the first name, transformers the second.
        for stem in ["diffusion_pytorch_model", "model"] {
            let single = "\(folder)/\(stem)\(middle).safetensors"
            if isFile(single) {
                try self.init(part: part, files: [single])
                return
            }
            for index in ["\(stem).safetensors.index\(middle).json", "\(stem)\(middle).safetensors.index.json"]
            where isFile("\(folder)/\(index)") {
                let shards = try WeightStore.shards(part: part, index: "\(folder)/\(index)")
                try self.init(part: part, files: shards.map { "\(folder)/\($0)" })
                return
            }
        }
        throw WeightStore.nothingFound(part: part, folder: folder, middle: middle)
    }

    /// The file names that an index lists. They must lie beside it: the index is somebody else's input.
    private static func shards(part: String, index: String) throws -> [String] {
        let json = try JSON.read(path: index)
        guard case .object(let top) = json, case .object(let map)? = top["weight_map"] else {
            throw Problem("model.weights", "\(part): \(index) has no `weight_map`")
        }
        var names: Set<String> = []
        for (_, value) in map {
            guard case .string(let name) = value, !name.contains("/"), name.hasSuffix(".safetensors") else {
                throw Problem("model.weights", "\(part): \(index) names a file that is no safetensors file beside it")
            }
            names.insert(name)
        }
        return names.sorted()
    }

    private static func nothingFound(part: String, folder: String, middle: String) -> Problem {
        let files = (try? fileNames(in: folder)) ?? []
        let pickles = files.filter { name in [".bin", ".ckpt", ".pt", ".pth", ".pkl"].contains { name.hasSuffix($0) } }
        if let pickle = pickles.first {
            return Problem(
                "model.pickle",
                "\(part): \(pickle) is a pickle, which can run any program when it is opened; Limn reads safetensors",
                help: "convert it once in Python, where you trust the file: "
                    + "DiffusionPipeline.from_pretrained(folder).save_pretrained(new, safe_serialization=True)")
        }
        let variants = files.filter { $0.hasSuffix(".safetensors") }
        return Problem(
            "model.missing-file",
            "\(part): \(folder) has no diffusion_pytorch_model\(middle).safetensors and no model\(middle).safetensors",
            notes: variants.isEmpty ? [] : ["it has \(variants.sorted().joined(separator: ", "))"],
            help: variants.isEmpty ? nil : "choose among several sets of weights with variant=")
    }
}

/// Whether `path` is a file that can be read.
package func isFile(_ path: String) -> Bool { Confinement.isFile(path) }

/// Whether `path` is a folder.
package func isFolder(_ path: String) -> Bool { Confinement.isFolder(path) }

/// The names in a folder, sorted. - Throws: `file.unreadable`, `limit.root`.
package func fileNames(in folder: String) throws -> [String] {
    if let names = try Confinement.names(in: folder) { return names }
    throw Problem("file.unreadable", "cannot read the folder \(folder): \(String(cString: strerror(errno)))")
}
