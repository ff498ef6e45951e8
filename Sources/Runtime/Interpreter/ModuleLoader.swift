import Glibc
import Language
import Tensors

/// Finds, runs and keeps modules: those of the standard library by a dotted path, files by a path in quotes.
final class ModuleLoader {
    private var loaded: [String: (text: String, module: Module)] = [:]
    /// Modules that are running their top level now, outermost first.
    private var loading: [String] = []

    func removeAll() {
        for entry in loaded.values { entry.module.removeAll() }
        loaded = [:]
    }

    /// The module at `path`, run once; again where its text has changed since.
    /// - Throws: `module.unknown`, `module.cycle`, and what running it throws.
    func module(
        _ path: String, from user: Module, of interpreter: Interpreter, in context: Context
    ) throws -> Module {
        let found = try find(path, from: user, in: context)
        if let index = loading.firstIndex(of: found.key) {
            let circle = (loading[index...] + [found.key]).joined(separator: " → ")
            throw Problem("module.cycle", "modules use each other in a circle: \(circle)")
        }
        if let known = loaded[found.key], known.text == found.text { return known.module }
        loading.append(found.key)
        defer { loading.removeLast() }
        try context.enterCall()
        defer { context.leaveCall() }
        let short = context.shortPath(found.key)
        let program = try Parser.parse(
            Source(
                name: short.hasPrefix("~") ? found.key : short, text: found.text, isLibrary: found.directory == nil))
        let module = Module(directory: found.directory ?? user.directory)
        module.belong(to: interpreter)
        _ = try interpreter.execute(program.body, program.source, in: module)
        loaded[found.key] = (found.text, module)
        return module
    }

    private struct Found {
        var key: String
        var text: String
        /// The folder that paths inside the module start from; nil for the standard library.
        var directory: String?
    }

    private func find(_ path: String, from user: Module, in context: Context) throws -> Found {
        let isFile = path.hasSuffix(".limn") || path.hasPrefix("./") || path.hasPrefix("../") || path.hasPrefix("/")
        if !isFile {
            let slashed = String(path.map { $0 == "." ? "/" : $0 })
            if let text = context.moduleSource(slashed) { return Found(key: slashed, text: text, directory: nil) }
            // A file that is there and cannot be read says so itself.
            if let place = try? location(slashed + ".limn", from: user, in: context),
                Confinement.facts(of: place) != nil
            {
                return try file(slashed + ".limn", from: user, in: context)
            }
            let near = suggestion(for: path, among: context.moduleNames())
            throw Problem(
                "module.unknown", "there is no module `\(path)`",
                help: near.map { "did you mean `\($0)`?" }
                    ?? "a file of your own is used by its path: use \"./\(slashed).limn\"")
        }
        return try file(path, from: user, in: context)
    }

    private func file(_ path: String, from user: Module, in context: Context) throws -> Found {
        let resolved = try location(path, from: user, in: context)
        let text = try readText(resolved)
        let directory = resolved.lastIndex(of: "/").map { String(resolved[..<$0]) } ?? "."
        return Found(key: canonical(resolved), text: text, directory: canonical(directory))
    }

    private func location(_ path: String, from user: Module, in context: Context) throws -> String {
        var place = path
        if !path.hasPrefix("/"), let directory = user.directory { place = directory + "/" + path }
        return try context.resolve(place, for: .read)
    }

    private func canonical(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    private func readText(_ path: String) throws -> String {
        // A pipe could keep the session waiting for ever.
        let file = try Confinement.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            throw Problem("module.unknown", "cannot read `\(path)`: \(String(cString: strerror(errno)))")
        }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0, [S_IFREG, S_IFDIR].contains(facts.st_mode & S_IFMT) else {
            throw Problem("module.unknown", "cannot read `\(path)`: it is a device or a pipe, not a file")
        }
        var bytes = [UInt8]()
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            try Interrupt.check()
            let count = read(file, &buffer, buffer.count)
            guard count >= 0 else {
                throw Problem("module.unknown", "cannot read `\(path)`: \(String(cString: strerror(errno)))")
            }
            if count == 0 { break }
            bytes += buffer[..<count]
            if bytes.count > 16 << 20 { throw Problem("module.too-long", "`\(path)` is longer than 16 MiB") }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Problem("file.encoding", "`\(path)` is not UTF-8 text")
        }
        return text
    }
}
