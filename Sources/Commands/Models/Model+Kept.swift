import Diffusion
import Runtime
import Tensors

/// A model among the arguments of a call that is kept: every byte that decides what it computes is in the key.
extension DiffusionModel: ReferencedNative, Scripted {
    public func addKey(to hasher: inout KeyHasher) throws {
        let files = contentFiles
        guard files.map({ FileFacts($0) }) == facts else {
            throw Unkept("the files of the model \(name) changed after it was opened")
        }
        hasher.add(files.count)
        for adapter in adapters { hasher.add("\(adapter.scale)") }
        for path in files {
            hasher.add(String(path.dropFirst(folder.count)))
            try hasher.add(file: path)
        }
    }

    /// `load("scenes")`.
    public var script: String? { opening.withLock { $0 } }
}
