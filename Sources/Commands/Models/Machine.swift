import Glibc
import Neural
import Runtime
import Tensors

extension CommandLibrary {
    /// What decides the bits of a result besides the arguments: the type to compute in, the kernels, the number of
    /// threads, and the processor, by which oneDNN and OpenBLAS choose their instructions and block sizes.
    public static func machine() -> Record {
        Record([
            ("dtype", .string("float32")), ("kernels", .string(KernelSet.preferred.name)),
            ("threads", .int(Threads.count)), ("processor", .string(processor)),
        ])
    }

    private static let processor: String = {
        let wanted = ["vendor_id", "cpu family", "model", "stepping", "cache size", "flags"]
        var facts: [String] = []
        // The first processor's block is enough, and the file grows with the number of processors.
        let descriptor = open("/proc/cpuinfo", O_RDONLY | O_CLOEXEC)
        if descriptor >= 0 {
            defer { close(descriptor) }
            var bytes = [UInt8](repeating: 0, count: 8192)
            let count = max(0, bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) })
            let text = String(decoding: bytes[..<count], as: UTF8.self)
            for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                if line.isEmpty { break }
                let words = line.split(separator: ":", maxSplits: 1)
                let name = words.first.map { String($0.filter { $0 != "\t" }) } ?? ""
                if wanted.contains(name) { facts.append(String(words.last ?? "")) }
            }
        }
        // These name other instructions than the processor would choose.
        for name in ["DNNL_MAX_CPU_ISA", "ONEDNN_MAX_CPU_ISA", "OPENBLAS_CORETYPE", "DNNL_DEFAULT_FPMATH_MODE"] {
            if let value = getenv(name) { facts.append("\(name)=\(String(cString: value))") }
        }
        return String(ContentHash.of(facts.joined(separator: "\n")).prefix(16))
    }()
}
