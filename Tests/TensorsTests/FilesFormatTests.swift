import Tensors
import Testing

/// Array files written by NumPy and safetensors hold what those libraries say they hold, and ours are equal to theirs.
@Suite struct FilesFormatTests {
    private let expected: JSON

    init() throws { expected = try JSON.read(path: fixture("files/expected.json")) }

    private func check(_ tensor: Tensor, _ name: String) throws {
        let entry = try #require(expected[name], "\(name)")
        #expect(tensor.dtype.rawValue == entry["dtype"]?.string, "\(name)")
        #expect(tensor.shape == entry["shape"]?.integers, "\(name)")
        let values = try #require(entry["values"]?.array).map { value -> Float in
            value.number.map { Float($0) } ?? Float(value.string ?? "") ?? .signalingNaN
        }
        let found = try tensor.floats()
        #expect(agree(found, values, 0), "\(name): \(found)")
    }

    @Test func readsEveryNPY() throws {
        let names = try #require(expected.object).keys.filter { $0.hasSuffix(".npy") }
        #expect(names.count > 15)
        for name in names { try check(try Tensor.readNPY(fixture("files/\(name)")), name) }
    }

    @Test func readsBothKindsOfNPZ() throws {
        for kind in ["stored", "deflated"] {
            let arrays = try Tensor.readNPZ(fixture("files/\(kind).npz"))
            #expect(arrays.map(\.0) == ["grid", "empty", "flags", "n"])
            for (name, tensor) in arrays { try check(tensor, "\(kind).npz/\(name)") }
        }
    }

    @Test func readsEverySafetensorsType() throws {
        let file = try SafetensorsFile(path: fixture("files/types.safetensors"))
        #expect(file.metadata == ["format": "pt"])
        #expect(file.names.count == 12)
        for name in file.names { try check(try file.tensor(name), "types.safetensors/\(name)") }
        #expect(file.dtype(of: "i16") == .int64 && file.shape(of: "none") == [0, 3])
        #expect(problemID { _ = try file.tensor("absent") } == "safetensors.no-tensor")
    }

    @Test func refusesWhatNPYMayNotHold() {
        func id(_ name: String) -> String { problemID { _ = try Tensor.readNPY(fixture("files/\(name).npy")) } }
        #expect(id("object") == "file.pickle")
        #expect(id("structured") == "npy.dtype")
        #expect(id("text") == "npy.dtype")
        #expect(id("complex") == "npy.dtype")
        #expect(id("too_large_u8") == "tensor.too-large-integer")
    }

    @Test func writesSafetensorsByteForByteAsTheReference() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("x.safetensors")
        let reference = try SafetensorsFile(path: fixture("files/layout.safetensors"))
        try Tensor.writeSafetensors(try reference.tensors().reversed(), metadata: [("format", "pt")], to: path)
        #expect(try readBytes(path) == readBytes(fixture("files/layout.safetensors")))
        let one = try Tensor([Float(1)], shape: [1])
        #expect(
            problemID { try Tensor.writeSafetensors([("a", one), ("a", one)], to: path) } == "safetensors.duplicate")
    }

    @Test func writesNPYByteForByteAsNumPy() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("x.npy")
        for name in ["special_f4", "special_f2", "signed_i8", "bool", "scalar", "zero"] {
            let original = fixture("files/\(name).npy")
            try Tensor.readNPY(original).writeNPY(path)
            #expect(try readBytes(path) == readBytes(original), "\(name)")
        }
    }

    @Test func writesAndReadsNPZ() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("x.npz")
        let arrays = try Tensor.readNPZ(fixture("files/deflated.npz"))
        try Tensor.writeNPZ(arrays, to: path)
        let again = try Tensor.readNPZ(path)
        #expect(again.map(\.0) == arrays.map(\.0))
        for (before, after) in zip(arrays, again) {
            #expect(try before.1.floats() == after.1.floats())
            #expect(before.1.shape == after.1.shape)
        }
    }

    @Test func bfloat16GoesToNumPyAsFloat32AndStridedTensorsAreWrittenInOrder() throws {
        let folder = try TemporaryFolder()
        let source = try Tensor([Float](stride(from: 0, to: 6, by: 1)), shape: [2, 3])
        let turned = Tensor(storage: source.storage, dtype: .float32, shape: [3, 2], strides: [1, 3])
        try turned.converted(to: .bfloat16).writeNPY(folder.file("a.npy"))
        #expect(try Tensor.readNPY(folder.file("a.npy")).floats() == [0, 3, 1, 4, 2, 5])
        try Tensor.writeSafetensors([("t", turned)], to: folder.file("b.safetensors"))
        #expect(try SafetensorsFile(path: folder.file("b.safetensors")).tensor("t").floats() == [0, 3, 1, 4, 2, 5])
    }
}
