import Foundation

/// The built `limn`, run as a stranger runs it: words, a folder, standard input.
enum CommandLine {
    struct Outcome {
        var status: Int32
        /// A signal ended it.
        var isSignal: Bool
        var output: String
        var error: String
        /// Lines that name a diagnostic: `error: … [id]`.
        var diagnostics: [String] { error.split(separator: "\n").filter { $0.contains("error: ") }.map(String.init) }
    }

    /// A folder that is gone after the test.
    final class Folder {
        let url: URL

        init() throws {
            url = FileManager.default.temporaryDirectory.appendingPathComponent("limn-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        }

        /// A folder at a place; gone after the test too.
        init(at place: URL) throws {
            url = place
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(at: url) }

        @discardableResult
        func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
            let place = url.appendingPathComponent(name)
            try Data(bytes).write(to: place)
            return place.path
        }

        @discardableResult
        func write(_ name: String, _ text: String) throws -> String { try write(name, text.utf8) }

        var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: url.path).sorted()) ?? [] }
    }

    /// The executable beside the running test bundle.
    static var executable: URL {
        let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let beside = URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("limn")
        if FileManager.default.isExecutableFile(atPath: beside.path) { return beside }
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let built = ["release", "debug"].map { root.appendingPathComponent(".build/\($0)/limn") }
        return built.first { FileManager.default.isExecutableFile(atPath: $0.path) } ?? beside
    }

    /// Runs `limn` to its end.
    /// - Parameters:
    ///   - input: standard input; empty where nil.
    ///   - cache: where results are kept; nowhere where nil.
    ///   - whileRunning: called once the process has begun, with its number.
    static func limn(
        _ words: [String], input: String? = nil, in folder: Folder? = nil, cache: Folder? = nil,
        whileRunning: ((Process, URL) -> Void)? = nil
    ) throws -> Outcome {
        let scratch = try Folder()
        let output = scratch.url.appendingPathComponent("output")
        let error = scratch.url.appendingPathComponent("error")
        let given = scratch.url.appendingPathComponent("input")
        try Data((input ?? "").utf8).write(to: given)
        for place in [output, error] { _ = FileManager.default.createFile(atPath: place.path, contents: nil) }
        let process = Process()
        process.executableURL = executable
        process.arguments = words
        process.currentDirectoryURL = (folder ?? scratch).url
        process.environment = environment(keepingIn: cache)
        process.standardInput = try FileHandle(forReadingFrom: given)
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: error)
        try process.run()
        whileRunning?(process, output)
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, isSignal: process.terminationReason == .uncaughtSignal,
            output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
            error: String(decoding: try Data(contentsOf: error), as: UTF8.self))
    }

    private static func environment(keepingIn cache: Folder?) -> [String: String] {
        var environment = ProcessInfo.processInfo.environment
        environment["LIMN_CACHE"] = cache?.url.path ?? "off"
        return environment
    }

    /// Runs a shell line in which `limn` is the built one.
    static func shell(_ line: String, in folder: Folder) throws -> Outcome {
        let output = Pipe()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "limn() { \"\(executable.path)\" \"$@\"; }; " + line]
        process.currentDirectoryURL = folder.url
        process.environment = environment(keepingIn: nil)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, isSignal: process.terminationReason == .uncaughtSignal, output: text,
            error: "")
    }
}
