import CCrypto
import Tensors

extension DiffusionModel {
    /// Sixteen hexadecimal digits that tell one model's weights from another's: the beginning of the SHA-256 of every
    /// weight file's size, its first 256 KiB (the header and the first weights) and 256 blocks of 4 KiB spread over
    /// it. Read in milliseconds whatever the model's size; it tells checkpoints apart and does not prove that a file
    /// is whole.
    public var fingerprint: String {
        let context = limn_sha256_begin()
        for part in parts {
            for path in part.files.sorted() {
                guard let file = try? MappedFile(path: path) else { continue }
                withExtendedLifetime(file) {
                    withUnsafeBytes(of: UInt64(file.bytes.count).littleEndian) {
                        limn_sha256_add(context, $0.baseAddress, 8)
                    }
                    let head = min(file.bytes.count, 1 << 18)
                    limn_sha256_add(context, file.bytes.baseAddress, head)
                    guard file.bytes.count > head else { return }
                    let stride = max(4096, (file.bytes.count - head) / 256)
                    for start in Swift.stride(from: head, to: file.bytes.count, by: stride) {
                        let length = min(4096, file.bytes.count - start)
                        limn_sha256_add(context, file.bytes.baseAddress.map { $0 + start }, length)
                    }
                }
            }
        }
        var digest = [UInt8](repeating: 0, count: 32)
        limn_sha256_end(context, &digest)
        let digits = Array("0123456789abcdef")
        return String(digest.prefix(8).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
