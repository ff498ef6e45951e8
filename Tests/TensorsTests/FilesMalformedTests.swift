import Tensors
import Testing

/// Damaged and hostile files: each is one `Problem`, never a trap, and nothing large is taken before the check.
@Suite struct FilesMalformedTests {
    private let folder: TemporaryFolder
    private var path: String { folder.file("x.safetensors") }

    init() throws { folder = try TemporaryFolder() }

    /// The problem of a safetensors file with this header and so many bytes of data.
    private func id(_ header: String, data: Int = 0, claim: UInt64? = nil) throws -> String {
        let text = Array(header.utf8)
        let length = claim ?? UInt64(text.count)
        try writeAside(
            path, withUnsafeBytes(of: length.littleEndian) { Array($0) } + text + [UInt8](repeating: 0, count: data))
        return problemID { _ = try SafetensorsFile(path: path) }
    }

    @Test func lyingHeaders() throws {
        #expect(try id("{}", claim: 100_000_001) == "safetensors.header")
        #expect(try id("{}", claim: .max) == "safetensors.header")
        #expect(try id("{}", claim: 3) == "safetensors.truncated")
        #expect(try id("{}") == "nothing thrown")
        #expect(try id("[]") == "safetensors.header")
        #expect(try id("{\"a\":}") == "json.syntax")
        #expect(try id("{\"a\":1}") == "safetensors.header")
        #expect(try id("{\"__metadata__\":{\"a\":1}}") == "safetensors.header")
        #expect(try id("{\"a\":" + String(repeating: "[", count: 100_000)) == "json.too-deep")
    }

    @Test func lyingEntries() throws {
        func entry(_ name: String, _ dtype: String, _ shape: String, _ begin: Int, _ end: Int) -> String {
            "\"\(name)\":{\"dtype\":\"\(dtype)\",\"shape\":\(shape),\"data_offsets\":[\(begin),\(end)]}"
        }
        let four = entry("a", "F32", "[1]", 0, 4)
        #expect(try id("{\(four)}", data: 4) == "nothing thrown")
        #expect(try id("{\(four)}", data: 3) == "safetensors.truncated")
        #expect(try id("{\(four)}", data: 5) == "safetensors.hole")
        #expect(try id("{\(four),\(four)}", data: 4) == "json.duplicate-key")
        #expect(try id("{\(four),\(entry("b", "F32", "[1]", 2, 6))}", data: 6) == "safetensors.overlap")
        #expect(try id("{\(four),\(entry("b", "F32", "[1]", 5, 9))}", data: 9) == "safetensors.hole")
        #expect(try id("{\(entry("b", "F32", "[1]", 4, 8)),\(four)}", data: 8) == "nothing thrown")
        #expect(try id("{\(entry("a", "F32", "[2]", 0, 4))}", data: 4) == "safetensors.shape")
        #expect(try id("{\(entry("a", "Q7", "[1]", 0, 4))}", data: 4) == "safetensors.dtype")
        #expect(try id("{\(entry("a", "F32", "[-1]", 0, 4))}", data: 4) == "safetensors.shape")
        #expect(try id("{\(entry("a", "F32", "[1.5]", 0, 4))}", data: 4) == "safetensors.header")
        #expect(try id("{\(entry("a", "F32", "[1]", 4, 0))}", data: 4) == "safetensors.offsets")
        #expect(try id("{\(entry("a", "F32", "[1]", -4, 0))}", data: 4) == "safetensors.offsets")
        #expect(try id("{\(entry("a", "F32", "[1]", 0, Int.max))}", data: 4) == "safetensors.truncated")
        let huge = "[4294967296,4294967296,4294967296]"
        #expect(try id("{\(entry("a", "F32", huge, 0, 0))}") == "safetensors.shape")
        #expect(try id("{\(entry("a", "F32", "[0,4294967296,4294967296,4294967296]", 0, 0))}") == "safetensors.shape")
        #expect(try id("{\(entry("a", "F8_E4M3", "[4]", 0, 4))}", data: 4) == "nothing thrown")
        #expect(problemID { _ = try SafetensorsFile(path: path).tensor("a") } == "safetensors.dtype")
    }

    @Test func unalignedDataAndStrangeBooleansAreCopied() throws {
        let header = """
            {"f":{"dtype":"BOOL","shape":[3],"data_offsets":[0,3]},"w":{"dtype":"F32","shape":[2],"data_offsets":[3,11]}}
            """
        var bytes = withUnsafeBytes(of: UInt64(header.utf8.count)) { Array($0) } + Array(header.utf8) + [0, 7, 1]
        for value in [Float(1.5), -3] { bytes += withUnsafeBytes(of: value) { Array($0) } }
        try writeAside(path, bytes)
        let file = try SafetensorsFile(path: path)
        #expect(try file.tensor("w").floats() == [1.5, -3])
        #expect(try file.tensor("f").floats() == [0, 1, 1])
    }

    @Test func otherFilesAreNamed() throws {
        func id(_ bytes: [UInt8]) throws -> String {
            try writeAside(path, bytes)
            return problemID { _ = try SafetensorsFile(path: path) }
        }
        #expect(try id([0x50, 0x4B, 3, 4, 0, 0, 8, 8, 0, 0]) == "file.pickle")
        #expect(try id([0x80, 2, 0x8A, 0x0A, 1, 2, 3, 4, 5, 6]) == "file.pickle")
        #expect(try id(Array("version https://git-lfs.github.com/spec/v1\noid".utf8)) == "file.pointer")
        #expect(try id(Array("<!DOCTYPE html><html>".utf8)) == "file.web-page")
        #expect(try id([]) == "file.empty")
        #expect(try id([1, 2, 3]) == "safetensors.truncated")
    }

    @Test(arguments: ["types.safetensors", "layout.safetensors"])
    func everyTruncationIsRefused(_ name: String) throws {
        let bytes = try readBytes(fixture("files/\(name)"))
        for length in 0..<bytes.count {
            try writeAside(path) { try $0.write(Array(bytes[..<length])) }
            #expect(problemID { _ = try SafetensorsFile(path: path).tensors() } != "nothing thrown", "\(length)")
        }
    }

    @Test(arguments: ["special_f4", "version2", "fortran", "big_i2"])
    func everyTruncatedNPYIsRefused(_ name: String) throws {
        let bytes = try readBytes(fixture("files/\(name).npy"))
        for length in 0..<bytes.count {
            let id = problemID { _ = try bytes[..<length].withUnsafeBytes { try Tensor.decodeNPY($0, name: "x") } }
            #expect(id.hasPrefix("npy."), "\(length): \(id)")
        }
    }

    @Test(arguments: ["stored", "deflated"])
    func everyTruncatedNPZIsRefused(_ name: String) throws {
        let bytes = try readBytes(fixture("files/\(name).npz"))
        for length in 1..<bytes.count {
            try writeAside(path) { try $0.write(Array(bytes[..<length])) }
            let id = problemID { _ = try Tensor.readNPZ(path) }
            #expect(id.hasPrefix("npz."), "\(length): \(id)")
        }
    }

    @Test(arguments: ["types.safetensors", "deflated.npz", "stored.npz", "special_f4.npy", "fortran.npy"])
    func flippedBitsNeverTrap(_ name: String) throws {
        let bytes = try readBytes(fixture("files/\(name)"))
        var random = TestRandom(state: 7)
        for _ in 0..<1500 {
            var damaged = bytes
            for _ in 0...random.below(3) { damaged[random.below(damaged.count)] ^= 1 << UInt8(random.below(8)) }
            try writeAside(path) { try $0.write(damaged) }
            #expect(
                survives {
                    switch name.suffix(4) {
                    case ".npy": _ = try Tensor.readNPY(path)
                    case ".npz": _ = try Tensor.readNPZ(path)
                    default: _ = try SafetensorsFile(path: path).tensors().map { try $0.1.floats() }
                    }
                })
        }
    }

    @Test func lyingNPYHeaders() throws {
        func id(_ literal: String, data: Int = 4) -> String {
            let text = Array(literal.utf8)
            let bytes =
                [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(text.count), 0] + text + [UInt8](repeating: 0, count: data)
            return problemID { _ = try bytes.withUnsafeBytes { try Tensor.decodeNPY($0, name: "x") } }
        }
        #expect(id("{'descr':'<f4','fortran_order':False,'shape':(1,)}") == "nothing thrown")
        #expect(id("{'descr':'<f4','fortran_order':False,'shape':(2,)}") == "npy.truncated")
        #expect(id("{'descr':'<f4','fortran_order':False,'shape':()}", data: 8) == "npy.too-long")
        #expect(id("{'descr':'<f4','fortran_order':False,'shape':(1000000000000,1000000000000)}") == "npy.shape")
        #expect(id("{'descr':'<f4','fortran_order':False,'shape':(99999999999999999999,)}") == "npy.header")
        #expect(id("{'descr':'<f4','fortran_order':False}") == "npy.header")
        #expect(id("{'descr':'<f4','fortran_order':False,'shape':(1,)") == "npy.header")
        #expect(id("{'descr':'<f4','fortran_order':False,'shape':(-1,)}") == "npy.header")
        #expect(id("__import__('os')") == "npy.header")
    }

    /// The first entry of the archive's directory, changed at an offset.
    private func zipID(_ kind: String, at offset: Int, _ change: [UInt8]) throws -> String {
        var bytes = try readBytes(fixture("files/\(kind).npz"))
        let mark: [UInt8] = [0x50, 0x4B, 1, 2]
        let entry = try #require(bytes.indices.dropLast(4).first { Array(bytes[$0..<$0 + 4]) == mark })
        for (index, byte) in change.enumerated() { bytes[entry + offset + index] = byte }
        try writeAside(path, bytes)
        return problemID { _ = try Tensor.readNPZ(path) }
    }

    @Test func lyingArchives() throws {
        #expect(try zipID("deflated", at: 8, [1, 0]) == "npz.encrypted")
        #expect(try zipID("deflated", at: 10, [99, 0]) == "npz.method")
        #expect(try zipID("deflated", at: 16, [1, 2, 3, 4]) == "npz.damaged")
        // A gigabyte out of a few hundred bytes.
        #expect(try zipID("deflated", at: 24, [0, 0, 0, 0x40]) == "npz.damaged")
        #expect(try zipID("deflated", at: 24, [7, 0, 0, 0]) == "npz.damaged")
        #expect(try zipID("stored", at: 24, [7, 0, 0, 0]) == "npz.damaged")
        #expect(try zipID("stored", at: 42, [0xF0, 0xFF, 0, 0]) == "npz.damaged")
        #expect(try zipID("stored", at: 46, Array("grid.pkl".utf8)) == "file.pickle")
        #expect(try zipID("stored", at: 46, Array("grid.txt".utf8)) == "npz.member")
        #expect(try zipID("stored", at: 46, [0xFF]) == "npz.damaged")
    }
}
