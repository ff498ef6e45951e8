import Diffusion
import Imaging
import Interpretability
import Runtime
import Tensors

/// A run in a file: what cannot be told from its prompts and its model again.
extension RunValue: ArchivedNative, Completable, CacheMarked, Traced {
    static let archiveName = "run"

    var provenance: Provenance? { origin }

    func with(_ provenance: Provenance) -> Value {
        tell(provenance)
        return .native(self)
    }

    func archived(in writer: inout ArchiveWriter) throws -> JSON {
        var tensors: [(String, JSON)] = []
        for (name, tensor) in [("latents", latents), ("trajectory", trajectory), ("output", output)] {
            if let tensor { tensors.append((name, try writer.archive(tensor))) }
        }
        let entries = try recording.entries.map { entry -> JSON in
            .object([
                "site": .string(entry.site.path), "kind": .string(entry.kind.rawValue),
                "steps": entry.steps.map { .array($0.map { .int($0) }) } ?? .null,
                "tensor": try writer.archive(entry.tensor),
            ])
        }
        return .object([
            "model": try writer.archive(model), "prompts": .array(texts.map { .string($0.prompt) }),
            "timesteps": .array(try timesteps.map { try writer.archive(.float($0)) }),
            "images": .array(try images.map { try writer.archive($0) }),
            "tensors": .array(tensors.map { .array([.string($0), $1]) }), "recording": .array(entries),
            "requests": .array(try requests.map { try writer.archive($0) }),
            "size": .array([.int(size.height), .int(size.width)]),
            "provenance": try origin.map { try writer.archive(fields: $0.record) } ?? .null,
        ])
    }

    static func restored(from json: JSON, reader: ArchiveReader) throws -> any Native {
        guard let form = json["model"], let model = try reader.native(form) as? DiffusionModel else {
            throw ArchiveReader.corrupt("a run's model")
        }
        var tensors: [String: Tensor] = [:]
        for pair in try reader.array(json["tensors"]) {
            guard let pair = pair.array, pair.count == 2 else { throw ArchiveReader.corrupt("a run's tensors") }
            tensors[try reader.text(pair[0])] = try reader.tensor(pair[1])
        }
        let entries = try reader.array(json["recording"]).map { entry -> Recording.Entry in
            let path = try reader.text(entry["site"])
            guard let site = model.sites.site(at: path),
                let kind = RecordingRequest.Kind(rawValue: try reader.text(entry["kind"]))
            else { throw ArchiveReader.corrupt("the site \(path)") }
            return Recording.Entry(
                site: site, kind: kind, steps: entry["steps"]?.integers, tensor: try reader.tensor(entry["tensor"]))
        }
        guard let size = json["size"]?.integers, size.count == 2 else { throw ArchiveReader.corrupt("a run's size") }
        let run = RunValue(
            model: model,
            texts: try reader.array(json["prompts"]).map { try model.tokenizer.encode(try reader.text($0)) },
            timesteps: try reader.array(json["timesteps"]).map { try reader.float($0["float"]) },
            images: try reader.array(json["images"]).map { form in
                guard let image = try reader.native(form) as? Image else { throw ArchiveReader.corrupt("a picture") }
                return image
            }, latents: tensors["latents"], trajectory: tensors["trajectory"], output: tensors["output"],
            recording: Recording(entries),
            requests: try reader.array(json["requests"]).map { form in
                guard let request = try reader.native(form) as? RequestValue else {
                    throw ArchiveReader.corrupt("a request")
                }
                return request
            }, size: (size[0], size[1]), isComplete: true)
        if let origin = try reader.provenance(json["provenance"]) { run.tell(origin) }
        return run
    }
}

extension RunValue: KeyedNative {
    func addKey(to hasher: inout KeyHasher) throws {
        try model.addKey(to: &hasher)
        try hasher.add(texts.map(\.prompt).value)
        try hasher.add(timesteps.value)
        try hasher.add([size.height, size.width].value)
        hasher.add(isComplete ? 1 : 0)
        for image in images { try image.addKey(to: &hasher) }
        for tensor in [latents, trajectory, output] { try hasher.add(tensor?.value ?? .none) }
        for request in requests { try request.addKey(to: &hasher) }
        for entry in recording.entries {
            hasher.add(entry.site.path)
            hasher.add(entry.kind.rawValue)
            try hasher.add((entry.steps ?? []).value)
            try hasher.add(entry.tensor)
        }
    }
}

extension RecordingValue: KeyedNative {
    func addKey(to hasher: inout KeyHasher) throws {
        try hasher.add((tokens ?? []).value)
        try hasher.add((heads ?? []).value)
        hasher.add(latents.y)
        hasher.add(latents.x)
        for entry in recording.entries {
            hasher.add(entry.site.path)
            hasher.add(entry.kind.rawValue)
            try hasher.add(entry.tensor)
        }
    }
}
