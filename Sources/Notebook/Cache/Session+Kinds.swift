import Commands
import Runtime

extension Session {
    /// The objects that can come back from a file.
    var archivedKinds: [any ArchivedNative.Type] { CommandLibrary.archived }
}
