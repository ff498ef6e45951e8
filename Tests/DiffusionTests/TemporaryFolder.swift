import Foundation
import Tensors

/// A folder that goes when the test ends.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "limn-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// A copy of a folder of the fixtures or models, below this one.
    func copy(of source: String, as name: String = "model") throws -> String {
        let target = "\(path)/\(name)"
        try FileManager.default.copyItem(atPath: source, toPath: target)
        // Fixtures may be read-only; the copy is there to be spoilt.
        for case let item as String in FileManager.default.enumerator(atPath: target) ?? .init() {
            let isFolder = (try? FileManager.default.subpathsOfDirectory(atPath: "\(target)/\(item)")) != nil
            try? FileManager.default.setAttributes(
                [.posixPermissions: isFolder ? 0o755 : 0o644], ofItemAtPath: "\(target)/\(item)")
        }
        return target
    }
}

/// Changes one key of a JSON file; nil takes it away.
func change(_ path: String, _ key: String, to value: JSON?) throws {
    guard case .object(var entries) = try JSON.read(path: path) else { return }
    entries[key] = value
    try writeAside(path, Array(JSON.object(entries).serialized().utf8))
}

/// Runs `body` and returns the problem that it throws.
func problem(_ body: () throws -> Void) -> Problem? {
    do {
        try body()
        return nil
    } catch {
        return error as? Problem ?? Problem("test.other", "\(error)")
    }
}
