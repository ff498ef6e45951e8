import Interpretability
import Runtime
import Tensors

extension RequestValue: ArchivedNative, KeyedNative, Scripted {
    static let archiveName = "request"

    /// `attention(["*.attn2"], over=["head"])`.
    var script: String? {
        var parts = [request.patterns.value.literal]
        if let steps = request.steps { parts.append("steps=\(steps.value.literal)") }
        if let heads = request.heads { parts.append("heads=\(heads.value.literal)") }
        switch request.tokens {
        case nil: break
        case .positions(let positions)?: parts.append("tokens=\(positions.value.literal)")
        case .words(let words)?: parts.append("tokens=\(words.map(\.written).value.literal)")
        }
        if request.guidance != .conditional { parts.append("guidance=\"\(request.guidance.rawValue)\"") }
        if !request.over.isEmpty { parts.append("over=\(request.over.value.literal)") }
        return "\(request.kind.rawValue)(\(parts.joined(separator: ", ")))"
    }

    func addKey(to hasher: inout KeyHasher) throws {
        hasher.add(request.kind.rawValue)
        try hasher.add(request.patterns.value)
        try hasher.add(request.steps.value)
        try hasher.add(request.heads.value)
        switch request.tokens {
        case nil: hasher.add("all")
        case .positions(let positions)?: try hasher.add(positions.value)
        case .words(let words)?: try hasher.add(words.map(\.written).value)
        }
        hasher.add(request.guidance.rawValue)
        try hasher.add(request.over.value)
    }

    func archived(in writer: inout ArchiveWriter) throws -> JSON {
        let tokens: Value =
            switch request.tokens {
            case nil: .none
            case .positions(let positions)?: positions.value
            case .words(let words)?:
                .list(words.map { .record(Record([("text", .string($0.text)), ("occurrence", $0.occurrence.value)])) })
            }
        return try writer.archive(
            .record(
                Record([
                    ("kind", .string(request.kind.rawValue)), ("patterns", request.patterns.value),
                    ("steps", request.steps.value), ("heads", request.heads.value), ("tokens", tokens),
                    ("guidance", .string(request.guidance.rawValue)), ("over", request.over.value),
                ])))
    }

    static func restored(from json: JSON, reader: ArchiveReader) throws -> any Native {
        let record = try Record.from(reader.value(json))
        func field<Field: ValueRepresentable>(_ name: String) throws -> Field { try Field.from(record[name] ?? .none) }
        guard let kind = RecordingRequest.Kind(rawValue: try field("kind")),
            let guidance = RecordingRequest.Guidance(rawValue: try field("guidance"))
        else { throw ArchiveReader.corrupt("a request") }
        var tokens: RecordingRequest.Tokens?
        if let items: [Value] = try field("tokens") {
            if let positions = try? items.map({ try Int.from($0) }) {
                tokens = .positions(positions)
            } else {
                tokens = .words(
                    try items.map { item in
                        let word = try Record.from(item)
                        return .init(
                            try String.from(word["text"] ?? .none),
                            occurrence: try Int?.from(word["occurrence"] ?? .none))
                    })
            }
        }
        return RequestValue(
            RecordingRequest(
                kind, try field("patterns"), steps: try field("steps"), heads: try field("heads"), tokens: tokens,
                guidance: guidance, over: try field("over")))
    }
}

extension RecordingRequest.Tokens.Word {
    /// `heart`, `heart[1]`.
    fileprivate var written: String { occurrence.map { "\(text)[\($0)]" } ?? text }
}
