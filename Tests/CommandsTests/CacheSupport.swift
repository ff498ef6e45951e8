import Foundation
import Imaging
import Notebook
import Runtime
import Tensors
import Testing

/// A session that keeps results in a folder of its own.
final class Keeping {
    let scenes: Scenes
    let cache: SessionCache
    let folder: CommandLine.Folder
    private(set) var notes: [String] = []

    /// - Parameter folder: shared with other sessions; a new one where nil.
    init(_ folder: CommandLine.Folder? = nil, limit: String = "1GiB") throws {
        self.folder = try folder ?? CommandLine.Folder()
        scenes = try Scenes("")
        let place = self.folder.url.appendingPathComponent("cache").path
        cache = scenes.session.keepResults(try CacheSettings(folder: place, size: limit))
        scenes.session.context.note = { [unowned self] in notes.append($0) }
        try scenes.session.run("sd = load()")
    }

    func value(_ script: String) throws -> Value { try scenes.session.run(script) }
    func text(_ script: String) throws -> String { try scenes.text(script) }

    /// Of one command.
    func counts(_ command: String) -> (hits: Int, misses: Int, unkept: Int) {
        cache.counts[command].map { ($0.hits, $0.misses, $0.unkept) } ?? (0, 0, 0)
    }

    /// The files of results.
    var results: [URL] {
        let all = FileManager.default.enumerator(at: folder.url, includingPropertiesForKeys: nil)?.allObjects ?? []
        return all.compactMap { $0 as? URL }.filter { $0.pathExtension == "safetensors" }
    }

    /// How often the parts of the model computed something, all together.
    var passes: Int {
        get throws { try Int.from(value("sd.passes.text_encoder + sd.passes.unet + sd.passes.vae")) }
    }

    /// Everything that a script can see of a value, bits included.
    func dump(_ value: Value) throws -> String {
        var hasher = KeyHasher(context: scenes.session.context)
        try hasher.add(value)
        var lines = [hasher.finish()]
        guard case .native(let object) = value else { return lines[0] + " " + value.plainDisplay() }
        for name in object.fieldNames where name != "provenance" {
            guard let field = try? object.field(name) else { continue }
            lines.append("\(name): \(field.plainDisplay())")
        }
        if case .record(let record)? = try? object.field("provenance") { lines.append(Value.record(record).literal) }
        return lines.joined(separator: "\n")
    }
}
