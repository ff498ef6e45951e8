import Foundation
import Imaging
import Presentation
import Runtime
import Testing

/// What is sent to a terminal is decoded again and compared with the picture.
struct PictureTests {
    let picture: Image
    let bundle: DisplayBundle

    init() throws {
        picture = try Image(
            width: 40, height: 27, channels: 3,
            pixels: (0..<(40 * 27)).flatMap { index -> [UInt8] in
                let (x, y) = (index % 40, index / 40)
                return [UInt8(x * 6), UInt8(y * 9), x > 20 && y > 13 ? 200 : 40]
            })
        let png = try picture.pngData()
        bundle = DisplayBundle(
            text: "40×27 image", png: png,
            raster: Raster(width: 40, height: 27, channels: 3, pixels: picture.pixels))
    }

    @Test func kittySendsTheFileInChunks() throws {
        let noise = try Image(
            width: 64, height: 64, channels: 3,
            pixels: (0..<(64 * 64 * 3)).map { UInt8(truncatingIfNeeded: ($0 &* $0 &* 2_654_435_761) >> 17) })
        let png = try noise.pngData()
        let big = DisplayBundle(text: "", png: png)
        let sent = try #require(PictureText(.kitty, columns: 80).draw(big))
        let commands = sent.components(separatedBy: "\u{1B}\\").dropLast()
        #expect(sent.hasSuffix("\u{1B}\\\n") && commands.count > 1)
        var data = ""
        for (index, command) in commands.enumerated() {
            #expect(command.hasPrefix("\u{1B}_G"))
            let parts = command.dropFirst(3).split(separator: ";", maxSplits: 1)
            #expect(parts[0] == (index == 0 ? "a=T,f=100,q=2,m=1" : index == commands.count - 1 ? "m=0" : "m=1"))
            #expect(parts[1].count <= 4096)
            data += parts[1]
        }
        #expect(try Image(decoding: Array(#require(Data(base64Encoded: data)))) == noise)
    }

    @Test func iterm2SendsTheFile() throws {
        let sent = try #require(PictureText(.iterm2, columns: 80).draw(bundle))
        #expect(sent.hasPrefix("\u{1B}]1337;File=inline=1;size=\(bundle.png?.count ?? 0);width=auto;"))
        let data = sent.drop { $0 != ":" }.dropFirst().prefix { $0 != "\u{07}" }
        #expect(try Image(decoding: Array(#require(Data(base64Encoded: String(data))))) == picture)
    }

    @Test func largeFilesAreScaledByTheTerminal() throws {
        #expect(PictureText(.kitty, columns: 3).draw(bundle)?.contains(",c=3,") == true)
        #expect(PictureText(.iterm2, columns: 3).draw(bundle)?.contains("width=3;") == true)
        let high = try Image(width: 9, height: 400, channels: 1, pixels: [UInt8](repeating: 90, count: 3600))
        let png = try high.pngData()
        let raster = Raster(width: 9, height: 400, channels: 1, pixels: high.pixels)
        let bundle = DisplayBundle(text: "", png: png, raster: raster)
        #expect(PictureText(.kitty, columns: 80, rows: 10).draw(bundle)?.contains(",r=10,") == true)
        #expect(PictureText(.iterm2, columns: 80, rows: 10).draw(bundle)?.contains("height=10;") == true)
        let sixel = try #require(PictureText(.sixel, columns: 80, rows: 10).draw(bundle))
        let (width, height, pixels) = try decodeSixel(sixel)
        #expect(width == 4 && height == 180)
        // Percents of a channel are coarser than bytes.
        #expect(pixels.allSatisfy { color in color?.allSatisfy { abs($0 - 90) <= 6 } ?? false })
    }

    /// A red disc of full opacity in the upper left, a green half-seen stripe below, nothing elsewhere.
    private func seeThrough() throws -> (image: Image, bundle: DisplayBundle) {
        var pixels: [UInt8] = []
        for y in 0..<8 {
            for x in 0..<6 { pixels += x < 3 && y < 3 ? [255, 0, 0, 255] : y == 6 ? [0, 255, 0, 200] : [0, 0, 0, 0] }
        }
        let image = try Image(width: 6, height: 8, channels: 4, pixels: pixels)
        let png = try image.pngData()
        return (
            image,
            DisplayBundle(text: "", png: png, raster: Raster(width: 6, height: 8, channels: 4, pixels: pixels))
        )
    }

    @Test func filesKeepTheirOpacity() throws {
        let (image, bundle) = try seeThrough()
        let kitty = try #require(PictureText(.kitty, columns: 80).draw(bundle))
        let data = kitty.drop { $0 != ";" }.dropFirst().prefix { $0 != "\u{1B}" }
        #expect(try Image(decoding: Array(#require(Data(base64Encoded: String(data))))) == image)
        let iterm = try #require(PictureText(.iterm2, columns: 80).draw(bundle))
        let file = iterm.drop { $0 != ":" }.dropFirst().prefix { $0 != "\u{07}" }
        #expect(try Image(decoding: Array(#require(Data(base64Encoded: String(file))))) == image)
    }

    @Test func sixelsLeaveTheGroundWhereNothingIs() throws {
        let (_, bundle) = try seeThrough()
        let (width, height, pixels) = try decodeSixel(#require(PictureText(.sixel, columns: 80).draw(bundle)))
        #expect(width == 6 && height == 8)
        for y in 0..<8 {
            for x in 0..<6 {
                let found = pixels[y * 6 + x]
                if x < 3 && y < 3 {
                    #expect((found?[0] ?? 0) > 240 && found?[1] == 0)
                } else if y == 6 {
                    // Half seen over black.
                    #expect((180...220).contains(found?[1] ?? 0) && found?[0] == 0)
                } else {
                    #expect(found == nil, "\(x), \(y)")
                }
            }
        }
    }

    @Test(arguments: [PictureProtocol.blocks, .blocks256])
    func halfBlocksLeaveTheGroundWhereNothingIs(method: PictureProtocol) throws {
        let (_, bundle) = try seeThrough()
        let sent = try #require(PictureText(method, columns: 80).draw(bundle))
        let (red, green) = method == .blocks ? ("2;255;0;0", "2;0;200;0") : ("5;196", "5;40")
        let clear = "\u{1B}[0m   \u{1B}[0m\n"
        #expect(
            sent == "\u{1B}[38;\(red);48;\(red)m▀▀▀" + clear + "\u{1B}[0;38;\(red)m▀▀▀" + clear
                + "\u{1B}[0m      \u{1B}[0m\n\u{1B}[0;38;\(green)m▀▀▀▀▀▀\u{1B}[0m\n")
    }

    @Test func sixelsDecodeToThePicture() throws {
        let sent = try #require(PictureText(.sixel, columns: 80).draw(bundle))
        let (width, height, pixels) = try decodeSixel(sent)
        #expect(width == 40 && height == 27)
        #expect(pixels.allSatisfy { $0 != nil })
        // Dithering moves errors around: means of 4×4 blocks agree.
        for channel in 0..<3 {
            for y in stride(from: 0, to: 24, by: 4) {
                for x in stride(from: 0, to: 40, by: 4) {
                    var (wanted, found) = (0, 0)
                    for index in (0..<16).map({ (y + $0 / 4) * 40 + x + $0 % 4 }) {
                        wanted += Int(picture.pixels[index * 3 + channel])
                        found += pixels[index]?[channel] ?? 0
                    }
                    #expect(abs(wanted - found) <= 16 * 8, "\(x), \(y)")
                }
            }
        }
    }

    /// A small sixel decoder: raster attributes, colours, repeats, returns and line feeds.
    private func decodeSixel(_ text: String) throws -> (Int, Int, [[Int]?]) {
        let body = try #require(text.wholeMatch(of: #/\x1BP0;1q"1;1;(\d+);(\d+)(.*)\x1B\\\n/#))
        let (width, height) = (Int(body.1) ?? 0, Int(body.2) ?? 0)
        var pixels = [[Int]?](repeating: nil, count: width * height)
        var colors: [Int: [Int]] = [:]
        var (color, x, y) = (0, 0, 0)
        for token in body.3.matches(of: #/#(\d+)(?:;2;(\d+);(\d+);(\d+))?|!(\d+)([?-~])|([?-~])|([$-])/#) {
            if let number = token.1.flatMap({ Int($0) }) {
                color = number
                if let red = token.2, let green = token.3, let blue = token.4 {
                    colors[number] = [red, green, blue].map { (Int($0) ?? 0) * 255 / 100 }
                }
            } else if let mark = token.8 {
                x = 0
                if mark == "-" { y += 6 }
            } else {
                let count = token.5.flatMap { Int($0) } ?? 1
                let bits = Int((token.6 ?? token.7)?.unicodeScalars.first?.value ?? 63) - 63
                for column in x..<(x + count) {
                    for row in 0..<6 where bits >> row & 1 == 1 {
                        try #require(column < width && y + row < height)
                        pixels[(y + row) * width + column] = colors[color]
                    }
                }
                x += count
            }
        }
        return (width, height, pixels)
    }

    @Test(arguments: [PictureProtocol.blocks, .blocks256])
    func halfBlocksHoldTwoPixels(method: PictureProtocol) throws {
        let sent = try #require(PictureText(method, columns: 80).draw(bundle))
        let lines = sent.split(separator: "\n")
        #expect(lines.count == 14)
        for (row, line) in lines.enumerated() {
            #expect(line.hasSuffix("\u{1B}[0m"))
            var (ink, ground): ([Int]?, [Int]?) = (nil, nil)
            var x = 0
            for token in line.matches(of: #/\x1B\[([0-9;]*)m|▀/#) {
                if let codes = token.1.map({ $0.split(separator: ";").compactMap { Int($0) } }), codes != [0] {
                    // A character with one colour only says first that the other is gone.
                    let codes = codes[0] == 0 ? Array(codes.dropFirst()) : codes
                    let length = method == .blocks ? 5 : 3
                    ink = color(Array(codes.prefix(length)))
                    ground = codes.count > length ? color(Array(codes.dropFirst(length))) : nil
                } else if token.1 == nil {
                    let tolerance = method == .blocks ? 0 : 60
                    check(ink, x, row * 2, tolerance)
                    if row * 2 + 1 < 27 { check(ground, x, row * 2 + 1, tolerance) } else { #expect(ground == nil) }
                    x += 1
                }
            }
            #expect(x == 40)
        }
    }

    private func check(_ found: [Int]?, _ x: Int, _ y: Int, _ tolerance: Int) {
        let index = (y * 40 + x) * 3
        let wanted = picture.pixels[index..<(index + 3)].map(Int.init)
        let isNear = found.map { zip($0, wanted).allSatisfy { abs($0 - $1) <= tolerance } } ?? false
        #expect(isNear, "\(x), \(y)")
    }

    private func color(_ codes: [Int]) -> [Int]? {
        guard codes.count >= 3, [38, 48].contains(codes[0]) else { return nil }
        if codes[1] == 2 { return Array(codes[2...]) }
        let number = codes[2]
        if number >= 232 { return [Int](repeating: 8 + 10 * (number - 232), count: 3) }
        let levels = [0, 95, 135, 175, 215, 255]
        return [(number - 16) / 36, (number - 16) / 6 % 6, (number - 16) % 6].map { levels[$0] }
    }

    @Test func largePicturesFitTheWindow() throws {
        let raster = try #require(
            Raster(width: 300, height: 200, channels: 1, pixels: [UInt8](repeating: 7, count: 60_000)))
        let sent = try #require(
            PictureText(.blocks, columns: 30, rows: 5).draw(DisplayBundle(text: "", raster: raster)))
        let lines = sent.split(separator: "\n")
        #expect(lines.count == 5 && lines[0].count { $0 == "▀" } == 15)
        #expect(PictureText(.none, columns: 30).draw(bundle) == nil)
        #expect(PictureText(.kitty, columns: 30).draw(DisplayBundle(text: "3")) == nil)
    }

    @Test(arguments: [
        (["TERM": "xterm-kitty"], PictureProtocol.kitty), (["TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"], .kitty),
        (["TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"], .iterm2),
        (["TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"], .iterm2), (["TERM": "foot"], .sixel),
        (["TERM": "xterm-256color", "COLORTERM": "truecolor"], .blocks), (["TERM": "xterm-256color"], .blocks256),
        (["TERM": "tmux-256color", "TMUX": "/tmp/x", "KITTY_WINDOW_ID": "1", "COLORTERM": "truecolor"], .blocks),
        (["TERM": "screen", "KITTY_WINDOW_ID": "1"], .blocks256), (["TERM": "dumb"], .none), ([:], .none),
        (["TERM": "linux"], .none), (["TERM": "xterm-kitty", "NO_COLOR": "1"], .none),
        (["TERM": "dumb", "LIMN_PICTURES": "sixel"], .sixel),
    ])
    func theEnvironmentDecides(environment: [String: String], method: PictureProtocol) {
        #expect(PictureProtocol.detect(environment: environment, isTerminal: true) == method)
        let asked = environment["LIMN_PICTURES"] != nil
        #expect(PictureProtocol.detect(environment: environment, isTerminal: false) == (asked ? method : .none))
    }

    @Test func anUnknownWordOfTheEnvironmentIsSaid() {
        func remark(_ word: String) -> String? { PictureProtocol.remark(environment: ["LIMN_PICTURES": word]) }
        #expect(remark("") == nil && remark("SIXEL") == nil && PictureProtocol.remark(environment: [:]) == nil)
        let words = "kitty, iterm2, sixel, blocks, blocks256, none"
        #expect(remark("sixle") == "LIMN_PICTURES is sixle, which is not one of \(words); did you mean `sixel`?")
        #expect(remark("on\u{1B}") == "LIMN_PICTURES is on\\u{1b}, which is not one of \(words)")
    }
}
