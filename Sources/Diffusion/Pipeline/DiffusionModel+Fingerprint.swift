import Neural
import Tensors

extension DiffusionModel {
    /// Sixteen hexadecimal digits that tell one model's weights from another's: the beginning of the SHA-256 of every
    /// weight file's size, its first 256 KiB (the header and the first weights) and 256 blocks of 4 KiB spread over
    /// it. Read in milliseconds whatever the model's size; it tells checkpoints apart and does not prove that a file
    /// is whole. What has to be certain asks for every byte of `contentFiles`.
    public var fingerprint: String { (try? knownFingerprint.get { readFingerprint() }) ?? "" }

    private func readFingerprint() -> String {
        let hash = ContentHash()
        for files in parts.map(\.files) + adapters.map({ [$0.path] }) {
            for path in files.sorted() {
                guard let file = try? MappedFile(path: path) else { continue }
                withExtendedLifetime(file) {
                    hash.add(UInt64(file.bytes.count))
                    let head = min(file.bytes.count, 1 << 18)
                    hash.add(UnsafeRawBufferPointer(rebasing: file.bytes[..<head]))
                    guard file.bytes.count > head else { return }
                    let stride = max(4096, (file.bytes.count - head) / 256)
                    for start in Swift.stride(from: head, to: file.bytes.count, by: stride) {
                        let end = min(start + 4096, file.bytes.count)
                        hash.add(UnsafeRawBufferPointer(rebasing: file.bytes[start..<end]))
                    }
                }
            }
        }
        for adapter in adapters { hash.add(adapter.scale.bitPattern) }
        return String(hash.finish().prefix(16))
    }

    /// Every file that decides what the model computes: the weights that were taken, and the settings, vocabularies and
    /// merges of each part. Sorted.
    public var contentFiles: [String] { DiffusionModel.contentFiles(folder, parts, adapters) }

    static func contentFiles(_ folder: String, _ parts: [ModelPart], _ adapters: [Adapter]) -> [String] {
        let folders =
            [folder]
            + ["tokenizer", "tokenizer_2", "text_encoder", "text_encoder_2", "unet", "vae", "scheduler"].map {
                "\(folder)/\($0)"
            }
        let settings = folders.flatMap { place in
            ((try? fileNames(in: place)) ?? []).filter { $0.hasSuffix(".json") || $0.hasSuffix(".txt") }
                .map { "\(place)/\($0)" }
        }
        // A part may come from elsewhere, with its own settings beside it.
        let others = parts.flatMap(\.files).map {
            $0.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        }
        .map { ($0 + ["config.json"]).joined(separator: "/") }.filter { isFile($0) }
        return Set(settings + others + parts.flatMap(\.files) + adapters.map(\.path)).sorted()
    }
}
