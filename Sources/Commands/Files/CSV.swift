import OrderedCollections
import Runtime
import Tensors

/// Comma-separated values as RFC 4180 has them: quoted fields, doubled quotes, any line end.
enum CSV {
    /// - Throws: `csv.ragged`, `csv.quote`, `csv.empty`, `csv.header`, `text.not-utf8`; each names the line.
    static func parse(_ bytes: [UInt8], name: String, separator: UInt8 = 0x2C) throws -> Table {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw Problem(
                "text.not-utf8", "\"\(name)\" is not text in UTF-8", help: "convert it with iconv -f ENCODING -t UTF-8")
        }
        var rows = try records(bytes, name: name, separator: separator)
        // Millions of rows take long to forget.
        defer { Leftovers.release(rows) }
        guard !rows.isEmpty else {
            throw Problem("csv.empty", "\"\(name)\" is empty: a table begins with a line of column names")
        }
        let header = rows.removeFirst().fields.map(\.text)
        if let twice = header.first(where: { column in header.filter { $0 == column }.count > 1 }) {
            throw Problem("csv.header", "\(name):1: the column \"\(twice)\" appears twice")
        }
        for row in rows where row.fields.count != header.count {
            throw Problem(
                "csv.ragged", "\(name):\(row.line): found \(row.fields.count) fields, expected \(header.count)",
                notes: ["columns: \(header.joined(separator: ", "))"])
        }
        // An empty line is no row, so a table of one column writes what is missing as `""`.
        if header.count == 1 {
            for index in rows.indices where rows[index].fields[0].text.isEmpty {
                rows[index].fields[0].isQuoted = false
            }
        }
        var columns = OrderedDictionary<String, [Value]>()
        for (position, column) in header.enumerated() {
            columns[column] = try typed(
                collected(reserving: rows.count) { fields in
                    try inChunks(rows.count) { for row in rows[$0] { fields.append(row.fields[position]) } }
                })
        }
        return try Table(columns: columns)
    }

    private struct Field {
        var text: String
        var isQuoted: Bool
    }

    private static func records(_ bytes: [UInt8], name: String, separator: UInt8) throws -> [(
        line: Int, fields: [Field]
    )] {
        try collected { try read(bytes, name: name, separator: separator, into: &$0) }
    }

    private static func read(
        _ bytes: [UInt8], name: String, separator: UInt8, into rows: inout [(line: Int, fields: [Field])]
    ) throws {
        var fields: [Field] = []
        var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var line = 1
        var start = 1
        var checked = 0
        func isEnd(_ at: Int) -> Bool { at >= bytes.count || bytes[at] == 0x0A || bytes[at] == 0x0D }
        while index < bytes.count {
            checked &+= 1
            if checked & 0xFFF == 0 { try Interrupt.check() }
            var field = [UInt8]()
            let isQuoted = bytes[index] == 0x22
            if isQuoted {
                let opened = line
                index += 1
                while true {
                    guard index < bytes.count else {
                        throw Problem("csv.quote", "\(name):\(opened): a quoted field is not closed")
                    }
                    if bytes[index] == 0x22 {
                        guard index + 1 < bytes.count, bytes[index + 1] == 0x22 else { break }
                        index += 1
                    } else if bytes[index] == 0x0A {
                        line += 1
                    }
                    field.append(bytes[index])
                    index += 1
                    if index & 0xFFFFF == 0 { try Interrupt.check() }
                }
                index += 1
                guard isEnd(index) || bytes[index] == separator else {
                    throw Problem("csv.quote", "\(name):\(line): text follows a closing quote")
                }
            } else {
                while !isEnd(index), bytes[index] != separator {
                    field.append(bytes[index])
                    index += 1
                    if index & 0xFFFFF == 0 { try Interrupt.check() }
                }
            }
            try Growth.allow(bytes: MemoryLayout<Field>.stride + 16 + field.count)
            fields.append(Field(text: String(decoding: field, as: UTF8.self), isQuoted: isQuoted))
            if index < bytes.count, bytes[index] == separator {
                index += 1
                if !isEnd(index) { continue }
                fields.append(Field(text: "", isQuoted: false))
            }
            let isBlank = fields.count == 1 && fields[0].text.isEmpty && !fields[0].isQuoted
            if !isBlank { rows.append((start, fields)) }
            fields = []
            if index < bytes.count, bytes[index] == 0x0D { index += 1 }
            if index < bytes.count, bytes[index] == 0x0A { index += 1 }
            line += 1
            start = line
        }
    }

    /// A column whose unquoted fields are all whole numbers, all numbers, all true/false, or text.
    /// - Throws: `limit.memory`; as `Interrupt.check`.
    private static func typed(_ fields: [Field]) throws -> [Value] {
        func column(_ convert: (String) -> Value?) throws -> [Value]? {
            try Growth.allow(items: fields.count)
            var values: [Value] = []
            for (place, field) in fields.enumerated() {
                if place & 0xFFF == 0 { try Interrupt.check() }
                if field.text.isEmpty, !field.isQuoted {
                    values.append(.none)
                } else if !field.isQuoted, let value = convert(field.text) {
                    values.append(value)
                } else {
                    return nil
                }
            }
            return values
        }
        return try column { Int($0).map { .int($0) } } ?? column { number($0).map { .float($0) } }
            ?? column { ["true": .bool(true), "false": .bool(false)][$0] }
            ?? fields.map { $0.text.isEmpty && !$0.isQuoted ? .none : .string($0.text) }
    }

    /// Plain decimal notation, inf and nan; not Swift's hexadecimal floats.
    private static func number(_ text: String) -> Double? {
        text.contains("x") || text.contains("p") ? nil : Double(text)
    }

    /// A table as text: a header, a line a row; quoted where needed.
    /// - Throws: `limit.memory`; as `Interrupt.check`.
    static func text(of table: Table) throws -> String {
        let missing = table.columnNames.count == 1 ? "\"\"" : ""
        var lines = [table.columnNames.map { $0.isEmpty ? missing : quoted($0) }.joined(separator: ",")]
        for index in 0..<table.rowCount {
            if index & 0xFF == 0 { try Interrupt.check() }
            try Growth.allow(bytes: 32 * (table.columns.count + 1))
            lines.append(
                try table.columns.values.map { column -> String in
                    switch column[index] {
                    case .none: missing
                    case .string(let text):
                        needsQuotes(text.string) ? "\"\(doubled(text.string))\"" : text.string
                    case let other: quoted(try other.checkedPrinted())
                    }
                }.joined(separator: ","))
        }
        return try joined(lines, "\n") + "\n"
    }

    /// With each quote twice. By scalars: a quote and an accent after it are one character.
    private static func doubled(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar == "\"" { result.unicodeScalars.append(scalar) }
            result.unicodeScalars.append(scalar)
        }
        return result
    }

    /// A mark of the byte order at the start of a file would be taken for one.
    private static func quoted(_ text: String) -> String {
        text.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) } || text.utf8.starts(with: [0xEF, 0xBB, 0xBF])
            ? "\"\(doubled(text))\"" : text
    }

    /// A string that would be read back as something else is quoted.
    private static func needsQuotes(_ text: String) -> Bool {
        text.isEmpty || quoted(text) != text || Double(text) != nil || text == "true" || text == "false"
    }
}
