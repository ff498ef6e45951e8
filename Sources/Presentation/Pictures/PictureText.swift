import Runtime

/// Draws pictures with the bytes that a terminal understands.
public struct PictureText {
    public let method: PictureProtocol
    /// Columns and rows that a picture may take.
    public let columns: Int
    public let rows: Int

    /// A cell of a terminal is taken for this many pixels where a picture is scaled to it.
    static let cell = (width: 9, height: 18)

    public init(_ method: PictureProtocol, columns: Int, rows: Int = 40) {
        self.method = method
        self.columns = max(columns, 2)
        self.rows = max(rows, 2)
    }

    /// What to send for a value's picture, ending at the start of a new line; nil where it has none or the terminal
    /// shows none, and its text is the answer.
    public func draw(_ bundle: DisplayBundle) -> String? {
        switch method {
        case .none: return nil
        case .kitty: return bundle.png.map { kitty($0, bundle.raster) }
        case .iterm2: return bundle.png.map { iterm2($0, bundle.raster) }
        case .sixel: return bundle.raster.map { Sixel.encode(fitted($0)) + "\n" }
        case .blocks: return bundle.raster.map { HalfBlocks(isTrueColor: true).draw($0, columns: columns, rows: rows) }
        case .blocks256:
            return bundle.raster.map { HalfBlocks(isTrueColor: false).draw($0, columns: columns, rows: rows) }
        }
    }

    /// A picture larger than the window is scaled by the terminal, in proportion: to all columns, or to all rows.
    private func limit(_ raster: Raster?) -> (columns: Int?, rows: Int?) {
        guard let raster else { return (nil, nil) }
        let wide = Double(raster.width) / Double(columns * PictureText.cell.width)
        let high = Double(raster.height) / Double(rows * PictureText.cell.height)
        if max(wide, high) <= 1 { return (nil, nil) }
        return wide >= high ? (columns, nil) : (nil, rows)
    }

    /// The PNG file in base64, in chunks of 4096 characters; `q=2` keeps the terminal from answering.
    private func kitty(_ png: [UInt8], _ raster: Raster?) -> String {
        let data = Base64.encode(png)
        let limit = limit(raster)
        var text = ""
        var start = data.startIndex
        while start < data.endIndex {
            let end = min(start + 4096, data.endIndex)
            let more = end < data.endIndex ? 1 : 0
            let size = limit.columns.map { ",c=\($0)" } ?? limit.rows.map { ",r=\($0)" } ?? ""
            let keys = start == data.startIndex ? "a=T,f=100,q=2\(size),m=\(more)" : "m=\(more)"
            text += "\u{1B}_G\(keys);\(String(decoding: data[start..<end], as: UTF8.self))\u{1B}\\"
            start = end
        }
        return text + "\n"
    }

    private func iterm2(_ png: [UInt8], _ raster: Raster?) -> String {
        let limit = limit(raster)
        let size = limit.rows.map { "height=\($0)" } ?? "width=" + (limit.columns.map { "\($0)" } ?? "auto")
        let data = String(decoding: Base64.encode(png), as: UTF8.self)
        return "\u{1B}]1337;File=inline=1;size=\(png.count);\(size);preserveAspectRatio=1:\(data)\u{07}\n"
    }

    private func fitted(_ raster: Raster) -> Raster {
        raster.shrunk(toWidth: columns * PictureText.cell.width, height: rows * PictureText.cell.height)
    }
}

enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// RFC 4648 with padding, as ASCII bytes.
    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let left = bytes.count - start
            let a = Int(bytes[start]) << 16
            let b = left > 1 ? Int(bytes[start + 1]) << 8 : 0
            let c = left > 2 ? Int(bytes[start + 2]) : 0
            let word = a | b | c
            result.append(alphabet[word >> 18])
            result.append(alphabet[word >> 12 & 63])
            result.append(left > 1 ? alphabet[word >> 6 & 63] : 0x3D)
            result.append(left > 2 ? alphabet[word & 63] : 0x3D)
        }
        return result
    }
}
