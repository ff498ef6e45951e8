import Glibc
import Tensors

/// The path of a committed fixture.
func fixture(_ path: String, file: String = #filePath) -> String {
    let folder = file[..<(file.lastIndex(of: "/") ?? file.endIndex)]
    return "\(folder)/Fixtures/\(path)"
}

/// A folder of this test's own, removed when the object goes.
final class TemporaryFolder {
    let path: String

    init() throws {
        // Files in memory where there is such a folder: thousands of synced writes would wear a disk.
        let place = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        var template = Array("\(place)/limn-tests-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Problem.cannotWrite("/tmp", errno) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// The names in the folder, sorted.
    var names: [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var found: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { found.append(name) }
        }
        return found.sorted()
    }

    deinit {
        chmod(path, 0o700)
        for name in names { unlink(file(name)) }
        rmdir(path)
    }
}

/// The id of the `Problem` that `body` throws, or what happened instead.
func problemID(_ body: () throws -> Void) -> String {
    do {
        try body()
        return "nothing thrown"
    } catch let problem as Problem {
        return problem.id
    } catch {
        return "\(error)"
    }
}

/// Whether `body` either works or throws one `Problem`; anything else would have ended the process.
func survives(_ body: () throws -> Void) -> Bool {
    do { try body() } catch { return error is Problem }
    return true
}

/// A small deterministic source of test data, unrelated to the streams under test.
struct TestRandom {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state ^ (state >> 33)) &* 0xFF51_AFD7_ED55_8CCD >> 11
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}

/// Reads a file's bytes.
func readBytes(_ path: String) throws -> [UInt8] {
    let file = try MappedFile(path: path, allowEmpty: true)
    return withExtendedLifetime(file) { Array(file.bytes) }
}

/// Whether two lists of floats agree: equal where either is not finite, else within `tolerance` of the larger scale.
func agree(_ found: [Float], _ expected: [Float], _ tolerance: Float) -> Bool {
    guard found.count == expected.count else { return false }
    let scale = max(1, expected.filter(\.isFinite).map(abs).max() ?? 1)
    return zip(found, expected).allSatisfy { a, b in
        if a.isNaN || b.isNaN { return a.isNaN && b.isNaN }
        if !a.isFinite || !b.isFinite { return a == b }
        return abs(a - b) <= tolerance * scale
    }
}
