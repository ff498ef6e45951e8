import Language
import Tensors

final class Constant: Node {
    let value: Value
    /// What the value holds where it is a string.
    let text: Unmanaged<Text>?

    init(_ value: Value, span: Span) {
        self.value = value
        if case .string(let text) = value { self.text = .passUnretained(text) } else { text = nil }
        super.init(span)
    }

    override func evaluate(_ frame: Frame) -> Value { value }
}

/// `"… $name $(expr) …"`.
final class Interpolation: Node {
    enum Part {
        case text(String)
        case value(Node)
    }

    let parts: [Part]

    init(_ parts: [Part], span: Span) {
        self.parts = parts
        super.init(span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        var text = ""
        for part in parts {
            switch part {
            case .text(let piece): text += piece
            case .value(let node):
                let value = try node.evaluate(frame)
                do {
                    let piece = try value.checkedPrinted()
                    try Growth.allow(bytes: text.utf8.count + piece.utf8.count)
                    text += piece
                } catch { throw frame.locate(error, at: span) }
            }
        }
        return .string(text)
    }
}

final class ListNode: Node {
    let items: [Node]

    init(_ items: [Node], span: Span) {
        self.items = items
        super.init(span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        var values = [Value]()
        values.reserveCapacity(items.count)
        for item in items { values.append(try item.evaluate(frame)) }
        return try list(values, frame)
    }

    override func complete(_ instruction: Instruction, _ frame: Frame) throws {
        let first = frame.slot(instruction.a)
        let values = (0..<Int(instruction.number)).map { (first + $0).take() ?? .none }
        frame.slot(instruction.target).put(try list(values, frame))
    }

    /// - Throws: where the list is too large or too deep.
    func list(_ values: [Value], _ frame: Frame) throws -> Value {
        do {
            try Growth.allow(items: values.count)
            for value in values { try Growth.allow(nesting: value) }
        } catch { throw frame.locate(error, at: span) }
        return .list(values)
    }
}

final class RecordNode: Node {
    let fields: [(key: String, value: Node)]

    init(_ fields: [(key: String, value: Node)], span: Span) {
        self.fields = fields
        super.init(span)
    }

    override func evaluate(_ frame: Frame) throws -> Value {
        var record = Record()
        for field in fields {
            let value = try field.value.evaluate(frame)
            do { try Growth.allow(nesting: value) } catch { throw frame.locate(error, at: span) }
            record[field.key] = value
        }
        return .record(record)
    }
}
