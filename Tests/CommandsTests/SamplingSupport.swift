import Foundation
import Language
import Notebook
import Runtime
import Tensors
import Testing

/// A session in a folder of its own, which is gone afterwards.
final class Scenes {
    let session: Session
    let folder: CommandLine.Folder

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let fixtures = root.appendingPathComponent("Tests/CommandsTests/Fixtures").path

    /// - Parameter script: runs first; `sd` is the model that ships.
    init(_ script: String = "") throws {
        folder = try CommandLine.Folder()
        session = Session(directory: folder.url.path)
        session.context.services["modelFolders"] = [Self.root.appendingPathComponent("models").path]
        if !script.isEmpty { try session.run("sd = load()\n" + script) }
    }

    func value(_ script: String) throws -> Value { try session.run(script) }

    func text(_ script: String) throws -> String { try session.run(script).plainDisplay() }

    func number(_ script: String) throws -> Double { try Double.from(session.run(script)) }

    /// What is wrong with a script; nil where nothing is.
    func failure(_ script: String) -> Diagnostic? {
        do {
            _ = try session.run(script)
            return nil
        } catch { return error as? Diagnostic ?? Diagnostic("not.a.diagnostic", "\(error)", labels: []) }
    }
}

extension Diagnostic {
    /// The message with all that stands below it.
    var story: String { ([message] + notes + [help ?? ""]).joined(separator: "\n") }
}
