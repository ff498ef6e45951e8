import Foundation
import Language
import Testing

/// Layouts of whole scripts: the same program, the same comments, stable.
@Suite struct FormatterTests {
    static func format(_ text: String) throws -> String {
        try Language.Formatter.format(Source(name: "test.limn", text: text))
    }

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Every script of the repository, and the samples of these tests.
    static let scripts: [(name: String, text: String)] = {
        var found = Samples.all.enumerated().map { ("sample \($0.offset)", $0.element) }
        for folder in ["examples", "stdlib/library"] {
            let place = root.appendingPathComponent(folder)
            let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
            for name in names.sorted() where name.hasSuffix(".limn") {
                let text = try? String(contentsOf: place.appendingPathComponent(name), encoding: .utf8)
                found.append(("\(folder)/\(name)", text ?? ""))
            }
        }
        return found
    }()

    @Test func everyScriptKeepsItsProgramAndSettles() throws {
        #expect(Self.scripts.count >= 10)
        for script in Self.scripts {
            let once = try Self.format(script.text)
            #expect(try Self.format(once) == once, "\(script.name)")
            #expect(try dump(once) == dump(script.text), "\(script.name)")
            let width =
                once.split(separator: "\n").filter { !$0.contains("#") && !$0.contains("\"") }.map(\.count).max() ?? 0
            #expect(width <= 100, "\(script.name) has a line of \(width) characters")
        }
    }

    @Test func theRepositoryIsLaidOut() throws {
        for script in Self.scripts where script.name.contains("/") {
            #expect(try Self.format(script.text) == script.text, "limn format \(script.name)")
        }
    }

    /// Blanks, tabs, empty lines and line ends behind operators say nothing, so they change nothing.
    @Test(arguments: 0..<40) func layoutThatMeansNothingIsForgotten(_ seed: Int) throws {
        var random = Generator(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1)
        let script = Self.scripts[seed % Self.scripts.count]
        let wanted = try Self.format(script.text)
        #expect(try Self.format(disturbed(wanted, &random)) == wanted, "\(script.name), seed \(seed)")
    }

    /// The text with other blanks where the lexer allows any. Strings and comments are left alone.
    private func disturbed(_ text: String, _ random: inout Generator) -> String {
        var result = ""
        var isLong = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let quotes = line.components(separatedBy: "\"\"\"").count - 1
            if isLong || quotes > 0 {
                if quotes % 2 == 1 { isLong.toggle() }
                result += line + "\n"
                continue
            }
            if line.contains("#") || line.contains("'") || line.contains("\"") {
                let shift = line.hasPrefix("#") ? "" : String(repeating: " ", count: Int(random.next() % 3))
                result +=
                    shift + line + (line.contains("#") ? "" : String(repeating: " ", count: Int(random.next() % 3)))
                    + "\n"
                continue
            }
            for character in line {
                if character == " " {
                    result += ["  ", "\t", " ", "   "][Int(random.next() % 4)]
                } else if character == "," || character == ")" {
                    result += (random.next() % 3 == 0 ? " " : "") + String(character)
                } else {
                    result.append(character)
                }
            }
            result += (random.next() % 4 == 0 ? "  \t" : "") + "\n"
        }
        return result
    }

    struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    @Test func lineEndsAndMarks() throws {
        #expect(try Self.format("") == "")
        #expect(try Self.format("\n \n\t\n") == "")
        #expect(try Self.format("x=1") == "x = 1\n")
        #expect(try Self.format("x=1\r\ny=2\r\n") == "x = 1\r\ny = 2\r\n")
        #expect(try Self.format("\u{FEFF}x=1\n") == "x = 1\n")
        #expect(try Self.format("if a\n\tb\nend\n") == "if a\n    b\nend\n")
        let string = "x = \"\"\"\r\n  a  \r\n   b\t\"\"\"\r\n"
        #expect(try Self.format(string) == string)
        #expect(try Self.format("# a\n") == "# a\n")
    }

    @Test func aSyntaxErrorIsTold() {
        #expect(throws: Diagnostic.self) { try Self.format("x = (1") }
    }

    /// Twice the lines take about twice the steps: a hundred thousand lines end.
    @Test func longScripts() throws {
        let block = "def f(a,b) = a+b # sum\nx = [1,2, 3]\nif x\n y\nend\n"
        let text = String(repeating: block, count: 20_000)
        let once = try Self.format(text)
        #expect(once.split(separator: "\n").count == 100_000)
        #expect(once.hasPrefix("def f(a, b) = a + b  # sum\nx = [1, 2, 3]\nif x\n    y\nend\n"))
    }

    @Test func deepNestsAndLongChains() throws {
        let deep = String(repeating: "[", count: 60) + String(repeating: "]", count: 60)
        #expect(try Self.format(deep) == deep + "\n")
        let chain = "x = " + Array(repeating: "a", count: 400).joined(separator: "+")
        #expect(try Self.format(chain).split(separator: "\n").count == 400)
    }
}
